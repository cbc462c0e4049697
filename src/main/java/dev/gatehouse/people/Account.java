package dev.gatehouse.people;

import dev.gatehouse.platform.AccountId;

/**
 * A person's login, global to the platform.
 *
 * @param language the tag of the language they read
 * @param timeZone the name of their zone, as in {@code Europe/Berlin}
 * @param email the verified address; before there is one, the address they gave
 * @param credentialVersion moves with each password, and ends what was issued for an older one
 */
public record Account(
        AccountId id,
        String firstName,
        String lastName,
        String language,
        String timeZone,
        String email,
        boolean emailVerified,
        int credentialVersion) {

    /** First and last name as one, or the address of somebody without a name. */
    public String displayName() {
        var name = (firstName + " " + lastName).strip();
        return name.isEmpty() ? email : name;
    }
}
