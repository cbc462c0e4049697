package dev.gatehouse.members;

import dev.gatehouse.access.Level;
import dev.gatehouse.platform.AccountId;
import dev.gatehouse.platform.MemberId;
import dev.gatehouse.platform.OrganizationId;
import dev.gatehouse.platform.SubjectId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An organization's record of a person.
 *
 * @param account the login; null until they come in
 * @param email the address that the organization knows; null for people without one
 * @param username what they sign in with, where they have one; unique in the organization
 * @param phone their number in E.164; null where the organization knows none
 * @param level how high their highest role stands; null while they have none
 * @param invitationExpiresAt until when the open invitation is good; null where there is none
 * @param handedOver whether they accepted with a link that somebody gave them, not one that was sent to the address (INV-9)
 * @param confirmUntil until when they have to confirm their address, or are terminated (CRE-3); null where nothing is asked
 * @param awaitsIdentifier whether they signed up and wait for an admin to say who they are (LIF-3)
 */
public record Member(
        OrganizationId organization,
        MemberId id,
        SubjectId subject,
        @Nullable AccountId account,
        MemberStatus status,
        String firstName,
        String lastName,
        @Nullable String email,
        @Nullable String username,
        @Nullable String phone,
        String language,
        @Nullable Level level,
        @Nullable Instant invitationExpiresAt,
        boolean handedOver,
        @Nullable Instant confirmUntil,
        boolean awaitsIdentifier) {

    /** What to call them: their name, or what they sign in with while they have none. */
    public String label() {
        var name = (firstName + " " + lastName).strip();
        if (!name.isEmpty()) return name;
        if (email != null) return email;
        if (username != null) return username;
        return phone == null ? id.toString() : phone;
    }
}
