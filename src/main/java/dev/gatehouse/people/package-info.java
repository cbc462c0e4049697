/** Accounts, identifiers, passwords. */
@ApplicationModule(allowedDependencies = {"platform", "audit", "messages"})
@NullMarked
package dev.gatehouse.people;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
