package dev.gatehouse.members;

import dev.gatehouse.platform.AccountId;
import dev.gatehouse.platform.MemberId;
import dev.gatehouse.platform.OrganizationId;
import dev.gatehouse.platform.SubjectId;
import org.jspecify.annotations.Nullable;

/**
 * Where somebody may stand who signs in with a username, a number, or an address that only the organization knows (ACT-3).
 *
 * @param account null while they have none and only a one-time password lets them begin (ACT-2)
 */
public record SignInPlace(
        OrganizationId organization,
        String slug,
        String name,
        String brandColor,
        MemberId member,
        SubjectId subject,
        @Nullable AccountId account,
        MemberStatus status) {}
