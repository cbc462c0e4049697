/** Actions on many members at once: a selection, or all that match (MEM-4, TEA-5). */
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
            "invitations",
            "lifecycle",
            "console"
        })
@NullMarked
package dev.gatehouse.bulk;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
