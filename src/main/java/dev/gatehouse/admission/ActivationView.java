package dev.gatehouse.admission;

import dev.gatehouse.organizations.ConsentText;
import dev.gatehouse.organizations.Organization;
import org.jspecify.annotations.Nullable;

/** What an activation link opens (ACT-1). */
public sealed interface ActivationView {

    /**
     * A password is asked for.
     *
     * @param email where the link went; null where it went to a phone
     * @param signsInWith what they will sign in with, for password managers: the address, the username, or the number
     * @param firstName as the organization knows it, to be put right
     * @param language the tag of the language that the organization noted for them
     */
    record Open(
            Organization organization,
            @Nullable String email,
            String signsInWith,
            String firstName,
            String lastName,
            String language,
            ConsentText consent)
            implements ActivationView {}

    /** The address has an account: it signs in first (INV-5). */
    record SignIn(Organization organization, String email) implements ActivationView {}

    /** The right account is signed in and joins with one click. */
    record Join(Organization organization, String email, ConsentText consent) implements ActivationView {}

    /** Somebody else is signed in. */
    record OtherAccount(Organization organization, String email, String signedInAs) implements ActivationView {}

    /** The link is no good: {@code refusal.<code>} says why and what to do. */
    record Gone(String code) implements ActivationView {}
}
