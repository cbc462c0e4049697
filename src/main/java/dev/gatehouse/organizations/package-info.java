/** Organizations: their settings, seats and usage (ORG). */
@ApplicationModule(allowedDependencies = {"platform", "audit", "access", "people", "currencies", "messages", "console"})
@NullMarked
package dev.gatehouse.organizations;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
