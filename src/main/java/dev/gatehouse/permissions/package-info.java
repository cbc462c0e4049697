/** Permissions as people give, take and understand them: the Roles tab, the panes that give and take roles, and "why?" (ROL). */
@ApplicationModule(
        allowedDependencies = {
            "platform",
            "audit",
            "access",
            "organizations",
            "members",
            "teams",
            "admission",
            "console"
        })
@NullMarked
package dev.gatehouse.permissions;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
