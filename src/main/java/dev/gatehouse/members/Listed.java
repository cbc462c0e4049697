package dev.gatehouse.members;

import dev.gatehouse.access.Level;
import dev.gatehouse.platform.MemberId;
import dev.gatehouse.platform.SubjectId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A row of a list with its place in the sort. */
record Listed(
        MemberId id,
        SubjectId subject,
        MemberStatus status,
        boolean sso,
        String firstName,
        String lastName,
        @Nullable String email,
        @Nullable String username,
        @Nullable String phone,
        @Nullable Level level,
        @Nullable Instant invitationExpiresAt,
        @Nullable Instant lastActiveAt,
        Instant createdAt,
        MemberKey key) {

    /** Rows of a list, how many there are as far as they were counted, and whether there are more than that. */
    record Found(List<Listed> rows, long matches, boolean more) {}
}
