/** The one way to become {@code REGISTERED}: seat, status, initial permissions, and the proof of an address (INV-3, INV-6). */
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
            "console"
        })
@NullMarked
package dev.gatehouse.admission;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
