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
 * @param level how high their highest role stands; null while they have none
 * @param invitationExpiresAt until when the open invitation is good; null where there is none
 * @param handedOver whether they accepted with a link that somebody gave them, not one that was sent to the address (INV-9)
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
        String language,
        @Nullable Level level,
        @Nullable Instant invitationExpiresAt,
        boolean handedOver) {

    /** What to call them: their name, or the address while they have none. */
    public String label() {
        var name = (firstName + " " + lastName).strip();
        if (!name.isEmpty()) return name;
        return email == null ? id.toString() : email;
    }
}
