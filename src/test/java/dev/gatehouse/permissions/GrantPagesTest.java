package dev.gatehouse.permissions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.access.Grant;
import dev.gatehouse.access.Grants;
import dev.gatehouse.access.PredefinedRole;
import dev.gatehouse.platform.Actor;
import dev.gatehouse.platform.ScopeId;
import dev.gatehouse.teams.Teams;
import dev.gatehouse.testing.Browser;
import dev.gatehouse.testing.Ground;
import dev.gatehouse.testing.House;
import dev.gatehouse.testing.InHouse;
import dev.gatehouse.testing.Tenant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@InHouse
class GrantPagesTest {

    private final House house;
    private final Ground ground;
    private final Grants grants;

    GrantPagesTest(House house) {
        this.house = house;
        this.ground = new Ground(house);
        this.grants = house.get(Grants.class);
    }

    @Test
    @DisplayName("ROL-2 a role is given from the member's page, until the end of a day, and leads back with a note")
    void give() {
        var tenant = house.tenant("Give");
        var lena = house.member(tenant, "Lena", "Fischer", "lena@give.example");
        var north = ground.hub(tenant, "North");
        var admin = browser(tenant.adminEmail());
        var pane = "/o/" + tenant.slug() + "/grants/new?member=" + lena.member();
        var day = LocalDate.ofInstant(house.clock().instant(), ZoneOffset.UTC).plusDays(3);

        assertThat(admin.get(pane).body()).contains("To Lena Fischer", "North", "Hub viewer");
        var given = admin.submit(
                pane,
                "/o/" + tenant.slug() + "/grants",
                "member",
                Ground.id(lena),
                "scope",
                north.toString(),
                "role",
                role(tenant, PredefinedRole.HUB_VIEWER),
                "until",
                day.toString());

        assertThat(Browser.location(given)).endsWith("/members/" + lena.member());
        assertThat(admin.get("/o/" + tenant.slug() + "/members/" + lena.member())
                        .body())
                .contains("Lena Fischer has the role Hub viewer now.", "given by Amara Okafor");
        assertThat(held(tenant, lena, "hub_viewer").expiresAt())
                .isEqualTo(day.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant());
    }

    @Test
    @DisplayName("ROL-2 what is missing or wrong stands at its field, and nothing is lost")
    void wrong() {
        var tenant = house.tenant("Wrong");
        var lena = house.member(tenant, "Lena", "Fischer", "lena@wrong.example");
        var north = ground.hub(tenant, "North");
        var admin = browser(tenant.adminEmail());
        var whole = ScopeId.of(tenant.id()).toString();

        assertThat(post(admin, tenant, "member", Ground.id(lena), "scope", whole))
                .contains("Choose a role.");
        assertThat(post(admin, tenant, "scope", north.toString(), "role", role(tenant, PredefinedRole.HUB_VIEWER)))
                .contains("Choose a member or a team.");
        assertThat(post(
                        admin,
                        tenant,
                        "member",
                        Ground.id(lena),
                        "scope",
                        whole,
                        "role",
                        role(tenant, PredefinedRole.MEMBER),
                        "until",
                        "2020-01-01"))
                .contains("Choose a moment in the future")
                .contains("value=\"2020-01-01\"");
        assertThat(post(
                        admin,
                        tenant,
                        "member",
                        Ground.id(lena),
                        "scope",
                        whole,
                        "role",
                        role(tenant, PredefinedRole.MEMBER),
                        "until",
                        "tomorrow"))
                .contains("Enter a day such as");
        assertThat(post(
                        admin,
                        tenant,
                        "member",
                        Ground.id(lena),
                        "scope",
                        north.toString(),
                        "role",
                        role(tenant, PredefinedRole.MEMBER)))
                .contains("This role is not meant for such a place.");
    }

    @Test
    @DisplayName("ROL-3 a hub admin is offered their hub alone; members see no buttons, and the routes refuse")
    void onlyTheirPart() {
        var tenant = house.tenant("Part");
        var jonas = house.member(tenant, "Jonas", "Lindqvist", "jonas@part.example");
        var lena = house.member(tenant, "Lena", "Fischer", "lena@part.example");
        var north = ground.hub(tenant, "North");
        var south = ground.hub(tenant, "South");
        grants.give(
                tenant.admin(),
                Objects.requireNonNull(jonas.subject()),
                house.gift(tenant, PredefinedRole.HUB_ADMIN, north));
        var hubAdmin = browser("jonas@part.example");
        var member = browser("lena@part.example");
        var at = "/o/" + tenant.slug();

        assertThat(hubAdmin.get(at + "/grants/new?member=" + lena.member()).body())
                .contains("North")
                .doesNotContain("South", "Whole organization");
        assertThat(hubAdmin.get(at + "/grants/new?scope=" + south).statusCode()).isEqualTo(403);
        assertThat(hubAdmin.get(at + "/places?find=").body()).doesNotContain("South");
        assertThat(post(
                        hubAdmin,
                        tenant,
                        "member",
                        Ground.id(lena),
                        "scope",
                        south.toString(),
                        "role",
                        role(tenant, PredefinedRole.HUB_VIEWER)))
                .contains("You may only give and take roles");
        assertThat(hubAdmin.get(at + "/members/" + lena.member()).body())
                .contains("Give a role")
                .doesNotContain("/grants/" + held(tenant, lena, "member").id() + "/removal");

        assertThat(member.get(at + "/members/" + jonas.member()).body())
                .contains("Hub admin")
                .doesNotContain("Give a role", "/removal");
        assertThat(member.get(at + "/grants/new?member=" + jonas.member()).statusCode())
                .isEqualTo(403);
        assertThat(member.get(at + "/grants/" + held(tenant, jonas, "hub_admin").id() + "/removal")
                        .statusCode())
                .isEqualTo(403);
        var refused = member.submit(
                at + "/members",
                at + "/grants/" + held(tenant, jonas, "hub_admin").id() + "/removal");
        assertThat(refused.statusCode()).isEqualTo(409);
        assertThat(held(tenant, jonas, "hub_admin").ended()).isFalse();
    }

    @Test
    @DisplayName("ROL-2 taking a role asks first, names person, role and place, and comes back to where one was")
    void take() {
        var tenant = house.tenant("Take");
        var lena = house.member(tenant, "Lena", "Fischer", "lena@take.example");
        var launch = house.get(Teams.class)
                .create(tenant.admin(), "Launch", false, List.of(Objects.requireNonNull(lena.member())));
        var north = ground.hub(tenant, "North");
        grants.give(tenant.admin(), launch.subject(), house.gift(tenant, PredefinedRole.HUB_VIEWER, north));
        var grant = grants.ofHolder(tenant.admin(), launch.subject()).getFirst();
        var admin = browser(tenant.adminEmail());
        var removal = "/o/" + tenant.slug() + "/grants/" + grant.id() + "/removal";

        assertThat(admin.get(removal).body())
                .contains("Take the role Hub viewer from Launch?", "In the hub North", "the 1 member of the team");
        var taken = admin.submit(removal, removal, "back", "https://elsewhere.example/");
        assertThat(Browser.location(taken)).endsWith("/teams/" + launch);
        assertThat(grants.ofHolder(tenant.admin(), launch.subject())).isEmpty();
        assertThat(admin.get(removal).statusCode()).isEqualTo(404);
    }

    @Test
    @DisplayName("ROL-2 members and teams are found by name for a place, and given a role there")
    void holders() {
        var tenant = house.tenant("Holders");
        var lena = house.member(tenant, "Lena", "Fischer", "lena@holders.example");
        house.get(Teams.class).create(tenant.admin(), "Launch", false, List.of());
        var north = ground.hub(tenant, "North");
        var admin = browser(tenant.adminEmail());

        assertThat(admin.get("/o/" + tenant.slug() + "/holders?find=laun").body())
                .contains("Launch")
                .doesNotContain("Lena");
        assertThat(admin.get("/o/" + tenant.slug() + "/holders?find=fischer").body())
                .contains("Lena Fischer")
                .doesNotContain("Launch");
        post(
                admin,
                tenant,
                "scope",
                north.toString(),
                "holder",
                "member:" + lena.member(),
                "role",
                role(tenant, PredefinedRole.HUB_VIEWER));
        assertThat(held(tenant, lena, "hub_viewer").place().name()).isEqualTo("North");
    }

    @Test
    @DisplayName("ROL-2 with more than thirty places one searches, and what is chosen stays")
    void manyPlaces() {
        var tenant = house.tenant("Many");
        var lena = house.member(tenant, "Lena", "Fischer", "lena@many.example");
        var first = ground.hub(tenant, "Hub 00");
        for (var i = 1; i < 32; i++) ground.hub(tenant, "Hub %02d".formatted(i));
        ground.repository(tenant, first, "Needle");
        var admin = browser(tenant.adminEmail());

        assertThat(admin.get("/o/" + tenant.slug() + "/grants/new?member=" + lena.member())
                        .body())
                .contains("Search hubs and repositories")
                .doesNotContain("<select");
        assertThat(admin.get("/o/" + tenant.slug() + "/places?find=needle&scope=" + first)
                        .body())
                .contains("Needle")
                .contains("value=\"" + first + "\" checked")
                .doesNotContain("Hub 07");
    }

    @Test
    @DisplayName("TEA-6 a member is put into teams and taken out on their page, which says what they lose")
    void teams() {
        var tenant = house.tenant("Teams");
        var lena = house.member(tenant, "Lena", "Fischer", "lena@teams.example");
        var newcomers = house.get(Teams.class).create(tenant.admin(), "Newcomers", true, List.of());
        var at = "/o/" + tenant.slug() + "/members/" + lena.member();
        var admin = browser(tenant.adminEmail());
        var member = browser("lena@teams.example");

        assertThat(admin.submit(at + "/teams/new", at + "/teams").body()).contains("Choose at least one team.");
        admin.submit(at + "/teams/new", at + "/teams", "team", newcomers.toString());
        assertThat(admin.get(at).body()).contains("Newcomers", "Lena Fischer is in 1 more team now.");
        assertThat(admin.get(at + "/teams/" + newcomers + "/removal").body())
                .contains("Take Lena Fischer out of Newcomers?", "It is an onboarding team.");
        assertThat(member.get(at).body())
                .contains("Newcomers")
                .doesNotContain("/teams/" + newcomers + "/removal", "Add to teams");
        assertThat(member.get(at + "/teams/" + newcomers + "/removal").statusCode())
                .isEqualTo(403);
        admin.submit(at, at + "/teams/" + newcomers + "/removal");
        assertThat(admin.get(at).body()).contains("In no team.");
    }

    private String post(Browser browser, Tenant tenant, String... fields) {
        return browser.submit("/o/" + tenant.slug() + "/members", "/o/" + tenant.slug() + "/grants", fields)
                .body();
    }

    private Browser browser(String email) {
        var browser = new Browser(house);
        browser.signIn(email, House.PASSWORD);
        return browser;
    }

    private String role(Tenant tenant, PredefinedRole role) {
        return house.gift(tenant, role, ScopeId.of(tenant.id())).role().toString();
    }

    private Grant held(Tenant tenant, Actor holder, String role) {
        return grants.ofHolder(tenant.admin(), Objects.requireNonNull(holder.subject())).stream()
                .filter(grant -> role.equals(grant.roleName().predefined()))
                .findFirst()
                .orElseThrow();
    }
}
