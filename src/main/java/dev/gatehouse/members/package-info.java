/** The member: an account's place in one organization, its status machine, the list, the page and the export (MEM, LIF-1). */
@ApplicationModule(
        allowedDependencies = {"platform", "audit", "messages", "access", "people", "organizations", "console"})
@NullMarked
package dev.gatehouse.members;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
