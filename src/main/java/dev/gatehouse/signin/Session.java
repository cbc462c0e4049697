package dev.gatehouse.signin;

import java.time.Instant;
import java.util.UUID;

/**
 * One of a person's sessions, as they see it.
 *
 * @param address from where it was used last
 * @param current whether it is the one that asks
 */
public record Session(
        UUID id, String address, String userAgent, Instant createdAt, Instant lastUsedAt, boolean current) {}
