/** Importing people from a spreadsheet: read, check, apply, report (CRE-4). */
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
            "creation",
            "console"
        })
@NullMarked
package dev.gatehouse.imports;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
