package dev.gatehouse.people;

/**
 * An account to be made.
 *
 * @param verified whether the address is proved already, as by the one-time link of the first start
 * @param passwordHash what {@link Passwords#hash} made, outside of the transaction
 */
public record NewAccount(
        String firstName,
        String lastName,
        String language,
        String timeZone,
        String email,
        boolean verified,
        String passwordHash) {}
