package dev.gatehouse.signup;

import dev.gatehouse.organizations.Organization;
import dev.gatehouse.platform.AccountId;
import org.jspecify.annotations.Nullable;

/**
 * Where somebody stands who has proved their address or number, or joined.
 *
 * @param waiting whether an admin has to say first who they are (LIF-3)
 * @param account the one that was made, whose person is to be let in; null where they sign in with the account that they have
 */
record Entered(
        Organization organization,
        boolean waiting,
        @Nullable AccountId account) {

    /** Where they go from here. */
    String address() {
        return "/o/" + organization.slug() + (waiting ? "/waiting" : "/members");
    }
}
