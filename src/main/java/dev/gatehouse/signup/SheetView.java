package dev.gatehouse.signup;

import dev.gatehouse.organizations.Organization;

/** A department's link as it is printed: on a sheet, and as a picture (CRE-6). */
public record SheetView(Organization organization, SignUpLink link) {

    /** Where the link is among the others. */
    public String address() {
        return "/o/" + organization.slug() + "/sign-up-links/" + link.id();
    }
}
