/** Invitations: invite, resend, accept (INV). */
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
package dev.gatehouse.invitations;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
