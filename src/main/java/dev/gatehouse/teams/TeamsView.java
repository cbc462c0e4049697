package dev.gatehouse.teams;

import dev.gatehouse.access.Place;
import dev.gatehouse.access.RoleName;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The Teams tab (TEA-1, TEA-3).
 *
 * @param address where the list is: {@code /o/<slug>/teams}
 * @param grantAddress where a role is given: {@code /o/<slug>/grants/new}
 * @param matches how many teams the search and the filters leave
 * @param previous the address of the page before; null on the first
 * @param next the address of the page after; null on the last
 */
public record TeamsView(
        String address,
        String grantAddress,
        TeamListQuery query,
        List<Row> rows,
        long matches,
        @Nullable String previous,
        @Nullable String next,
        TeamRights rights) {

    /**
     * One team.
     *
     * @param maker what to call whoever made it; null where that is not known
     * @param gives what it gives; null for nothing
     */
    public record Row(
            Team team, @Nullable String maker, @Nullable Gives gives) {}

    /**
     * What a team gives, in short: the highest of its roles.
     *
     * @param more how many other roles it gives
     */
    public record Gives(RoleName role, Place place, long more) {}
}
