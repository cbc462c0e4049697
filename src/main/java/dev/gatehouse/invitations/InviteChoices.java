package dev.gatehouse.invitations;

import dev.gatehouse.access.Place;
import dev.gatehouse.access.Places;
import dev.gatehouse.access.Role;
import dev.gatehouse.teams.Team;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the invite pane offers as initial permissions, and what is chosen of it (INV-2). Only what the inviter may give.
 *
 * @param onboarding the names of the teams that people join for whom nothing special is chosen (INV-6)
 * @param plain which of the roles {@code member} and {@code organization_admin} may be given in the whole organization
 * @param some whether there are other roles or teams to give
 * @param gifts the roles that were added
 * @param places where another one can be added; null where the inviter may give none
 * @param roles what can be given at the chosen place
 * @param giftRole the role that is chosen there
 * @param teams those that are ticked, then those that were found
 * @param sources members that can be copied from
 * @param preview what would be copied; null while nobody is chosen
 */
public record InviteChoices(
        List<String> onboarding,
        List<String> plain,
        boolean some,
        List<ChosenGift> gifts,
        @Nullable Places places,
        List<Role> roles,
        String giftRole,
        String until,
        List<ChosenTeam> teams,
        String findTeam,
        List<Source> sources,
        String findSource,
        @Nullable ClonePreview preview) {

    /** For people who may give nothing: only onboarding teams are left. */
    public static InviteChoices nothing(List<String> onboarding) {
        return new InviteChoices(
                onboarding, List.of(), false, List.of(), null, List.of(), "", "", List.of(), "", List.of(), "", null);
    }

    /** A role at a place that was added; {@code key} is what the form sends. */
    public record ChosenGift(
            String key, Role role, Place place, @Nullable LocalDate until) {}

    /** A team, ticked or not. */
    public record ChosenTeam(Team team, boolean chosen) {}

    /** A member who can be copied from; the hint tells two of one name apart. */
    public record Source(String id, String name, String hint, boolean chosen) {}
}
