package dev.gatehouse.bulk;

import dev.gatehouse.platform.MemberId;
import org.jspecify.annotations.Nullable;

/**
 * One of those whom an action is about.
 *
 * @param number their place in it
 * @param name what to call them; null where nobody knows it any more
 * @param email null where there is none any more
 * @param member whether they are still a member, with a page to open
 * @param problem why nothing was done for them; null where something was, or they are yet to come
 */
public record BulkTarget(
        int number,
        MemberId id,
        @Nullable String name,
        @Nullable String email,
        boolean member,
        @Nullable String problem) {}
