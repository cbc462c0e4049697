package dev.gatehouse.access;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.access.Explanation.Reason;
import dev.gatehouse.platform.TeamId;
import dev.gatehouse.platform.Tenancy;
import dev.gatehouse.testing.House;
import dev.gatehouse.testing.InHouse;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Random organizations: the server's answers and those of an independent, slow, obvious model of the rules. */
@InHouse
class AccessModelTest {

    private static final int WORLDS = 24;
    private static final int QUESTIONS = 140;

    private final House house;
    private final Access access;

    AccessModelTest(House house) {
        this.house = house;
        this.access = house.get(Access.class);
    }

    @Test
    @DisplayName(
            "ROL-2 ROL-3 ROL-6 ORG-2 ORG-3 in random organizations the server answers as the rules say, more than 10,000 times")
    void asTheRulesSay() {
        var seed = Long.getLong("gatehouse.seed", System.nanoTime());
        System.out.println("AccessModelTest: -Dgatehouse.seed=" + seed);
        var random = new Random(seed);
        var asked = 0;
        for (var w = 0; w < WORLDS; w++) {
            var world = new World(house, random);
            for (var q = 0; q < QUESTIONS; q++) asked += ask(world, "seed " + seed + " world " + w + " question " + q);
        }
        assertThat(asked).isGreaterThanOrEqualTo(10_000);
    }

    private int ask(World world, String when) {
        var model = world.model;
        var subject = world.anyMember();
        var actor = world.actor(subject);
        var permission = world.anyPermission();
        var scope = world.anyScope();
        var gift = Gift.of(world.anyRole(), world.anyScope());
        var team = world.anyTeam();
        return house.inTransaction(() -> {
            house.get(Tenancy.class).enter(world.organization);
            var may = model.may(subject, permission, scope);
            assertThat(access.may(actor, permission, scope)).as("may, %s", when).isEqualTo(may);
            var explained = model.may(subject, Permission.ROLES_READ, scope);
            if (explained) {
                var why = access.explain(actor, subject, permission, scope);
                assertThat(why.allowed()).as("why, %s", when).isEqualTo(may);
                assertThat(why.reason() == Reason.GRANTED || why.reason() == Reason.EVERYBODY)
                        .as("reason, %s", when)
                        .isEqualTo(may);
                assertThat(!why.through().isEmpty())
                        .as("through, %s", when)
                        .isEqualTo(model.holds(subject, permission, scope));
            }
            assertThat(access.beyond(actor, List.of(gift)).isEmpty())
                    .as("may give, %s", when)
                    .isEqualTo(model.mayGive(subject, gift.role(), gift.scope()));
            assertThat(access.teamsBeyond(actor, List.of(new TeamId(team.value())))
                            .isEmpty())
                    .as("may fill the team, %s", when)
                    .isEqualTo(model.mayFill(subject, team));
            var kind = world.any(List.of(ScopeKind.values()));
            assertThat(new HashSet<>(access.reach(world.organization, subject, permission, kind, null, 100)))
                    .as("reach, %s", when)
                    .isEqualTo(model.reach(subject, permission, kind));
            assertThat(access.whoMay(world.organization, permission, scope, null, 100).stream()
                            .filter(model.members::containsKey)
                            .collect(toSet()))
                    .as("who may, %s", when)
                    .isEqualTo(model.whoMay(permission, scope));
            assertThat(access.permissionsOf(actor, scope).contains(permission))
                    .as("all permissions, %s", when)
                    .isEqualTo(may);
            return explained ? 7 : 6;
        });
    }
}
