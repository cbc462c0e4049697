/** E-mail to people: templates, outbox, delivery with retries, and the viewer that stands in for a mail server (NOT-3). */
@ApplicationModule(allowedDependencies = {"platform", "audit", "console", "database"})
@NullMarked
package dev.gatehouse.messages;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
