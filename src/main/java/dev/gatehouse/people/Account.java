package dev.gatehouse.people;

import dev.gatehouse.platform.AccountId;
import org.jspecify.annotations.Nullable;

/**
 * A person's login, global to the platform.
 *
 * @param language the tag of the language they read
 * @param timeZone the name of their zone, as in {@code Europe/Berlin}
 * @param currency what amounts are shown in (ISO 4217); null for the organization's
 * @param email the verified address; before there is one, the address they gave; empty for people without any
 * @param phone the number that they proved to be theirs; null where there is none
 * @param credentialVersion moves with each password, and ends what was issued for an older one
 * @param passwordInitial whether the password is somebody else's and opens only the page that sets another (CRE-2)
 * @param secondFactor whether the person wants a code to be asked for beside the password (ACT-5)
 */
public record Account(
        AccountId id,
        String firstName,
        String lastName,
        String language,
        String timeZone,
        @Nullable String currency,
        String email,
        boolean emailVerified,
        @Nullable String phone,
        int credentialVersion,
        boolean passwordInitial,
        boolean secondFactor) {

    /** First and last name as one, or the address of somebody without a name. */
    public String displayName() {
        var name = (firstName + " " + lastName).strip();
        return name.isEmpty() ? email : name;
    }
}
