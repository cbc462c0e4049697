package dev.gatehouse.invitations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

import dev.gatehouse.access.Gift;
import dev.gatehouse.access.Grants;
import dev.gatehouse.access.PredefinedRole;
import dev.gatehouse.access.RoleForm;
import dev.gatehouse.access.Roles;
import dev.gatehouse.admission.InitialPermissions;
import dev.gatehouse.invitations.ClonePreview.OfGrant;
import dev.gatehouse.invitations.ClonePreview.OfTeam;
import dev.gatehouse.platform.Actor;
import dev.gatehouse.platform.MemberId;
import dev.gatehouse.platform.Refusal;
import dev.gatehouse.platform.RoleId;
import dev.gatehouse.platform.ScopeId;
import dev.gatehouse.platform.SubjectId;
import dev.gatehouse.teams.Teams;
import dev.gatehouse.testing.Browser;
import dev.gatehouse.testing.Ground;
import dev.gatehouse.testing.House;
import dev.gatehouse.testing.InHouse;
import dev.gatehouse.testing.Tenant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@InHouse
class InvitePermissionsTest {

    private final House house;
    private final Ground ground;
    private final Invitations invitations;
    private final Cloning cloning;
    private final Grants grants;
    private final Teams teams;

    InvitePermissionsTest(House house) {
        this.house = house;
        this.ground = new Ground(house);
        this.invitations = house.get(Invitations.class);
        this.cloning = house.get(Cloning.class);
        this.grants = house.get(Grants.class);
        this.teams = house.get(Teams.class);
    }

    @Test
    @DisplayName("INV-2 a copy takes over teams and own roles that hold, at the moment of sending")
    void copies() {
        var tenant = house.tenant("Copies");
        var lena = house.member(tenant, "Lena", "Fischer", "lena@copies.example");
        var north = ground.hub(tenant, "North");
        var archived = ground.hub(tenant, "Closed");
        var launch = teams.create(tenant.admin(), "Launch", false, List.of(id(lena)));
        grants.give(tenant.admin(), launch.subject(), house.gift(tenant, PredefinedRole.REPOSITORY_EDITOR, north));
        grants.give(tenant.admin(), subject(lena), house.gift(tenant, PredefinedRole.HUB_ADMIN, north));
        grants.give(tenant.admin(), subject(lena), house.gift(tenant, PredefinedRole.HUB_VIEWER, archived));
        ground.archive(archived);

        var preview = cloning.preview(tenant.admin(), id(lena));
        var snapshot = cloning.snapshot(tenant.admin(), id(lena));

        assertThat(preview.teams()).extracting(OfTeam::reason).containsExactly((String) null);
        assertThat(preview.grants())
                .filteredOn(item -> item.reason() != null)
                .extracting(OfGrant::reason)
                .containsExactly("archived");
        assertThat(snapshot.teams()).containsExactly(launch);
        assertThat(snapshot.gifts())
                .containsExactlyInAnyOrder(
                        house.gift(tenant, PredefinedRole.HUB_ADMIN, north),
                        house.gift(tenant, PredefinedRole.MEMBER, ScopeId.of(tenant.id())));
    }

    @Test
    @DisplayName("INV-2 a copy never gives what the inviter could not give by hand: cloning an admin")
    void copyOfAnAdmin() {
        var tenant = house.tenant("Admin Copy");
        var recruiter =
                custom(tenant, "jonas@admin-copy.example", Set.of("members:invite", "roles:assign", "teams:edit"));
        var board = teams.create(tenant.admin(), "Board", false, List.of(id(tenant.admin())));
        grants.give(
                tenant.admin(),
                board.subject(),
                house.gift(tenant, PredefinedRole.COMMUNITY_ADMIN, ScopeId.of(tenant.id())));
        var open = teams.create(tenant.admin(), "Open", false, List.of(id(tenant.admin())));

        var preview = cloning.preview(recruiter, id(tenant.admin()));

        assertThat(preview.grants()).extracting(OfGrant::reason).containsExactly("role");
        assertThat(preview.teams())
                .extracting(item -> item.team().name(), OfTeam::reason)
                .containsExactly(tuple("Board", "team"), tuple("Open", null));
        assertThat(cloning.snapshot(recruiter, id(tenant.admin()))).isEqualTo(InitialPermissions.teams(List.of(open)));
    }

    @Test
    @DisplayName("INV-2 who may not invite sees no preview, and where nothing could be copied that is said")
    void refusedCopies() {
        var tenant = house.tenant("Refused");
        var lena = house.member(tenant, "Lena", "Fischer", "lena@refused.example");
        var inviter = custom(tenant, "jonas@refused.example", Set.of("members:invite"));

        assertRefused("forbidden", () -> cloning.preview(lena, id(lena)));
        assertRefused("invitations.clone.nothing", () -> cloning.snapshot(inviter, id(tenant.admin())));
        assertRefused(
                "not.found",
                () -> cloning.preview(tenant.admin(), id(house.tenant("Else").admin())));
    }

    @Test
    @DisplayName(
            "ROL-4 a custom role with members:invite alone invites with nothing special, and the route refuses the rest")
    void inviterWithoutRoles() {
        var tenant = house.tenant("Plain");
        var inviter = custom(tenant, "jonas@plain.example", Set.of("members:invite"));
        var launch = teams.create(tenant.admin(), "Launch", true, List.of());
        var whole = ScopeId.of(tenant.id());
        var browser = new Browser(house);
        browser.signIn("jonas@plain.example", House.PASSWORD);
        var pane = "/o/" + tenant.slug() + "/invitations/new";

        assertThat(browser.get(pane).body())
                .contains("Joins the onboarding team Launch once registered.")
                .doesNotContain(
                        "value=\"member\"", "value=\"organization_admin\"", "value=\"some\"", "value=\"clone\"");
        assertRefused(
                "role.beyond",
                () -> invite(inviter, InitialPermissions.gifts(house.gift(tenant, PredefinedRole.MEMBER, whole))));
        assertRefused("invitations.team_beyond", () -> invite(inviter, InitialPermissions.teams(List.of(launch))));
        assertThat(browser.submit(
                                pane,
                                "/o/" + tenant.slug() + "/invitations",
                                "addresses",
                                "a@b.example",
                                "role",
                                "organization_admin")
                        .body())
                .contains("You may only give and take roles");
        assertThat(browser.submit(pane, "/o/" + tenant.slug() + "/invitations", "addresses", "a@plain.example")
                        .statusCode())
                .isEqualTo(303);
    }

    @Test
    @DisplayName("INV-2 roles are added row by row, one that was forgotten is meant too, and teams go along")
    void rows() {
        var tenant = house.tenant("Rows");
        var north = ground.hub(tenant, "North");
        var launch = teams.create(tenant.admin(), "Launch", false, List.of());
        var browser = new Browser(house);
        browser.signIn(tenant.adminEmail(), House.PASSWORD);
        var pane = "/o/" + tenant.slug() + "/invitations/new";
        var action = "/o/" + tenant.slug() + "/invitations";
        var viewer = house.gift(tenant, PredefinedRole.HUB_VIEWER, north).role().toString();
        var editor = house.gift(tenant, PredefinedRole.REPOSITORY_EDITOR, north)
                .role()
                .toString();

        var added = browser.submit(
                pane,
                action,
                "role",
                "some",
                "giftRole",
                viewer,
                "scope",
                north.toString(),
                "until",
                "2099-12-31",
                "add",
                "gift");
        assertThat(added.body())
                .contains("name=\"gift\" value=\"" + viewer + "." + north + ".2099-12-31\"", "until 31 Dec 2099");
        assertThat(browser.submit(pane, action, "role", "some", "scope", north.toString(), "add", "gift")
                        .body())
                .contains("Choose a role.");
        assertThat(browser.submit(pane, action, "role", "some", "addresses", "x@rows.example")
                        .body())
                .contains("Choose at least one team or role");
        browser.submit(
                pane,
                action,
                "role",
                "some",
                "addresses",
                "mei@rows.example",
                "gift",
                viewer + "." + north + ".2099-12-31",
                "giftRole",
                editor,
                "scope",
                north.toString(),
                "team",
                launch.toString());

        assertThat(house.asOwner()
                        .sql("""
                                select coalesce(t.name, r.predefined || case when i.expires_at is null then '' else '*' end)
                                  from initial_permission i
                                  left join team t on t.id = i.team_id
                                  left join role r on r.id = i.role_id
                                 where i.organization_id = :organization
                                """)
                        .param("organization", tenant.id().value())
                        .query(String.class)
                        .list())
                .containsExactlyInAnyOrder("Launch", "hub_viewer*", "repository_editor");
    }

    @Test
    @DisplayName("ROL-3 an invitation promises nothing at a foreign or archived place, and no role that does not fit")
    void forged() {
        var tenant = house.tenant("Forged");
        var foreign = ground.hub(house.tenant("Foreign"), "Foreign");
        var closed = ground.hub(tenant, "Closed");
        ground.archive(closed);

        assertRefused("not.found", () -> invite(tenant.admin(), one(tenant, PredefinedRole.HUB_VIEWER, foreign)));
        assertRefused(
                "role.place.archived", () -> invite(tenant.admin(), one(tenant, PredefinedRole.HUB_VIEWER, closed)));
        assertRefused(
                "role.place",
                () -> invite(tenant.admin(), one(tenant, PredefinedRole.HUB_ADMIN, ScopeId.of(tenant.id()))));
    }

    private void invite(Actor inviter, InitialPermissions promised) {
        invitations.invite(inviter, "somebody@" + inviter.organization() + ".example", promised, Channel.EMAIL);
    }

    private InitialPermissions one(Tenant tenant, PredefinedRole role, ScopeId scope) {
        return InitialPermissions.gifts(house.gift(tenant, role, scope));
    }

    private Actor custom(Tenant tenant, String email, Set<String> permissions) {
        var actor = house.member(tenant, "Jonas", "Lindqvist", email);
        RoleId role = house.get(Roles.class).create(tenant.admin(), new RoleForm("Recruiting", "", permissions));
        grants.give(tenant.admin(), subject(actor), Gift.of(role, ScopeId.of(tenant.id())));
        return actor;
    }

    private static MemberId id(Actor actor) {
        return Objects.requireNonNull(actor.member());
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
