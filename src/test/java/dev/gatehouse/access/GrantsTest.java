package dev.gatehouse.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.gatehouse.platform.Actor;
import dev.gatehouse.platform.GrantId;
import dev.gatehouse.platform.Refusal;
import dev.gatehouse.platform.RoleId;
import dev.gatehouse.platform.ScopeId;
import dev.gatehouse.platform.SubjectId;
import dev.gatehouse.teams.Teams;
import dev.gatehouse.testing.Ground;
import dev.gatehouse.testing.House;
import dev.gatehouse.testing.InHouse;
import dev.gatehouse.testing.Race;
import dev.gatehouse.testing.Tenant;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@InHouse
class GrantsTest {

    private final House house;
    private final Ground ground;
    private final Grants grants;
    private final Access access;
    private final Teams teams;

    GrantsTest(House house) {
        this.house = house;
        this.ground = new Ground(house);
        this.grants = house.get(Grants.class);
        this.access = house.get(Access.class);
        this.teams = house.get(Teams.class);
    }

    @Test
    @DisplayName("ROL-2 a role holds where it was given and in what lies there, and nowhere else")
    void places() {
        var tenant = house.tenant("Places");
        var lena = house.member(tenant, "Lena", "Fischer", "lena@places.example");
        var north = ground.hub(tenant, "North");
        var plans = ground.repository(tenant, north, "Plans");
        var south = ground.hub(tenant, "South");

        grants.give(tenant.admin(), subject(lena), house.gift(tenant, PredefinedRole.REPOSITORY_EDITOR, north));

        assertThat(access.may(lena, Permission.CONTENT_EDIT, north)).isTrue();
        assertThat(access.may(lena, Permission.CONTENT_EDIT, plans)).isTrue();
        assertThat(access.may(lena, Permission.CONTENT_EDIT, south)).isFalse();
        assertThat(access.may(lena, Permission.CONTENT_EDIT)).isFalse();
        assertRefused("role.place", () -> give(tenant.admin(), lena, tenant, PredefinedRole.MEMBER, north));
        assertRefused("role.place", () -> give(tenant.admin(), lena, tenant, PredefinedRole.HUB_ADMIN, plans));
    }

    @Test
    @DisplayName("ROL-3 a hub admin gives and takes on their hub alone, and never more than they hold")
    void delegation() {
        var tenant = house.tenant("Delegation");
        var jonas = house.member(tenant, "Jonas", "Lindqvist", "jonas@delegation.example");
        var lena = house.member(tenant, "Lena", "Fischer", "lena@delegation.example");
        var north = ground.hub(tenant, "North");
        var south = ground.hub(tenant, "South");
        var whole = ScopeId.of(tenant.id());
        give(tenant.admin(), jonas, tenant, PredefinedRole.HUB_ADMIN, north);

        give(jonas, lena, tenant, PredefinedRole.REPOSITORY_PUBLISHER, north);
        assertRefused("role.beyond", () -> give(jonas, lena, tenant, PredefinedRole.REPOSITORY_VIEWER, south));
        assertRefused("role.beyond", () -> give(jonas, jonas, tenant, PredefinedRole.ORGANIZATION_ADMIN, whole));
        assertRefused("role.beyond", () -> give(jonas, lena, tenant, PredefinedRole.MEMBER, whole));
        assertRefused("role.beyond", () -> give(jonas, lena, tenant, PredefinedRole.HUB_VIEWER, whole));
        assertRefused("role.beyond", () -> give(lena, lena, tenant, PredefinedRole.HUB_ADMIN, north));
        assertRefused("role.beyond", () -> grants.take(jonas, held(tenant, tenant.admin(), "organization_admin")));
        assertRefused("role.beyond", () -> grants.take(lena, held(tenant, jonas, "hub_admin")));
        assertThat(grants.takeable(jonas, grants.ofHolder(jonas, subject(lena))))
                .containsExactly(held(tenant, lena, "repository_publisher"));
        grants.take(jonas, held(tenant, lena, "repository_publisher"));
        assertThat(access.may(lena, Permission.CONTENT_PUBLISH, north)).isFalse();
    }

    @Test
    @DisplayName("ROL-3 nobody joins a stronger team, nor makes one stronger, nor gives a custom role that holds more")
    void strongerTeamsAndRoles() {
        var tenant = house.tenant("Stronger");
        var jonas = house.member(tenant, "Jonas", "Lindqvist", "jonas@stronger.example");
        var north = ground.hub(tenant, "North");
        give(tenant.admin(), jonas, tenant, PredefinedRole.HUB_ADMIN, north);
        var own = teams.create(jonas, "Mine", false, List.of());
        grants.give(
                tenant.admin(),
                own.subject(),
                house.gift(tenant, PredefinedRole.COMMUNITY_ADMIN, ScopeId.of(tenant.id())));
        var custom = house.get(Roles.class)
                .create(tenant.admin(), new RoleForm("Settings", "", Set.of("settings:edit", "content:create")));

        assertRefused(
                "team.beyond",
                () -> teams.addMembers(jonas, List.of(own), List.of(Objects.requireNonNull(jonas.member()))));
        assertRefused(
                "role.beyond",
                () -> grants.give(
                        jonas,
                        own.subject(),
                        house.gift(tenant, PredefinedRole.ORGANIZATION_ADMIN, ScopeId.of(tenant.id()))));
        assertRefused(
                "role.beyond", () -> grants.give(jonas, subject(jonas), Gift.of(custom, ScopeId.of(tenant.id()))));
        grants.give(jonas, own.subject(), house.gift(tenant, PredefinedRole.HUB_VIEWER, north));
    }

    @Test
    @DisplayName("ROL-4 a custom role that holds roles:assign gives what it holds itself, and no more")
    void customGiver() {
        var tenant = house.tenant("Custom");
        var lena = house.member(tenant, "Lena", "Fischer", "lena@custom.example");
        var jonas = house.member(tenant, "Jonas", "Lindqvist", "jonas@custom.example");
        var whole = ScopeId.of(tenant.id());
        var giver = house.get(Roles.class)
                .create(
                        tenant.admin(),
                        new RoleForm("Giver", "", Set.of("roles:assign", "hubs:view", "repositories:view")));
        grants.give(tenant.admin(), subject(lena), Gift.of(giver, whole));

        give(lena, jonas, tenant, PredefinedRole.HUB_VIEWER, whole);
        grants.give(lena, subject(jonas), Gift.of(giver, whole));
        assertRefused("role.beyond", () -> give(lena, jonas, tenant, PredefinedRole.REPOSITORY_AUTHOR, whole));
        assertRefused("role.beyond", () -> give(lena, lena, tenant, PredefinedRole.ORGANIZATION_ADMIN, whole));
    }

    @Test
    @DisplayName("ORG-3 what belongs to another organization is as if it were not there")
    void foreign() {
        var tenant = house.tenant("Here");
        var other = house.tenant("There");
        var lena = house.member(tenant, "Lena", "Fischer", "lena@here.example");
        var foreignHub = ground.hub(other, "Foreign");
        var theirs = house.gift(other, PredefinedRole.MEMBER, ScopeId.of(other.id()));

        assertRefused("not.found", () -> grants.give(tenant.admin(), subject(lena), theirs));
        assertRefused("not.found", () -> give(tenant.admin(), lena, tenant, PredefinedRole.HUB_VIEWER, foreignHub));
        assertRefused(
                "not.found",
                () -> give(tenant.admin(), other.admin(), tenant, PredefinedRole.MEMBER, ScopeId.of(tenant.id())));
        assertRefused("not.found", () -> grants.take(tenant.admin(), held(other, other.admin(), "organization_admin")));
        assertRefused("not.found", () -> grants.take(tenant.admin(), new GrantId(UUID.randomUUID())));
        assertRefused(
                "not.found",
                () -> grants.give(
                        tenant.admin(),
                        subject(lena),
                        Gift.of(new RoleId(UUID.randomUUID()), ScopeId.of(tenant.id()))));
    }

    @Test
    @DisplayName("ROL-2 a grant with an end stops at that moment, is shown as ended, and the job notes it")
    void ends() {
        var tenant = house.tenant("Ends");
        var lena = house.member(tenant, "Lena", "Fischer", "lena@ends.example");
        var north = ground.hub(tenant, "North");
        var viewer = house.gift(tenant, PredefinedRole.HUB_VIEWER, north);
        var end = house.clock().instant().plus(Duration.ofDays(1));
        grants.give(tenant.admin(), subject(lena), new Gift(viewer.role(), north, end));

        house.clock().tick(Duration.ofDays(1).minusMillis(1));
        assertThat(access.may(lena, Permission.HUBS_VIEW, north)).isTrue();
        house.clock().tick(Duration.ofMillis(1));
        assertThat(access.may(lena, Permission.HUBS_VIEW, north)).isFalse();
        assertThat(grant(tenant, lena, "hub_viewer").ended()).isTrue();
        assertThat(events(tenant, "role.ended")).isZero();

        assertThat(grants.end(tenant.id())).isEqualTo(1);
        assertThat(grants.end(tenant.id())).isZero();
        assertThat(events(tenant, "role.ended")).isEqualTo(1);
        assertThat(grant(tenant, lena, "hub_viewer").ended()).isTrue();
        grants.give(tenant.admin(), subject(lena), viewer);
        assertThat(access.may(lena, Permission.HUBS_VIEW, north)).isTrue();
        assertThat(grant(tenant, lena, "hub_viewer").ended()).isFalse();
    }

    @Test
    @DisplayName("MEM-6 the highest role comes first, whether or not roles have an end, and ended ones come last")
    void order() {
        var tenant = house.tenant("Order");
        var lena = house.member(tenant, "Lena", "Fischer", "lena@order.example");
        var north = ground.hub(tenant, "North");
        var viewer = house.gift(tenant, PredefinedRole.HUB_VIEWER, north);
        var tomorrow = house.clock().instant().plus(Duration.ofDays(1));
        grants.give(tenant.admin(), subject(lena), new Gift(viewer.role(), north, tomorrow));
        grants.give(tenant.admin(), subject(lena), house.gift(tenant, PredefinedRole.HUB_ADMIN, north));

        assertThat(grants.ofMember(tenant.admin(), subject(lena)))
                .extracting(grant -> grant.roleName().predefined())
                .containsExactly("hub_admin", "member", "hub_viewer");
        grants.give(tenant.admin(), subject(lena), new Gift(viewer.role(), ScopeId.of(tenant.id()), tomorrow));
        house.clock().tick(Duration.ofDays(1));
        assertThat(grants.ofMember(tenant.admin(), subject(lena)))
                .extracting(grant -> grant.roleName().predefined() + " " + grant.ended())
                .containsExactly("hub_admin false", "member false", "hub_viewer true", "hub_viewer true");
    }

    @Test
    @DisplayName("ROL-2 an end in the past, and a place that is archived, are refused at their field")
    void refusedAtFields() {
        var tenant = house.tenant("Fields");
        var lena = house.member(tenant, "Lena", "Fischer", "lena@fields.example");
        var north = ground.hub(tenant, "North");
        var viewer = house.gift(tenant, PredefinedRole.HUB_VIEWER, north);

        assertRefused(
                "role.end.past",
                () -> grants.give(
                        tenant.admin(),
                        subject(lena),
                        new Gift(viewer.role(), north, house.clock().instant())));
        ground.archive(north);
        assertRefused("role.place.archived", () -> grants.give(tenant.admin(), subject(lena), viewer));
    }

    @Test
    @DisplayName("MEM-5 the last organization admin is not taken, nor given an end, be it directly or through a team")
    void lastAdmin() {
        var tenant = house.tenant("Last");
        var lena = house.member(tenant, "Lena", "Fischer", "lena@last.example");
        var admin = house.gift(tenant, PredefinedRole.ORGANIZATION_ADMIN, ScopeId.of(tenant.id()));
        var soon = new Gift(admin.role(), admin.scope(), house.clock().instant().plus(Duration.ofDays(1)));

        assertRefused(
                "members.last_admin.any",
                () -> grants.take(tenant.admin(), held(tenant, tenant.admin(), "organization_admin")));
        assertRefused("members.last_admin.any", () -> grants.give(tenant.admin(), subject(tenant.admin()), soon));
        grants.give(tenant.admin(), subject(lena), soon);
        assertRefused(
                "members.last_admin.any",
                () -> grants.take(tenant.admin(), held(tenant, tenant.admin(), "organization_admin")));
        var board = teams.create(tenant.admin(), "Board", false, List.of(Objects.requireNonNull(lena.member())));
        grants.give(tenant.admin(), board.subject(), admin);
        grants.take(tenant.admin(), held(tenant, tenant.admin(), "organization_admin"));
        assertRefused("members.last_admin.any", () -> teams.delete(lena, board));
    }

    @Test
    @DisplayName("MEM-5 two admins who demote each other at once leave one")
    void demoteEachOther() {
        var tenant = house.tenant("Duel");
        var lena = house.member(tenant, "Lena", "Fischer", "lena@duel.example");
        give(tenant.admin(), lena, tenant, PredefinedRole.ORGANIZATION_ADMIN, ScopeId.of(tenant.id()));
        var first = held(tenant, tenant.admin(), "organization_admin");
        var second = held(tenant, lena, "organization_admin");

        var outcomes = Race.of(2, i -> i == 0 ? grants.take(tenant.admin(), second) : grants.take(lena, first));

        assertThat(outcomes).filteredOn(Race.Outcome::won).hasSize(1);
        assertThat(house.asOwner()
                        .sql("""
                                select count(*) from role_grant g join role r on r.id = g.role_id and r.predefined = 'organization_admin'
                                 where g.organization_id = :organization
                                """)
                        .param("organization", tenant.id().value())
                        .query(Integer.class)
                        .single())
                .isEqualTo(1);
    }

    @Test
    @DisplayName("ROL-2 one role given by sixteen at once is held once")
    void givenAtOnce() {
        var tenant = house.tenant("Once");
        var lena = house.member(tenant, "Lena", "Fischer", "lena@once.example");
        var viewer = house.gift(tenant, PredefinedRole.HUB_VIEWER, ground.hub(tenant, "North"));

        var outcomes = Race.of(16, i -> {
            grants.give(tenant.admin(), subject(lena), viewer);
            return i;
        });

        assertThat(outcomes).allMatch(Race.Outcome::won);
        assertThat(grants.ofHolder(tenant.admin(), subject(lena))).hasSize(2);
    }

    private void give(Actor giver, Actor holder, Tenant tenant, PredefinedRole role, ScopeId scope) {
        grants.give(giver, subject(holder), house.gift(tenant, role, scope));
    }

    private GrantId held(Tenant tenant, Actor holder, String role) {
        return grant(tenant, holder, role).id();
    }

    private Grant grant(Tenant tenant, Actor holder, String role) {
        return grants.ofHolder(tenant.admin(), subject(holder)).stream()
                .filter(grant -> role.equals(grant.roleName().predefined()))
                .findFirst()
                .orElseThrow();
    }

    private int events(Tenant tenant, String kind) {
        return house.asOwner()
                .sql("select count(*) from event where organization_id = :organization and kind = :kind")
                .param("organization", tenant.id().value())
                .param("kind", kind)
                .query(Integer.class)
                .single();
    }

    private static SubjectId subject(Actor actor) {
        return Objects.requireNonNull(actor.subject());
    }

    private static void assertRefused(String code, ThrowingCallable act) {
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(act)
                .satisfies(refusal -> assertThat(refusal.code()).isEqualTo(code));
    }
}
