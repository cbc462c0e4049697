/** Coming in: sign-in, sessions, forgotten passwords, and the gate that every request passes. */
@ApplicationModule(
        allowedDependencies = {
            "platform",
            "audit",
            "access",
            "messages",
            "people",
            "organizations",
            "members",
            "admission",
            "console"
        })
@NullMarked
package dev.gatehouse.signin;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
