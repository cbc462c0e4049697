package dev.gatehouse.permissions;

import dev.gatehouse.platform.Refusal;
import dev.gatehouse.teams.Team;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The pane that puts a member into teams.
 *
 * @param member the page of the member
 * @param choices the chosen teams, then those that were found
 * @param refusal what was wrong with the last try; null for nothing
 */
public record TeamsPaneView(
        String member,
        String called,
        List<Choice> choices,
        String find,
        @Nullable Refusal refusal) {

    /** A team that can be ticked. */
    public record Choice(Team team, boolean chosen) {}

    TeamsPaneView refused(Refusal no) {
        return new TeamsPaneView(member, called, choices, find, no);
    }
}
