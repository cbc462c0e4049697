package dev.gatehouse.members;

import dev.gatehouse.access.Level;
import dev.gatehouse.platform.Actor;
import dev.gatehouse.platform.MemberId;
import dev.gatehouse.platform.OrganizationId;
import dev.gatehouse.platform.SubjectId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What one of a person's organizations knows of them, as they see it themselves (LIF-6).
 *
 * @param logo names the organization's picture; null where it has none
 * @param defaultCountry where it reads numbers without a country as from; null: from nowhere
 * @param external whether an integration owns the record: then the person cannot change it
 * @param since when the organization made the record
 * @param department its names from the top down; null for none
 * @param newsletter whether people like them get the product newsletter (TYP-1)
 * @param partner whether they belong to a partner (TYP-2)
 */
public record OwnRecord(
        OrganizationId organization,
        String slug,
        String name,
        String brandColor,
        @Nullable String logo,
        boolean suspended,
        @Nullable String defaultCountry,
        MemberId member,
        SubjectId subject,
        MemberStatus status,
        @Nullable Level level,
        boolean external,
        @Nullable String email,
        @Nullable String username,
        @Nullable String phone,
        Instant since,
        @Nullable String department,
        @Nullable String jobProfile,
        boolean newsletter,
        boolean partner) {

    /** Whether the person may enter the organization now. */
    public boolean open() {
        return status == MemberStatus.REGISTERED && !suspended;
    }

    /** Whether the person may change what is theirs in the record. */
    public boolean editable() {
        return open() && !external;
    }

    /** Where the organization's picture is; null where it has none. */
    public @Nullable String logoAddress() {
        return logo == null ? null : "/logos/" + slug + "/" + logo + ".png";
    }

    /** The person as the member that the record is of. */
    public Actor as(Actor person) {
        return Actor.member(organization, person.requireAccount(), member, subject, person.origin());
    }
}
