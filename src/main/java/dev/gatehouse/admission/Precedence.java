package dev.gatehouse.admission;

import dev.gatehouse.platform.TeamId;
import java.util.List;

/** Which permissions a new member gets where several sources have some for them (INV-6). */
final class Precedence {

    private Precedence() {}

    /**
     * What was given to this person, by an invitation or by claims of an identity provider, replaces what everybody new gets:
     * then onboarding teams are ignored. With neither, they join every onboarding team. With none of the three they have
     * nothing, until an admin acts.
     *
     * @param invited what the invitation gives, as far as whoever promised it may still give it
     * @param claimed what rules make of the identity provider's claims
     * @param onboarding the teams that new people join by themselves
     */
    static InitialPermissions of(InitialPermissions invited, InitialPermissions claimed, List<TeamId> onboarding) {
        return invited.isEmpty() && claimed.isEmpty() ? InitialPermissions.teams(onboarding) : invited.and(claimed);
    }
}
