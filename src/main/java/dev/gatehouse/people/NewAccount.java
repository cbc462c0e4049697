package dev.gatehouse.people;

import org.jspecify.annotations.Nullable;

/**
 * An account to be made.
 *
 * @param currency what amounts are shown in; null for the organization's
 * @param email null for people who sign in with a username or a number
 * @param verified whether the address is proved already, as by the one-time link of the first start
 * @param passwordHash what {@link Passwords#hash} made, outside of the transaction
 * @param initial whether the password was chosen by somebody else and must be replaced at the first sign-in (CRE-2)
 */
public record NewAccount(
        String firstName,
        String lastName,
        String language,
        String timeZone,
        @Nullable String currency,
        @Nullable String email,
        boolean verified,
        String passwordHash,
        boolean initial) {

    /** The account of somebody with an address, and a password of their own. */
    public NewAccount(
            String firstName,
            String lastName,
            String language,
            String timeZone,
            String email,
            boolean verified,
            String passwordHash) {
        this(firstName, lastName, language, timeZone, null, email, verified, passwordHash, false);
    }
}
