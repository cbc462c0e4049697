package dev.gatehouse.people;

import dev.gatehouse.platform.AccountId;
import org.jspecify.annotations.Nullable;

/**
 * What a sign-in is measured by.
 *
 * @param passwordHash null where the account has no password
 * @param version the credential version that the hash belongs to
 * @param verified whether the address that was typed is proved; true for people who have none
 * @param initial whether the password is somebody else's and must be replaced first (CRE-2)
 */
public record Credentials(
        AccountId account, @Nullable String passwordHash, int version, boolean verified, boolean initial) {

    @Override
    public String toString() {
        return "Credentials[account=" + account + ", version=" + version + ", verified=" + verified + "]";
    }
}
