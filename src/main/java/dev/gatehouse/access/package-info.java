/** Who may do what: the permission catalogue, roles and grants, and the one check that every route asks (ROL-1..4). */
@ApplicationModule(allowedDependencies = {"platform", "audit"})
@NullMarked
package dev.gatehouse.access;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
