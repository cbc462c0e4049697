package dev.gatehouse.access;

import dev.gatehouse.platform.MemberId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The last change of a custom role (ROL-1).
 *
 * @param by who made it; null where that was no member
 * @param name what to call them; null where nobody knows any more
 */
public record RoleEdit(@Nullable MemberId by, @Nullable String name, Instant at) {}
