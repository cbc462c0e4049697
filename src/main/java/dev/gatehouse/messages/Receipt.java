package dev.gatehouse.messages;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a gateway says later about a part that it took. Nothing of a person is in it.
 *
 * @param gatewayId by which the gateway speaks of the part
 * @param problem why it was not delivered, as the database keeps it; null where it was
 */
record Receipt(String gatewayId, @Nullable String problem, Instant receivedAt) {}
