package dev.gatehouse.bulk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.access.Gift;
import dev.gatehouse.access.Grants;
import dev.gatehouse.access.PredefinedRole;
import dev.gatehouse.platform.MemberId;
import dev.gatehouse.platform.ScopeId;
import dev.gatehouse.platform.TeamId;
import dev.gatehouse.teams.Teams;
import dev.gatehouse.testing.Browser;
import dev.gatehouse.testing.House;
import dev.gatehouse.testing.InHouse;
import dev.gatehouse.testing.Tenant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@InHouse
class BulkPagesTest {

    private final House house;

    BulkPagesTest(House house) {
        this.house = house;
    }

    @Test
    @DisplayName(
            "MEM-4 without JavaScript the bar's buttons open pages whose forms do it, and the toast leads to the report")
    void selection() {
        var tenant = house.tenant("Northwind");
        var lena = person(tenant, "Lena", "Fischer", "lena-page@example.com");
        var launch = team(tenant, "Launch");
        var admin = signedIn(tenant.adminEmail());

        var dialog = admin.get(here(tenant) + "/bulk/new/team-joining?member=" + lena);
        assertThat(dialog.body()).contains("Add Lena Fischer to teams", "Launch");
        var done = admin.submit(
                here(tenant) + "/bulk/new/team-joining?member=" + lena,
                here(tenant) + "/bulk/new/team-joining",
                "member",
                lena,
                "into",
                launch.toString(),
                "matching",
                "?sort=name");

        assertThat(Browser.location(done)).endsWith("/members?sort=name");
        assertThat(admin.get(here(tenant) + "/members").body()).contains("1 member added to Launch.");
        var report = admin.get(here(tenant) + "/bulk").body();
        assertThat(report).contains("Add 1 member to teams", "1 done, 0 left out");
    }

    @Test
    @DisplayName("MEM-4 a wrong name comes back with its sentence and what was typed; no team ticked says so")
    void wrong() {
        var tenant = house.tenant("Northwind");
        var lena = person(tenant, "Lena", "Fischer", "lena-wrong@example.com");
        team(tenant, "Launch");
        var admin = signedIn(tenant.adminEmail());
        var page = here(tenant) + "/bulk/new/team-creation?member=" + lena;

        var taken = admin.submit(page, here(tenant) + "/bulk/new/team-creation", "member", lena, "name", "launch");
        assertThat(taken.body()).contains("There is a team called launch already", "value=\"launch\"");
        var none = admin.submit(page, here(tenant) + "/bulk/new/team-joining", "member", lena);
        assertThat(none.body()).contains("Tick at least one team.");
    }

    @Test
    @DisplayName("MEM-4 a report shows who was left out and why, as a page and as a file that no spreadsheet runs")
    void report() {
        var tenant = house.tenant("Northwind");
        var lena = person(tenant, "=Lena", "Fischer", "lena-report@example.com");
        var own = Objects.requireNonNull(tenant.admin().member()).toString();
        var job = house.get(Bulk.class)
                .start(
                        tenant.admin(),
                        BulkRequest.of(BulkAction.DEACTIVATION, List.of(MemberId.parse(lena), MemberId.parse(own))));
        var admin = signedIn(tenant.adminEmail());

        assertThat(admin.get(here(tenant) + "/bulk/" + job.id()).body())
                .contains("1 member was left out", "That is you", "Amara Okafor", "Complete");
        var csv = admin.get(here(tenant) + "/bulk/" + job.id() + ".csv");
        assertThat(csv.headers().firstValue("Content-Type").orElse("")).startsWith("text/csv");
        assertThat(csv.body())
                .contains("number,id,name,email,result,reason,sentence")
                .contains("'=Lena Fischer,lena-report@example.com,done,,")
                .contains("left_out,self,That is you");
    }

    @Test
    @DisplayName("MEM-4 a job that runs has a progress bar, is found again from the members list, and can be cancelled")
    void progress() {
        var tenant = house.tenant("Northwind");
        house.asOwner().sql("""
                with subject as (
                     insert into permission_subject (organization_id) select :organization from generate_series(1, 150) returning id)
                insert into member (organization_id, subject_id, status, email, created_at, status_changed_at)
                select :organization, id, 'CREATED', id || '@example.com', now(), now() from subject
                """).param("organization", tenant.id().value()).update();
        var launch = team(tenant, "Launch");
        var admin = signedIn(tenant.adminEmail());
        var dialog = here(tenant) + "/bulk/new/team-joining?all=true&matching=%3Fstatus%3Dcreated%26sort%3Dname";
        assertThat(admin.get(dialog).body()).contains("Add 150 members to teams");

        var started = admin.submit(
                dialog,
                here(tenant) + "/bulk/new/team-joining",
                "all",
                "true",
                "matching",
                "?status=created&sort=name",
                "into",
                launch.toString());

        var page = Browser.location(started);
        assertThat(page).contains("/bulk/");
        var report = page.substring(page.indexOf("/o/"));
        assertThat(admin.get(report).body()).contains("<progress max=\"150\" value=\"0\"", "every 1s", "0 of 150");
        assertThat(admin.get(here(tenant) + "/bulk/running").body()).contains(report);
        admin.submit(report, report + "/cancellation");
        assertThat(admin.get(report).body())
                .contains("Cancelled", "Not reached")
                .doesNotContain("every 1s");
        assertThat(admin.get(here(tenant) + "/bulk/running").body()).doesNotContain(report);
    }

    @Test
    @DisplayName("MEM-4 ROL-3 members without rights see no boxes, and every address refuses them")
    void forbidden() {
        var tenant = house.tenant("Northwind");
        var lena = person(tenant, "Lena", "Fischer", "lena-none@example.com");
        var member = signedIn("lena-none@example.com");

        assertThat(member.get(here(tenant) + "/members").body()).doesNotContain("data-select", "/bulk/");
        for (var action : BulkAction.values()) {
            var address = here(tenant) + "/bulk/new/" + action.address();
            assertThat(member.get(address + "?member=" + lena).statusCode()).isEqualTo(403);
            var token = member.token("/me");
            assertThat(member.post(address, Map.of("_csrf", token, "member", lena))
                            .statusCode())
                    .isEqualTo(403);
        }
        for (var path : List.of("/deactivation", "/activation")) {
            assertThat(member.get(here(tenant) + "/members/" + lena + path).statusCode())
                    .isEqualTo(403);
            assertThat(member.post(here(tenant) + "/members/" + lena + path, Map.of("_csrf", member.token("/me")))
                            .statusCode())
                    .isEqualTo(403);
        }
        assertThat(member.get(here(tenant) + "/bulk/" + UUID.randomUUID()).statusCode())
                .isEqualTo(404);
        assertThat(member.get(here(tenant) + "/bulk/x").statusCode()).isEqualTo(404);
        assertThat(member.get(here(tenant) + "/bulk/new/nonsense").statusCode()).isEqualTo(404);
    }

    @Test
    @DisplayName("TEA-3 a hub admin is offered teams alone, and only those that they made")
    void hubAdmin() {
        var tenant = house.tenant("Northwind");
        var hanna = house.member(tenant, "Hanna", "Hub", "hanna@example.com");
        var role = house.gift(tenant, PredefinedRole.HUB_ADMIN, ScopeId.of(tenant.id()))
                .role();
        var hub = house.asOwner()
                .sql(
                        "insert into scope (organization_id, id, kind, parent_id, path) select :o, id, 'hub', :o, array[id, :o] from (select uuidv7() as id) made returning id")
                .param("o", tenant.id().value())
                .query(UUID.class)
                .single();
        house.asOwner()
                .sql("insert into hub (organization_id, id, name, created_at) values (:o, :hub, 'Retail', now())")
                .param("o", tenant.id().value())
                .param("hub", hub)
                .update();
        house.get(Grants.class)
                .give(tenant.admin(), Objects.requireNonNull(hanna.subject()), Gift.of(role, new ScopeId(hub)));
        team(tenant, "Launch");
        house.get(Teams.class).create(hanna, "Hanna's own", false, List.of());
        var browser = signedIn("hanna@example.com");
        var own = Objects.requireNonNull(hanna.member());

        assertThat(browser.get(here(tenant) + "/members").body())
                .contains("bulk/new/team-joining", "bulk/new/team-creation")
                .doesNotContain("bulk/new/removal", "bulk/new/deactivation", "bulk/new/invitation");
        assertThat(browser.get(here(tenant) + "/bulk/new/team-joining?member=" + own)
                        .body())
                .contains("Hanna's own")
                .doesNotContain("Launch");
    }

    private Browser signedIn(String email) {
        var browser = new Browser(house);
        browser.signIn(email, House.PASSWORD);
        return browser;
    }

    private String person(Tenant tenant, String first, String last, String email) {
        return Objects.requireNonNull(house.member(tenant, first, last, email).member())
                .toString();
    }

    private TeamId team(Tenant tenant, String name) {
        return house.get(Teams.class).create(tenant.admin(), name, false, List.of());
    }

    private static String here(Tenant tenant) {
        return "/o/" + tenant.slug();
    }
}
