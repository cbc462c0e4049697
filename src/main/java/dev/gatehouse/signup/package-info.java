/** People who come by themselves: sign-up, links and QR codes of departments, invitations by colleagues (CRE-5, CRE-6, INV-8). */
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
            "signin",
            "console"
        })
@NullMarked
package dev.gatehouse.signup;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
