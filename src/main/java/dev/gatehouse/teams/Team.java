package dev.gatehouse.teams;

import dev.gatehouse.platform.MemberId;
import dev.gatehouse.platform.TeamId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A named group of members; roles given to it hold for them.
 *
 * @param onboarding whether new people join it by themselves (TEA-2, INV-6)
 * @param members how many it has, invited people included
 * @param createdBy who made it; null where that is the platform
 */
public record Team(
        TeamId id,
        String name,
        boolean onboarding,
        int members,
        @Nullable MemberId createdBy,
        Instant createdAt) {}
