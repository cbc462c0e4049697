/** Teams: named groups of members that roles are given to, and those that new people join by themselves (TEA). */
@ApplicationModule(allowedDependencies = {"platform", "audit", "access", "organizations", "members", "console"})
@NullMarked
package dev.gatehouse.teams;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
