package dev.gatehouse.access;

import dev.gatehouse.platform.GrantId;
import dev.gatehouse.platform.MemberId;
import dev.gatehouse.platform.RoleId;
import dev.gatehouse.platform.SubjectId;
import dev.gatehouse.platform.TeamId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A role that somebody holds somewhere, and the reason for it (MEM-6, ROL-6).
 *
 * @param holder the member's subject or the team that it was given to
 * @param team the team, where it was given to one
 * @param member the member, where it was given to one
 * @param holderName what to call either of them
 * @param givenBy what to call who gave it, as far as that is known
 * @param expiresAt until when it holds; null for without end
 * @param ended whether that moment is past: it is only shown then
 */
public record Grant(
        GrantId id,
        SubjectId holder,
        @Nullable TeamId team,
        @Nullable MemberId member,
        String holderName,
        RoleId role,
        RoleName roleName,
        Level level,
        Place place,
        @Nullable String givenBy,
        Instant givenAt,
        @Nullable Instant expiresAt,
        boolean ended) {}
