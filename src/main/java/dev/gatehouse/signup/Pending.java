package dev.gatehouse.signup;

import dev.gatehouse.platform.EmailAddress;
import dev.gatehouse.platform.MemberId;
import dev.gatehouse.platform.PhoneNumber;
import dev.gatehouse.platform.Username;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A sign-up: what was said, and whether it is proved.
 *
 * @param identifier what they say that the organization calls them
 * @param passwordHash of the account that there will be; null once there is one
 * @param expiresAt until when the address or number can be proved; null once it is
 */
record Pending(
        MemberId member,
        @Nullable EmailAddress email,
        @Nullable Username username,
        @Nullable PhoneNumber phone,
        @Nullable String identifier,
        @Nullable String passwordHash,
        String timeZone,
        @Nullable UUID link,
        @Nullable Instant expiresAt) {

    /** Whether the proof can still come. */
    boolean open(Instant now) {
        return expiresAt != null && expiresAt.isAfter(now);
    }

    String key() {
        return email != null
                ? email.key()
                : Objects.requireNonNull(phone, "without an address there is a number")
                        .value();
    }

    /** What was chosen for an account that is still to be made. */
    String requirePasswordHash() {
        return Objects.requireNonNull(passwordHash, "kept until it is an account's");
    }

    /** Never the hash, nor what names a person. */
    @Override
    public String toString() {
        return "Pending[" + member + "]";
    }
}
