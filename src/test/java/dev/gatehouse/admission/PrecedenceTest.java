package dev.gatehouse.admission;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.access.Gift;
import dev.gatehouse.platform.RoleId;
import dev.gatehouse.platform.ScopeId;
import dev.gatehouse.platform.TeamId;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The whole truth table of INV-6. */
class PrecedenceTest {

    private static final TeamId LAUNCH = new TeamId(new UUID(1, 1));
    private static final TeamId FIRST = new TeamId(new UUID(1, 2));
    private static final TeamId SECOND = new TeamId(new UUID(1, 3));
    private static final Gift INVITED = Gift.of(new RoleId(new UUID(2, 1)), new ScopeId(new UUID(3, 1)));
    private static final Gift CLAIMED = Gift.of(new RoleId(new UUID(2, 2)), new ScopeId(new UUID(3, 1)));

    @ParameterizedTest(name = "INV-6 invitation: {0}, claims: {1}, onboarding: {2} gives teams {3} and roles {4}")
    @CsvSource({
        // invitation, claims, onboarding teams, teams then, roles then
        "nothing, nothing, none, none, none",
        "nothing, nothing, two,  two,  none",
        "nothing, role,    none, none, claimed",
        "nothing, role,    two,  none, claimed",
        "role,    nothing, none, none, invited",
        "role,    nothing, two,  none, invited",
        "role,    role,    none, none, both",
        "role,    role,    two,  none, both",
        "team,    nothing, none, launch, none",
        "team,    nothing, two,  launch, none",
        "team,    role,    none, launch, claimed",
        "team,    role,    two,  launch, claimed"
    })
    @DisplayName("INV-6 what was given to this person replaces what everybody new gets")
    void table(String invitation, String claims, String onboarding, String teams, String roles) {
        var result = Precedence.of(
                invited(invitation),
                claims.equals("role") ? InitialPermissions.gifts(CLAIMED) : InitialPermissions.NONE,
                onboarding.equals("two") ? List.of(FIRST, SECOND) : List.of());

        assertThat(result.teams())
                .isEqualTo(
                        switch (teams) {
                            case "two" -> List.of(FIRST, SECOND);
                            case "launch" -> List.of(LAUNCH);
                            default -> List.of();
                        });
        assertThat(result.gifts())
                .isEqualTo(
                        switch (roles) {
                            case "both" -> List.of(INVITED, CLAIMED);
                            case "invited" -> List.of(INVITED);
                            case "claimed" -> List.of(CLAIMED);
                            default -> List.of();
                        });
    }

    private static InitialPermissions invited(String what) {
        return switch (what) {
            case "role" -> InitialPermissions.gifts(INVITED);
            case "team" -> InitialPermissions.teams(List.of(LAUNCH));
            default -> InitialPermissions.NONE;
        };
    }
}
