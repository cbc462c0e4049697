package dev.gatehouse.setup;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A member of the example, with all that its tables need.
 *
 * @param account null for people who have not come in
 * @param role the stored key; null for people without any
 */
record DemoMember(
        UUID id,
        UUID subject,
        @Nullable UUID account,
        DemoPeople.Person person,
        String status,
        String source,
        @Nullable String role,
        Instant createdAt,
        Instant changedAt,
        @Nullable Instant lastActiveAt,
        @Nullable Instant invitationExpiresAt) {}
