package dev.gatehouse.invitations;

import dev.gatehouse.access.Grant;
import dev.gatehouse.teams.Team;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Exactly what an invitation would copy from a member (INV-2), and what it would leave out.
 *
 * @param name what to call the member
 */
public record ClonePreview(String name, List<OfTeam> teams, List<OfGrant> grants) {

    /** A team; {@code reason} is null where it is copied, else what the text {@code clone.left_out.<reason>} says. */
    public record OfTeam(Team team, @Nullable String reason) {}

    /** A role that the member holds by themself; {@code reason} as for teams. */
    public record OfGrant(Grant grant, @Nullable String reason) {}

    /** Whether nothing at all is copied. */
    public boolean isEmpty() {
        return teams.stream().allMatch(team -> team.reason() != null)
                && grants.stream().allMatch(grant -> grant.reason() != null);
    }
}
