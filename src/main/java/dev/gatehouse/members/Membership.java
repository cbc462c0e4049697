package dev.gatehouse.members;

import dev.gatehouse.access.Level;
import dev.gatehouse.platform.MemberId;
import dev.gatehouse.platform.OrganizationId;
import dev.gatehouse.platform.SubjectId;
import org.jspecify.annotations.Nullable;

/** One of an account's organizations, and its place there (ORG-1). */
public record Membership(
        OrganizationId organization,
        String slug,
        String name,
        String brandColor,
        boolean suspended,
        MemberId id,
        SubjectId subject,
        MemberStatus status,
        @Nullable Level level) {

    /** Whether the person may enter the organization now (ORG-3, ORG-7). */
    public boolean open() {
        return status == MemberStatus.REGISTERED && !suspended;
    }
}
