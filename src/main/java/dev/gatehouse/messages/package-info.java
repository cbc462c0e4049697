/** E-mail and text messages to people: templates, outbox, delivery with retries, and the viewer that stands in for servers (NOT-3, ACT-1). */
@ApplicationModule(allowedDependencies = {"platform", "audit", "console", "database"})
@NullMarked
package dev.gatehouse.messages;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
