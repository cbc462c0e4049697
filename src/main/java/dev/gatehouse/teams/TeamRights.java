package dev.gatehouse.teams;

import dev.gatehouse.platform.MemberId;
import org.jspecify.annotations.Nullable;

/**
 * What somebody may do about teams (TEA-1, TEA-2, TEA-3), for showing only what works.
 *
 * @param member who it is about
 * @param create whether they may make teams, and edit and delete those that they made
 * @param editAll whether they may edit and delete every team
 * @param onboard whether they may say which teams new people join by themselves
 * @param give whether they may give roles at some place
 */
public record TeamRights(@Nullable MemberId member, boolean create, boolean editAll, boolean onboard, boolean give) {

    /** Whether they made it themselves: "Created by me". */
    public boolean made(Team team) {
        return member != null && member.equals(team.createdBy());
    }

    /** Whether they may edit and delete a team. */
    public boolean edit(Team team) {
        return editAll || (create && made(team));
    }
}
