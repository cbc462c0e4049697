package dev.gatehouse.members;

import dev.gatehouse.access.Level;
import dev.gatehouse.platform.AttributeId;
import dev.gatehouse.platform.DepartmentId;
import dev.gatehouse.platform.MemberId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A member as files have them (MEM-7).
 *
 * @param userType the key of a predefined one, or the name of a custom one
 * @param role the highest role that they hold themselves, for good and in the whole organization: the key of a predefined one, or the name of
 *     a custom one
 * @param level how high the highest of all their roles stands, wherever and however they hold it
 * @param attributes values of the organization's own attributes, as they are stored
 */
record ExportRow(
        MemberId id,
        String firstName,
        String lastName,
        @Nullable String email,
        @Nullable String username,
        @Nullable String phone,
        @Nullable String universalIdentifier,
        String language,
        @Nullable String currency,
        @Nullable DepartmentId department,
        @Nullable String jobProfile,
        @Nullable String userType,
        @Nullable String partner,
        @Nullable String role,
        MemberStatus status,
        @Nullable Level level,
        List<String> teams,
        boolean sso,
        @Nullable Instant invitationExpiresAt,
        @Nullable Instant lastActiveAt,
        Instant createdAt,
        Map<AttributeId, String> attributes) {

    ExportRow withoutAttributes() {
        return new ExportRow(
                id,
                firstName,
                lastName,
                email,
                username,
                phone,
                universalIdentifier,
                language,
                currency,
                department,
                jobProfile,
                userType,
                partner,
                role,
                status,
                level,
                teams,
                sso,
                invitationExpiresAt,
                lastActiveAt,
                createdAt,
                Map.of());
    }
}
