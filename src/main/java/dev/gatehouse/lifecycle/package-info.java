/** Ending somebody's access and giving it back (LIF). */
@ApplicationModule(
        allowedDependencies = {
            "platform",
            "audit",
            "messages",
            "access",
            "people",
            "organizations",
            "members",
            "admission",
            "console"
        })
@NullMarked
package dev.gatehouse.lifecycle;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
