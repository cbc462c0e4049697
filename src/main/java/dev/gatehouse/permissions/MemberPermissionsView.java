package dev.gatehouse.permissions;

import dev.gatehouse.access.Grant;
import dev.gatehouse.access.Place;
import dev.gatehouse.access.RoleName;
import dev.gatehouse.platform.GrantId;
import dev.gatehouse.platform.TeamId;
import dev.gatehouse.teams.Team;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a member may do, as their page shows it (MEM-6).
 *
 * @param address of the member's page
 * @param teams that they are in
 * @param leavable those of them that the viewer may take them out of
 * @param mayJoin whether there are teams that the viewer may put them into
 * @param grants their own and those of their teams, ended ones last
 * @param takeable those that the viewer may take away
 * @param mayGive whether the viewer may give roles at one place or another
 * @param promises what they get once they are registered
 * @param onboarding the names of the teams that they join instead, where nothing is promised; empty once they are in
 * @param leftOut what was promised and could not be given
 * @param why the question "why?"; null for people whom no grant can allow anything yet
 */
public record MemberPermissionsView(
        String address,
        List<Team> teams,
        List<TeamId> leavable,
        boolean mayJoin,
        List<Grant> grants,
        List<GrantId> takeable,
        boolean mayGive,
        boolean awaited,
        List<Promise> promises,
        List<String> onboarding,
        List<LeftOut> leftOut,
        WhyView why) {

    /** A role at a place, or a place in a team, one of the two, that somebody gets once they are registered. */
    public record Promise(
            @Nullable RoleName role,
            @Nullable Place place,
            @Nullable Instant expiresAt,
            @Nullable TeamId team,
            @Nullable String teamName,
            @Nullable String by) {}

    /** A role, by its stored key or name, or a team, one of the two, that could not be given any more. */
    public record LeftOut(
            Instant at,
            @Nullable String role,
            @Nullable String scope,
            @Nullable String team) {}
}
