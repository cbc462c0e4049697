package dev.gatehouse.invitations;

import dev.gatehouse.platform.MemberId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An invitation as it stands.
 *
 * @param invitedBy the member who invited last; null for the platform's operators
 * @param acceptedAt null while it is open
 */
record Invitation(
        MemberId member,
        Channel channel,
        @Nullable MemberId invitedBy,
        Instant sentAt,
        Instant expiresAt,
        @Nullable Instant acceptedAt) {}
