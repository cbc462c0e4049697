package dev.gatehouse.teams;

import dev.gatehouse.platform.Refusal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The pane that makes a team, or edits one: what it is, what was typed, and what is wrong with it. Nothing of it holds before
 * it is saved (TEA-4).
 *
 * @param slug of the organization
 * @param team as it stands; null for a new one
 * @param name as it was typed
 * @param onboarding as it was chosen
 * @param mayOnboard whether the viewer may choose it
 * @param people members of the team that are shown, those to be removed among them
 * @param more whether it has more than those
 * @param removed ids of those who are to be removed
 * @param added who is to come in
 * @param found who was found to be added, where the page works without scripts
 * @param refusal what stands in the way; null for nothing
 */
public record TeamPane(
        String slug,
        @Nullable Team team,
        String name,
        boolean onboarding,
        boolean mayOnboard,
        List<TeamPerson> people,
        boolean more,
        List<String> removed,
        List<TeamPerson> added,
        List<TeamPerson> found,
        @Nullable Refusal refusal) {

    TeamPane typed(String typedName, boolean chosenOnboarding, Refusal no) {
        return new TeamPane(
                slug, team, typedName, chosenOnboarding, mayOnboard, people, more, removed, added, found, no);
    }

    /** The list of teams. */
    public String list() {
        return "/o/" + slug + "/teams";
    }

    /** Where the form posts, and where to go back to. */
    public String address() {
        return team == null ? list() : list() + "/" + team.id();
    }

    /** The sentence's place: at the name, or at the pane as a whole. */
    public boolean wrongName() {
        return refusal != null && "name".equals(refusal.field());
    }
}
