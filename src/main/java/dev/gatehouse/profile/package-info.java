/** What people see and change of themselves: their data, ways to sign in, sessions, organizations and consents (LIF-6, ACT-3, PRI-3). */
@ApplicationModule(
        allowedDependencies = {
            "platform",
            "audit",
            "messages",
            "access",
            "people",
            "organizations",
            "members",
            "signin",
            "console"
        })
@NullMarked
package dev.gatehouse.profile;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
