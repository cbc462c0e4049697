package dev.gatehouse.invitations;

import dev.gatehouse.organizations.Organization;

/** What an invitation's link opens. */
public sealed interface AcceptView {

    /**
     * A new person: name and password are asked for (INV-3).
     *
     * @param contact the address that was invited, or the number of somebody without one
     * @param byPhone whether it is a number (INV-9)
     */
    record Open(Organization organization, String contact, boolean byPhone, String language) implements AcceptView {}

    /** The address has an account: it signs in first (INV-5). */
    record SignIn(Organization organization, String email) implements AcceptView {}

    /** The right account is signed in and joins with one click (INV-5). */
    record Join(Organization organization, String email) implements AcceptView {}

    /** Somebody else is signed in; the invitation is for its address alone. */
    record OtherAccount(Organization organization, String email, String signedInAs) implements AcceptView {}

    /** Accepted; the address is still to be confirmed. */
    record Waiting(Organization organization, String email) implements AcceptView {}

    /** The link is no good: {@code refusal.<code>} says why and what to do. */
    record Gone(String code) implements AcceptView {}
}
