/** Making members directly, the pages behind the links that let them in, and changing what the organization knows of them (CRE-1, ACT-1, LIF-6). */
@ApplicationModule(
        allowedDependencies = {
            "platform",
            "audit",
            "messages",
            "access",
            "people",
            "organizations",
            "members",
            "teams",
            "admission",
            "signin",
            "console"
        })
@NullMarked
package dev.gatehouse.creation;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
