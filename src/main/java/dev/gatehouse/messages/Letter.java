package dev.gatehouse.messages;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A message as it lies in the outbox, with the brand that it goes out under.
 *
 * @param parameters still under seal; null once erased
 * @param attempts how often a delivery was begun, this one included
 * @param organization the organization's name; null for the platform's own messages
 * @param logo where the organization's picture is on this installation; null where it has none
 */
@SuppressWarnings("ArrayRecordComponent") // letters are never compared
record Letter(
        MessageRef ref,
        Channel channel,
        Template template,
        String language,
        String address,
        byte @Nullable [] parameters,
        MessageState.State state,
        int attempts,
        Instant createdAt,
        Instant expiresAt,
        @Nullable String organization,
        @Nullable String colour,
        @Nullable String senderName,
        @Nullable String logo) {}
