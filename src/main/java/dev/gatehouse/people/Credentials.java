package dev.gatehouse.people;

import dev.gatehouse.platform.AccountId;
import org.jspecify.annotations.Nullable;

/**
 * What a sign-in is measured by.
 *
 * @param passwordHash null where the account has no password
 * @param version the credential version that the hash belongs to
 * @param verified whether the address that was typed is proved
 */
public record Credentials(AccountId account, @Nullable String passwordHash, int version, boolean verified) {

    @Override
    public String toString() {
        return "Credentials[account=" + account + ", version=" + version + ", verified=" + verified + "]";
    }
}
