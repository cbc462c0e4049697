package dev.gatehouse.teams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.gatehouse.access.Access;
import dev.gatehouse.access.Gift;
import dev.gatehouse.access.Grants;
import dev.gatehouse.access.Permission;
import dev.gatehouse.access.PredefinedRole;
import dev.gatehouse.access.RoleForm;
import dev.gatehouse.access.Roles;
import dev.gatehouse.access.ScopeKind;
import dev.gatehouse.access.Scopes;
import dev.gatehouse.members.Members;
import dev.gatehouse.platform.Actor;
import dev.gatehouse.platform.MemberId;
import dev.gatehouse.platform.Refusal;
import dev.gatehouse.platform.ScopeId;
import dev.gatehouse.platform.SubjectId;
import dev.gatehouse.platform.TeamId;
import dev.gatehouse.testing.House;
import dev.gatehouse.testing.InHouse;
import dev.gatehouse.testing.Race;
import dev.gatehouse.testing.Tenant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@InHouse
class TeamsTest {

    private static final AtomicInteger NUMBER = new AtomicInteger();

    private final House house;
    private final Teams teams;
    private final Access access;
    private final Grants grants;

    TeamsTest(House house) {
        this.house = house;
        this.teams = house.get(Teams.class);
        this.access = house.get(Access.class);
        this.grants = house.get(Grants.class);
    }

    @Test
    @DisplayName("TEA-1 organization admins and hub admins make teams, at once with members; nobody else does")
    void create() {
        var tenant = house.tenant("Northwind");
        var lena = person(tenant, "Lena");
        var hubAdmin = hubAdmin(tenant, hub(tenant, "Marketing"));

        var byAdmin = teams.create(tenant.admin(), "  Editors ", false, List.of(id(lena)));
        var byHubAdmin = teams.create(hubAdmin, "Writers", false, List.of());

        assertThat(teams.get(tenant.admin(), byAdmin)).satisfies(team -> {
            assertThat(team.name()).isEqualTo("Editors");
            assertThat(team.members()).isEqualTo(1);
            assertThat(team.createdBy()).isEqualTo(tenant.admin().member());
        });
        assertThat(teams.get(lena, byHubAdmin).createdBy()).isEqualTo(hubAdmin.member());
        assertThat(events(tenant)).contains("team.created Editors", "member.teams_joined Editors");
        assertRefused("forbidden", () -> teams.create(lena, "Mine", false, List.of()));
    }

    @ParameterizedTest(name = "TEA-1 a wrong name is refused at its field: {1}")
    @CsvSource({
        "'',team.name.empty",
        "'a\u202eb',team.name.characters",
        "EDITORS,team.name.taken",
        "ｅｄｉｔｏｒｓ,team.name.taken"
    })
    void wrongName(String name, String code) {
        var tenant = house.tenant("Northwind");
        teams.create(tenant.admin(), "Editors", false, List.of());
        var other = teams.create(tenant.admin(), "Writers", false, List.of());

        assertRefused(code, () -> teams.create(tenant.admin(), name, false, List.of()));
        assertRefused(code, () -> teams.save(tenant.admin(), other, new TeamChange(name, false, List.of(), List.of())));
        assertThat(teams.get(tenant.admin(), other).name()).isEqualTo("Writers");
    }

    @Test
    @DisplayName("TEA-1 another organization may use the same name, and a team may change the case of its own")
    void sameName() {
        var tenant = house.tenant("Northwind");
        var team = teams.create(tenant.admin(), "Editors", false, List.of());
        teams.create(house.tenant("Harbor").admin(), "Editors", false, List.of());

        teams.save(tenant.admin(), team, new TeamChange("EDITORS", false, List.of(), List.of()));

        assertThat(teams.get(tenant.admin(), team).name()).isEqualTo("EDITORS");
        assertThat(events(tenant)).contains("team.renamed EDITORS");
    }

    @Test
    @DisplayName(
            "TEA-1 of sixteen who make or rename to one name at once, in any case, one wins and the others are told")
    void nameRace() {
        var tenant = house.tenant("Northwind");
        var others = new ArrayList<TeamId>();
        for (var i = 0; i < 8; i++) others.add(teams.create(tenant.admin(), "Team " + i, false, List.of()));

        var outcomes = Race.of(16, i -> {
            var name = i % 3 == 0 ? "Editors" : "eDITORS";
            if (i % 2 == 0) return teams.create(tenant.admin(), name, false, List.of());
            var team = others.get(i / 2);
            teams.save(tenant.admin(), team, new TeamChange(name, false, List.of(), List.of()));
            return team;
        });

        assertThat(outcomes).filteredOn(Race.Outcome::won).hasSize(1);
        assertThat(outcomes)
                .filteredOn(outcome -> !outcome.won())
                .allSatisfy(outcome -> assertThat(outcome.refused()).hasMessage("team.name.taken"));
    }

    @Test
    @DisplayName(
            "TEA-2 only organization admins mark a team, when it is made and later; a hub admin keeps the mark as it is")
    void onboarding() {
        var tenant = house.tenant("Northwind");
        var hubAdmin = hubAdmin(tenant, hub(tenant, "Marketing"));
        var own = teams.create(hubAdmin, "Writers", false, List.of());

        assertRefused("forbidden", () -> teams.create(hubAdmin, "Newcomers", true, List.of()));
        assertRefused(
                "forbidden", () -> teams.save(hubAdmin, own, new TeamChange("Writers", true, List.of(), List.of())));
        teams.save(tenant.admin(), own, new TeamChange("Writers", true, List.of(), List.of()));
        assertRefused(
                "forbidden", () -> teams.save(hubAdmin, own, new TeamChange("Writers", false, List.of(), List.of())));
        teams.save(hubAdmin, own, new TeamChange("Authors", true, List.of(), List.of()));
        teams.save(tenant.admin(), own, new TeamChange("Authors", false, List.of(), List.of()));

        assertThat(events(tenant)).contains("team.onboarding_on Writers", "team.onboarding_off Authors");
    }

    @Test
    @DisplayName("ROL-3 TEA-2 whoever may mark teams but not give roles makes no stronger team an onboarding team")
    void onboardingBeyond() {
        var tenant = house.tenant("Northwind");
        var keeper = person(tenant, "Kim");
        var role = house.get(Roles.class)
                .create(
                        tenant.admin(),
                        new RoleForm(
                                "Keeper", "", Set.of("teams:create", "teams:edit", "teams:onboard", "members:invite")));
        grants.give(tenant.admin(), subject(keeper), Gift.of(role, ScopeId.of(tenant.id())));
        var strong = teams.create(tenant.admin(), "Admins", false, List.of());
        var plain = teams.create(tenant.admin(), "Plain", false, List.of());
        give(tenant, strong, PredefinedRole.ORGANIZATION_ADMIN, ScopeId.of(tenant.id()));

        assertRefused(
                "team.beyond", () -> teams.save(keeper, strong, new TeamChange("Admins", true, List.of(), List.of())));
        teams.save(keeper, plain, new TeamChange("Plain", true, List.of(), List.of()));

        assertThat(teams.get(tenant.admin(), strong).onboarding()).isFalse();
    }

    @Test
    @DisplayName(
            "TEA-3 hub admins edit and delete only teams that they made, and none once they are hub admins no more")
    void ownTeamsOnly() {
        var tenant = house.tenant("Northwind");
        var hub = hub(tenant, "Marketing");
        var hubAdmin = hubAdmin(tenant, hub);
        var second = hubAdmin(tenant, hub);
        var lena = person(tenant, "Lena");
        var own = teams.create(hubAdmin, "Writers", false, List.of());
        var foreign = teams.create(tenant.admin(), "Editors", false, List.of());

        for (var team : List.of(foreign, own)) {
            assertRefused(
                    "forbidden", () -> teams.save(second, team, new TeamChange("Mine", false, List.of(), List.of())));
            assertRefused("forbidden", () -> teams.addMembers(second, List.of(team), List.of(id(second))));
            assertRefused("forbidden", () -> teams.removeMembers(second, List.of(team), List.of(id(lena))));
            assertRefused("forbidden", () -> teams.delete(second, team));
        }
        assertRefused("forbidden", () -> teams.addMembers(hubAdmin, List.of(own, foreign), List.of(id(lena))));
        assertThat(teams.addMembers(hubAdmin, List.of(own), List.of(id(lena))).moved())
                .containsExactly(id(lena));

        var grant = grants.ofHolder(tenant.admin(), subject(hubAdmin)).stream()
                .filter(held -> "hub_admin".equals(held.roleName().predefined()))
                .findFirst()
                .orElseThrow();
        grants.take(tenant.admin(), grant.id());
        assertRefused(
                "forbidden", () -> teams.save(hubAdmin, own, new TeamChange("Mine", false, List.of(), List.of())));
        assertRefused("forbidden", () -> teams.delete(hubAdmin, own));
    }

    @Test
    @DisplayName("ROL-3 a hub admin puts neither themself nor others into a team that gives more than they may give")
    void strongerTeam() {
        var tenant = house.tenant("Northwind");
        var hub = hub(tenant, "Marketing");
        var other = hub(tenant, "Finance");
        var hubAdmin = hubAdmin(tenant, hub);
        var lena = person(tenant, "Lena");
        for (var place : List.of(ScopeId.of(tenant.id()), other)) {
            var role = place.equals(other) ? PredefinedRole.HUB_VIEWER : PredefinedRole.ORGANIZATION_ADMIN;
            var own = teams.create(hubAdmin, "Own " + place, false, List.of());
            give(tenant, own, role, place);

            for (var who : List.of(hubAdmin, lena)) {
                assertRefused("team.beyond", () -> teams.addMembers(hubAdmin, List.of(own), List.of(id(who))));
                assertRefused(
                        "team.beyond",
                        () -> teams.save(hubAdmin, own, new TeamChange("Renamed", false, List.of(id(who)), List.of())));
            }
            assertThat(teams.get(hubAdmin, own).name()).startsWith("Own");
            teams.save(hubAdmin, own, new TeamChange("Renamed " + place, false, List.of(), List.of()));
        }
        assertThat(access.permissionsOf(hubAdmin)).doesNotContain(Permission.MEMBERS_REMOVE);
    }

    @Test
    @DisplayName(
            "ROL-3 a hub admin puts people into an own team that gives roles on the own hub; they hold them at once")
    void ownHub() {
        var tenant = house.tenant("Northwind");
        var hub = hub(tenant, "Marketing");
        var hubAdmin = hubAdmin(tenant, hub);
        var lena = person(tenant, "Lena");
        var own = teams.create(hubAdmin, "Writers", false, List.of());
        grants.give(hubAdmin, own.subject(), house.gift(tenant, PredefinedRole.REPOSITORY_EDITOR, hub));

        teams.save(hubAdmin, own, new TeamChange("Writers", false, List.of(id(lena)), List.of()));
        assertThat(access.may(lena, Permission.CONTENT_EDIT, hub)).isTrue();

        teams.save(hubAdmin, own, new TeamChange("Writers", false, List.of(), List.of(id(lena))));
        assertThat(access.may(lena, Permission.CONTENT_EDIT, hub)).isFalse();
        assertThat(events(tenant)).contains("member.teams_joined Writers", "member.teams_left Writers");
    }

    @Test
    @DisplayName(
            "TEA-4 saving applies all of it or none: one who is gone, a wrong name or a right that lacks undoes the rest")
    void allOrNothing() {
        var tenant = house.tenant("Northwind");
        var lena = person(tenant, "Lena");
        var mei = person(tenant, "Mei");
        var stranger = id(house.tenant("Harbor").admin());
        var team = teams.create(tenant.admin(), "Editors", false, List.of(id(lena)));
        teams.create(tenant.admin(), "Writers", false, List.of());

        for (var gone : List.of(stranger, new MemberId(UUID.randomUUID())))
            assertRefused(
                    "team.people.gone",
                    () -> teams.save(
                            tenant.admin(),
                            team,
                            new TeamChange("Renamed", true, List.of(id(mei), gone), List.of(id(lena)))));
        assertRefused(
                "team.name.taken",
                () -> teams.save(
                        tenant.admin(), team, new TeamChange("writers", true, List.of(id(mei)), List.of(id(lena)))));
        assertRefused(
                "team.people.gone", () -> teams.create(tenant.admin(), "Others", false, List.of(id(mei), stranger)));

        assertThat(teams.get(tenant.admin(), team)).satisfies(unchanged -> {
            assertThat(unchanged.name()).isEqualTo("Editors");
            assertThat(unchanged.onboarding()).isFalse();
        });
        assertThat(members(team)).containsExactly(subject(lena).value());
        assertThat(events(tenant))
                .doesNotContain("team.renamed Renamed", "member.teams_left Editors", "team.created Others");

        teams.save(
                tenant.admin(),
                team,
                new TeamChange("Renamed", true, List.of(id(mei), id(mei)), List.of(id(lena), stranger)));
        assertThat(members(team)).containsExactly(subject(mei).value());
        assertThat(teams.get(tenant.admin(), team).members()).isEqualTo(1);
    }

    @Test
    @DisplayName(
            "TEA-6 deleting a team deletes only the team: its members stay here and in other teams, without its roles")
    void delete() {
        var tenant = house.tenant("Northwind");
        var lena = person(tenant, "Lena");
        var team = teams.create(tenant.admin(), "Admins", false, List.of(id(lena)));
        var other = teams.create(tenant.admin(), "Writers", false, List.of(id(lena)));
        give(tenant, team, PredefinedRole.COMMUNITY_ADMIN, ScopeId.of(tenant.id()));
        assertThat(access.may(lena, Permission.MEMBERS_REMOVE)).isTrue();

        teams.delete(tenant.admin(), team);

        assertRefused("not.found", () -> teams.get(tenant.admin(), team));
        assertRefused("not.found", () -> teams.delete(tenant.admin(), team));
        assertThat(access.may(lena, Permission.MEMBERS_REMOVE)).isFalse();
        assertThat(access.may(lena, Permission.MEMBERS_READ)).isTrue();
        assertThat(members(other)).containsExactly(subject(lena).value());
        assertThat(events(tenant)).contains("team.deleted Admins");
    }

    @Test
    @DisplayName(
            "TEA-6 of adding to a team and deleting it at once, either is told that it is gone or both were in time; none fails otherwise")
    void deleteAgainstAdd() {
        var tenant = house.tenant("Northwind");
        var people = new ArrayList<Actor>();
        for (var i = 0; i < 8; i++) people.add(person(tenant, "P" + i));
        for (var round = 0; round < 5; round++) {
            var team = teams.create(tenant.admin(), "Round " + round, false, List.of());
            give(tenant, team, PredefinedRole.HUB_VIEWER, ScopeId.of(tenant.id()));

            var outcomes = Race.of(8, i -> {
                if (i == 0) return teams.delete(tenant.admin(), team).id();
                if (i % 2 == 0) teams.addMembers(tenant.admin(), List.of(team), List.of(id(people.get(i))));
                else
                    teams.save(
                            tenant.admin(),
                            team,
                            new TeamChange("Round", false, List.of(id(people.get(i))), List.of(id(people.get(i - 1)))));
                return team;
            });

            assertThat(outcomes.getFirst().won()).isTrue();
            assertThat(outcomes)
                    .filteredOn(outcome -> !outcome.won())
                    .allSatisfy(outcome -> assertThat(outcome.refused()).hasMessage("not.found"));
            assertThat(members(team)).isEmpty();
        }
    }

    @Test
    @DisplayName("TEA-5 edits of the same teams and people in opposite orders show nobody a deadlock")
    void oppositeOrders() {
        var tenant = house.tenant("Northwind");
        var people = new ArrayList<MemberId>();
        for (var i = 0; i < 6; i++) people.add(id(person(tenant, "P" + i)));
        var one = teams.create(tenant.admin(), "One", false, List.of());
        var two = teams.create(tenant.admin(), "Two", false, List.of());

        var outcomes = Race.of(16, i -> {
            var where = i % 2 == 0 ? List.of(one, two) : List.of(two, one);
            var who = i % 3 == 0 ? people : people.reversed();
            if (i % 4 == 0) teams.removeMembers(tenant.admin(), where, who);
            else if (i % 4 == 1)
                teams.save(
                        tenant.admin(),
                        where.getFirst(),
                        new TeamChange(i % 8 == 1 ? "Two" : "One", false, who, List.of()));
            else teams.addMembers(tenant.admin(), where, who);
            return true;
        });

        assertThat(outcomes)
                .allSatisfy(outcome -> assertThat(outcome.won()
                                || "team.name.taken"
                                        .equals(Objects.requireNonNull(outcome.refused())
                                                .getMessage()))
                        .isTrue());
        assertThat(teams.get(tenant.admin(), one).members())
                .isEqualTo(members(one).size());
        assertThat(teams.get(tenant.admin(), two).members())
                .isEqualTo(members(two).size());
    }

    @Test
    @DisplayName("MEM-5 the last organization admin is lost by no way that leads through a team")
    void lastAdmin() {
        var tenant = house.tenant("Northwind");
        var lena = person(tenant, "Lena");
        var team = teams.create(tenant.admin(), "Admins", false, List.of(id(lena)));
        give(tenant, team, PredefinedRole.ORGANIZATION_ADMIN, ScopeId.of(tenant.id()));
        house.get(Members.class).remove(lena, id(tenant.admin()));

        assertRefused("members.last_admin.any", () -> teams.delete(lena, team));
        assertRefused("members.last_admin.any", () -> teams.removeMembers(lena, List.of(team), List.of(id(lena))));
        assertRefused(
                "members.last_admin.any",
                () -> teams.save(lena, team, new TeamChange("Admins", false, List.of(), List.of(id(lena)))));
        teams.save(lena, team, new TeamChange("Owners", false, List.of(), List.of()));

        assertThat(access.may(lena, Permission.ROLES_ASSIGN)).isTrue();
    }

    @Test
    @DisplayName("MEM-5 two teams of admins that are emptied and deleted at once leave one admin")
    void lastAdminRace() {
        for (var round = 0; round < 5; round++) {
            var tenant = house.tenant("Northwind");
            var lena = person(tenant, "Lena");
            var mei = person(tenant, "Mei");
            var one = teams.create(tenant.admin(), "One", false, List.of(id(lena)));
            var two = teams.create(tenant.admin(), "Two", false, List.of(id(mei)));
            give(tenant, one, PredefinedRole.ORGANIZATION_ADMIN, ScopeId.of(tenant.id()));
            give(tenant, two, PredefinedRole.ORGANIZATION_ADMIN, ScopeId.of(tenant.id()));
            house.get(Members.class).remove(lena, id(tenant.admin()));

            var outcomes = Race.of(2, i -> {
                if (i == 0) teams.delete(mei, one);
                else teams.removeMembers(lena, List.of(two), List.of(id(mei)));
                return true;
            });

            assertThat(outcomes).filteredOn(Race.Outcome::won).hasSize(1);
            assertThat(access.may(lena, Permission.ROLES_ASSIGN) || access.may(mei, Permission.ROLES_ASSIGN))
                    .isTrue();
        }
    }

    @Test
    @DisplayName("ORG-1 a team of another organization is as little there as one that does not exist")
    void foreignTeam() {
        var tenant = house.tenant("Northwind");
        var lena = person(tenant, "Lena");
        var foreign = teams.create(house.tenant("Harbor").admin(), "Editors", false, List.of());

        for (var team : List.of(
                foreign, new TeamId(UUID.randomUUID()), new TeamId(subject(lena).value()))) {
            assertRefused("not.found", () -> teams.get(tenant.admin(), team));
            assertRefused("not.found", () -> teams.delete(tenant.admin(), team));
            assertRefused("not.found", () -> teams.addMembers(tenant.admin(), List.of(team), List.of(id(lena))));
            assertRefused("not.found", () -> teams.removeMembers(tenant.admin(), List.of(team), List.of(id(lena))));
            assertRefused(
                    "not.found",
                    () -> teams.save(tenant.admin(), team, new TeamChange("X", false, List.of(), List.of())));
            assertRefused("not.found", () -> house.get(TeamEditing.class).view(tenant.admin(), team, Map.of()));
        }
        assertRefused("not.found", () -> teams.get(house.tenant("Third").admin().in(tenant.id()), foreign));
    }

    private ScopeId hub(Tenant tenant, String name) {
        var scope = house.inTransaction(() -> {
            access.require(tenant.admin(), Permission.HUBS_MANAGE);
            return house.get(Scopes.class).add(tenant.admin(), ScopeKind.HUB, ScopeId.of(tenant.id()));
        });
        house.asOwner()
                .sql(
                        "insert into hub (organization_id, id, name, created_at) values (:organization, :id, :name, '2026-01-01')")
                .param("organization", tenant.id().value())
                .param("id", scope.value())
                .param("name", name)
                .update();
        return scope;
    }

    private Actor hubAdmin(Tenant tenant, ScopeId hub) {
        var actor = person(tenant, "Hugo");
        grants.give(tenant.admin(), subject(actor), house.gift(tenant, PredefinedRole.HUB_ADMIN, hub));
        return actor;
    }

    private Actor person(Tenant tenant, String name) {
        return house.member(tenant, name, "Fischer", "person" + NUMBER.incrementAndGet() + "@teams.example");
    }

    private void give(Tenant tenant, TeamId team, PredefinedRole role, ScopeId place) {
        grants.give(tenant.admin(), team.subject(), house.gift(tenant, role, place));
    }

    private List<UUID> members(TeamId team) {
        return house.asOwner()
                .sql("select subject_id from team_member where team_id = :team order by 1")
                .param("team", team.value())
                .query((row, n) -> row.getObject(1, UUID.class))
                .list();
    }

    private List<String> events(Tenant tenant) {
        return house.asOwner()
                .sql(
                        "select kind || ' ' || coalesce(detail ->> 'team', '') from event where organization_id = :id order by id")
                .param("id", tenant.id().value())
                .query((row, n) -> row.getString(1))
                .list();
    }

    private static MemberId id(Actor actor) {
        return Objects.requireNonNull(actor.member());
    }

    private static SubjectId subject(Actor actor) {
        return Objects.requireNonNull(actor.subject());
    }

    private static void assertRefused(String code, ThrowingCallable call) {
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(call)
                .satisfies(refusal -> assertThat(refusal.code()).isEqualTo(code));
    }
}
