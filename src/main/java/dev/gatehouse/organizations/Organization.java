package dev.gatehouse.organizations;

import dev.gatehouse.platform.OrganizationId;
import org.jspecify.annotations.Nullable;

/**
 * A tenant and its settings (ORG-6).
 *
 * @param slug its place in addresses: {@code /o/{slug}}
 * @param brandColor {@code #rrggbb}, for its sign-in pages and mails
 * @param senderName the name that its mails come from; null for its own name
 * @param invitationDays how long an invitation is good for, 1–30 days (INV-4)
 * @param passwordMinimum the fewest characters of a password, 8–64 (ACT-6)
 * @param seatsAllowed the most seats; null for no limit (ORG-4)
 * @param seatsUsed the seats held now
 * @param logo names its picture and changes with it; null where it has none
 */
public record Organization(
        OrganizationId id,
        String slug,
        String name,
        String brandColor,
        @Nullable String senderName,
        String defaultLanguage,
        int invitationDays,
        int passwordMinimum,
        @Nullable Integer seatsAllowed,
        int seatsUsed,
        boolean suspended,
        @Nullable String logo) {

    /** The seats that are left; null where there is no limit. */
    public @Nullable Integer seatsLeft() {
        return seatsAllowed == null ? null : seatsAllowed - seatsUsed;
    }

    /** Where its picture is, for anyone; null where it has none. */
    public @Nullable String logoAddress() {
        return logo == null ? null : "/logos/" + slug + "/" + logo + ".png";
    }
}
