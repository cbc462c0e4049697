package dev.gatehouse.permissions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.access.Gift;
import dev.gatehouse.access.Grants;
import dev.gatehouse.access.Permission;
import dev.gatehouse.access.PredefinedRole;
import dev.gatehouse.access.Role;
import dev.gatehouse.access.RoleForm;
import dev.gatehouse.access.Roles;
import dev.gatehouse.organizations.Hubs;
import dev.gatehouse.platform.Actor;
import dev.gatehouse.platform.RoleId;
import dev.gatehouse.platform.ScopeId;
import dev.gatehouse.testing.Browser;
import dev.gatehouse.testing.House;
import dev.gatehouse.testing.InHouse;
import dev.gatehouse.testing.Tenant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@InHouse
class RolePagesTest {

    private final House house;
    private final Roles roles;

    RolePagesTest(House house) {
        this.house = house;
        this.roles = house.get(Roles.class);
    }

    @Test
    @DisplayName("ROL-1 an organization admin makes, copies, edits and deletes a role with forms alone")
    void forms() {
        var tenant = house.tenant("Northwind");
        var admin = signedIn(tenant.adminEmail());
        var list = "/o/" + tenant.slug() + "/roles";

        assertThat(admin.get(list).body())
                .contains("Community admin", "Repository publisher", "Manages people and teams", list + "/new")
                .doesNotContain("/edit\"", "/removal\"");
        var form = admin.get(list + "/new").body();
        assertThat(form).contains("Every member has this anyway.").doesNotContain("You do not hold this");
        assertThat(admin.submit(list + "/new", list, "name", "Press office").body())
                .contains("Choose at least one permission.", "value=\"Press office\"");
        var page = Browser.location(
                admin.submit(list + "/new", list, "name", "Press office", "permission", "content:publish"));
        assertThat(page).startsWith(list + "/");
        assertThat(admin.get(page).body())
                .contains(
                        "The role Press office was created.",
                        page + "/edit",
                        page + "/removal",
                        "Nobody holds this role.");
        assertThat(admin.submit(list + "/new", list, "name", "PRESS office", "permission", "usage:read")
                        .body())
                .contains("There is a role called PRESS office already");
        assertThat(admin.get(list + "/places?permission=content:publish").body())
                .contains("Organization", "Hub", "Repository");
        assertThat(admin.get(list + "/places?permission=usage:read").body())
                .contains("Organization")
                .doesNotContain("Repository");

        var id = RoleId.parse(page.substring(page.lastIndexOf('/') + 1));
        admin.submit(page + "/edit", page, "name", "Press", "permission", "content:edit");
        assertThat(roles.get(tenant.admin(), id).permissions()).containsExactly(Permission.CONTENT_EDIT);
        assertThat(admin.get(list + "/new?copy=" + id).body())
                .contains("Copy of Press", "value=\"content:edit\" checked");

        give(tenant, house.member(tenant, "Lena", "Fischer", address(tenant, "lena")), id);
        assertThat(admin.get(page).body()).contains("Lena Fischer", "1 member");
        assertThat(admin.submit(page + "/removal", page + "/removal").body())
                .contains("Press is given 1 time. Choose the role that takes its place.")
                .doesNotContain(
                        predefined(tenant, PredefinedRole.HUB_ADMIN).id().toString());
        var viewer = predefined(tenant, PredefinedRole.REPOSITORY_VIEWER);
        assertThat(Browser.location(admin.submit(
                        page + "/removal",
                        page + "/removal",
                        "replacement",
                        viewer.id().toString())))
                .isEqualTo(list);
        assertThat(admin.get(list).body()).contains("The role Press was deleted.");
        assertThat(admin.get(page).statusCode()).isEqualTo(404);
    }

    @Test
    @DisplayName(
            "ROL-1 of two who edit a role at once the second reads who changed what, keeps what they typed, and then decides")
    void twoAtOnce() {
        var tenant = house.tenant("Northwind");
        var first = signedIn(tenant.adminEmail());
        with(tenant, "second", PredefinedRole.ORGANIZATION_ADMIN, ScopeId.of(tenant.id()));
        var second = signedIn(address(tenant, "second"));
        var id = roles.create(tenant.admin(), new RoleForm("Press", "", Set.of("content:edit", "usage:read")));
        var page = "/o/" + tenant.slug() + "/roles/" + id;
        var seen = new String[] {
            "permission", "content:edit", "seenName", "Press", "seenPermissions", "content:edit usage:read", "name"
        };
        assertThat(first.get(page + "/edit").body())
                .contains("name=\"seenName\" value=\"Press\"")
                .containsPattern(
                        "name=\"seenPermissions\" value=\"(content:edit usage:read|usage:read content:edit)\"");

        assertThat(Browser.location(second.submit(page + "/edit", page, with(seen, "Press office"))))
                .isEqualTo(page);
        var answer =
                first.submit(page + "/edit", page, with(seen, "Journalists")).body();

        assertThat(answer)
                .contains(
                        "second Test changed this role while you had it open",
                        "Now called: <bdi>Press office</bdi>",
                        "Not allowed any more: See seats and their use",
                        "value=\"Journalists\"",
                        "name=\"seenName\" value=\"Press office\"",
                        "name=\"seenPermissions\" value=\"content:edit\"")
                .doesNotContain("Allowed now");
        assertThat(roles.get(tenant.admin(), id).name().name()).isEqualTo("Press office");
        assertThat(Browser.location(first.submit(
                        page + "/edit",
                        page,
                        "permission",
                        "content:edit",
                        "seenName",
                        "Press office",
                        "seenPermissions",
                        "content:edit",
                        "name",
                        "Journalists")))
                .isEqualTo(page);
        assertThat(roles.get(tenant.admin(), id).name().name()).isEqualTo("Journalists");
        assertThat(first.submit(page + "/edit", page, with(seen, "Press")).body())
                .contains("You changed this role in another window");
    }

    private static String[] with(String[] some, String last) {
        var all = Arrays.copyOf(some, some.length + 1);
        all[some.length] = last;
        return all;
    }

    @Test
    @DisplayName(
            "ROL-1 members, hub admins and community admins read roles and who holds them, see no button, and every route refuses them")
    void refused() {
        var tenant = house.tenant("Northwind");
        var hub = house.get(Hubs.class).create(tenant.admin(), "Europe").id();
        var custom = roles.create(tenant.admin(), new RoleForm("Auditor", "", Set.of("audit:read")));
        with(tenant, "hub", PredefinedRole.HUB_ADMIN, hub);
        with(tenant, "community", PredefinedRole.COMMUNITY_ADMIN, ScopeId.of(tenant.id()));
        house.member(tenant, "plain", "Test", address(tenant, "plain"));
        var list = "/o/" + tenant.slug() + "/roles";
        var page = list + "/" + custom;
        for (var name : List.of("plain", "hub", "community")) {
            var person = signedIn(address(tenant, name));
            for (var shown : List.of(list, page))
                assertThat(person.get(shown).body())
                        .as(name + " at " + shown)
                        .contains("Auditor")
                        .doesNotContain(list + "/new", "/edit\"", "/removal\"");
            assertThat(person.get(list + "/"
                                    + predefined(tenant, PredefinedRole.COMMUNITY_ADMIN)
                                            .id())
                            .body())
                    .contains("community Test");
            for (var form : List.of(list + "/new", list + "/new?copy=" + custom, page + "/edit", page + "/removal"))
                assertThat(person.get(form).statusCode())
                        .as(name + " at " + form)
                        .isEqualTo(403);
            for (var change : List.of(list, page, page + "/removal"))
                assertThat(person.submit(list, change, "name", "Mine", "permission", "hubs:view")
                                .statusCode())
                        .as(name + " at " + change)
                        .isEqualTo(403);
        }
        assertThat(roles.get(tenant.admin(), custom).name().name()).isEqualTo("Auditor");
    }

    @Test
    @DisplayName("ROL-1 another organization's role, or none, is not there; predefined ones are not edited")
    void foreign() {
        var tenant = house.tenant("Northwind");
        var foreign = house.tenant("Contoso");
        var theirs = roles.create(foreign.admin(), new RoleForm("Theirs", "", Set.of("audit:read")));
        var admin = signedIn(tenant.adminEmail());
        var list = "/o/" + tenant.slug() + "/roles";
        for (var id : List.of(theirs.toString(), UUID.randomUUID().toString(), "nonsense")) {
            for (var end : List.of("", "/edit", "/removal"))
                assertThat(admin.get(list + "/" + id + end).statusCode())
                        .as(id + end)
                        .isEqualTo(404);
            for (var end : List.of("", "/removal"))
                assertThat(admin.submit(list, list + "/" + id + end, "name", "Mine", "permission", "hubs:view")
                                .statusCode())
                        .as(id + end)
                        .isEqualTo(404);
            assertThat(admin.get(list + "/new?copy=" + id).statusCode()).isEqualTo(404);
        }
        var fixed = list + "/" + predefined(tenant, PredefinedRole.HUB_ADMIN).id();
        assertThat(admin.get(fixed + "/edit").statusCode()).isEqualTo(409);
        assertThat(admin.submit(list, fixed, "name", "Mine", "permission", "hubs:view")
                        .statusCode())
                .isEqualTo(409);
        assertThat(admin.submit(list, fixed + "/removal").statusCode()).isEqualTo(409);
    }

    @Test
    @DisplayName("ROL-3 whoever edits roles finds the boxes of what they do not hold fixed, and those stay as they are")
    void fixedBoxes() {
        var tenant = house.tenant("Northwind");
        var editor = house.member(tenant, "Ed", "Itor", address(tenant, "ed"));
        give(
                tenant,
                editor,
                roles.create(tenant.admin(), new RoleForm("Role editor", "", Set.of("roles:edit", "usage:read"))));
        var strong = roles.create(tenant.admin(), new RoleForm("Strong", "", Set.of("audit:read", "hubs:manage")));
        var browser = signedIn(address(tenant, "ed"));
        var list = "/o/" + tenant.slug() + "/roles";

        assertThat(browser.get(list + "/" + strong + "/edit").body())
                .contains(
                        "You do not hold this in the whole organization yourself.",
                        "value=\"audit:read\" checked disabled");
        browser.submit(list, list + "/" + strong, "name", "Stronger", "permission", "usage:read");
        assertThat(roles.get(tenant.admin(), strong).permissions())
                .containsExactlyInAnyOrder(Permission.AUDIT_READ, Permission.HUBS_MANAGE, Permission.USAGE_READ);
        assertThat(browser.get(list + "/new?copy=" + strong).body())
                .contains("What you do not hold yourself was left out");
        assertThat(browser.submit(list, list, "name", "Mine", "permission", "audit:read")
                        .body())
                .contains("You may only put permissions into a role");
    }

    private Browser signedIn(String email) {
        var browser = new Browser(house);
        browser.signIn(email, House.PASSWORD);
        return browser;
    }

    private void with(Tenant tenant, String name, PredefinedRole role, ScopeId scope) {
        var actor = house.member(tenant, name, "Test", address(tenant, name));
        house.get(Grants.class)
                .give(tenant.admin(), Objects.requireNonNull(actor.subject()), house.gift(tenant, role, scope));
    }

    private void give(Tenant tenant, Actor holder, RoleId role) {
        house.get(Grants.class)
                .give(tenant.admin(), Objects.requireNonNull(holder.subject()), Gift.of(role, ScopeId.of(tenant.id())));
    }

    private Role predefined(Tenant tenant, PredefinedRole role) {
        return roles.all(tenant.admin()).stream()
                .filter(one -> one.is(role))
                .findFirst()
                .orElseThrow();
    }

    private static String address(Tenant tenant, String name) {
        return name.toLowerCase(Locale.ROOT) + "@" + tenant.slug() + ".example";
    }
}
