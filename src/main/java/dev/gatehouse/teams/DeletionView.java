package dev.gatehouse.teams;

import dev.gatehouse.access.Grant;
import dev.gatehouse.platform.Refusal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The question before a team is deleted (TEA-6).
 *
 * @param list the list of teams
 * @param grants the roles that its members lose with it
 * @param refusal why it could not be deleted; null before that was tried
 */
public record DeletionView(
        String list,
        Team team,
        List<Grant> grants,
        @Nullable Refusal refusal) {

    private static final int NAMED = 5;

    DeletionView refused(Refusal no) {
        return new DeletionView(list, team, grants, no);
    }

    /** Where the form posts. */
    public String action() {
        return back() + "/deletion";
    }

    /** The page of the team. */
    public String back() {
        return list + "/" + team.id();
    }

    /** As many of the roles as a dialog names. */
    public List<Grant> named() {
        return grants.stream().limit(NAMED).toList();
    }

    /** How many more there are. */
    public int more() {
        return Math.max(0, grants.size() - NAMED);
    }
}
