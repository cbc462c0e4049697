/** How an installation begins: the one-time set-up link, founding further organizations, and the example to try (OPS-3, ORG-7). */
@ApplicationModule(
        allowedDependencies = {
            "platform",
            "audit",
            "access",
            "people",
            "organizations",
            "members",
            "invitations",
            "signin",
            "console"
        })
@NullMarked
package dev.gatehouse.setup;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
