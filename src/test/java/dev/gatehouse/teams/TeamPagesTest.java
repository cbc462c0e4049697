package dev.gatehouse.teams;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.access.Grants;
import dev.gatehouse.access.PredefinedRole;
import dev.gatehouse.platform.Actor;
import dev.gatehouse.platform.MemberId;
import dev.gatehouse.platform.ScopeId;
import dev.gatehouse.platform.SubjectId;
import dev.gatehouse.testing.Browser;
import dev.gatehouse.testing.House;
import dev.gatehouse.testing.InHouse;
import dev.gatehouse.testing.Tenant;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@InHouse
class TeamPagesTest {

    private final House house;
    private final Teams teams;
    private final TeamList list;

    TeamPagesTest(House house) {
        this.house = house;
        this.teams = house.get(Teams.class);
        this.list = house.get(TeamList.class);
    }

    @Test
    @DisplayName("TEA-1 the list pages by name and key, forth and back, without leaving out or showing anything twice")
    void pages() {
        var tenant = house.tenant("Northwind");
        fill(tenant, 120);

        var seen = new ArrayList<String>();
        var page = list.page(tenant.admin(), TeamListQuery.of(Map.of()));
        assertThat(page.previous()).isNull();
        assertThat(page.matches()).isEqualTo(120);
        var pages = new ArrayList<TeamsView>();
        for (var next = page; ; next = list.page(tenant.admin(), asked(Objects.requireNonNull(next.next())))) {
            pages.add(next);
            next.rows().forEach(row -> seen.add(row.team().name()));
            if (next.next() == null) break;
        }
        assertThat(seen).hasSize(120).doesNotHaveDuplicates().isSorted();
        var back = list.page(
                tenant.admin(), asked(Objects.requireNonNull(pages.get(2).previous())));
        assertThat(back.rows()).isEqualTo(pages.get(1).rows());
        var first = list.page(tenant.admin(), asked(Objects.requireNonNull(back.previous())));
        assertThat(first.rows()).isEqualTo(page.rows());
        assertThat(first.previous()).isNull();
        assertThat(list.page(tenant.admin(), TeamListQuery.of(Map.of("after", "nonsense")))
                        .rows())
                .isEqualTo(page.rows());
    }

    @Test
    @DisplayName("TEA-1 TEA-3 the search finds parts of words in any case and script, and filters narrow it")
    void search() {
        var tenant = house.tenant("Northwind");
        var hubAdmin = admin(tenant, PredefinedRole.COMMUNITY_ADMIN, "search");
        for (var name : List.of("Bäckerei Süd", "Marketing Écriture", "100 % Remote", "Under_score", "営業チーム"))
            teams.create(tenant.admin(), name, false, List.of());
        teams.create(hubAdmin, "Marketing Nord", false, List.of());
        teams.create(tenant.admin(), "Neue Leute", true, List.of());

        assertThat(names(tenant.admin(), "q", "CKER sud")).containsExactly("Bäckerei Süd");
        assertThat(names(tenant.admin(), "q", "ecri")).containsExactly("Marketing Écriture");
        assertThat(names(tenant.admin(), "q", "%")).containsExactly("100 % Remote");
        assertThat(names(tenant.admin(), "q", "_")).containsExactly("Under_score");
        assertThat(names(tenant.admin(), "q", "\\")).isEmpty();
        assertThat(names(tenant.admin(), "q", "業チ")).containsExactly("営業チーム");
        assertThat(names(hubAdmin, "by", "me")).containsExactly("Marketing Nord");
        assertThat(names(hubAdmin, "by", "me", "q", "ecri")).isEmpty();
        assertThat(names(hubAdmin, "kind", "onboarding")).containsExactly("Neue Leute");
    }

    @Test
    @DisplayName("TEA-1 a row says how many members a team has and the highest of what it gives now")
    void rows() {
        var tenant = house.tenant("Northwind");
        var lena = house.member(tenant, "Lena", "Fischer", "lena@rows.example");
        var team = teams.create(tenant.admin(), "Editors", false, List.of(id(lena)));
        var grants = house.get(Grants.class);
        var everywhere = ScopeId.of(tenant.id());
        for (var role :
                List.of(PredefinedRole.HUB_VIEWER, PredefinedRole.COMMUNITY_ADMIN, PredefinedRole.REPOSITORY_VIEWER))
            grants.give(tenant.admin(), team.subject(), house.gift(tenant, role, everywhere));

        var row = list.page(lena, TeamListQuery.of(Map.of())).rows().getFirst();

        assertThat(row.team().members()).isEqualTo(1);
        assertThat(row.maker()).isEqualTo("Amara Okafor");
        assertThat(row.gives()).satisfies(gives -> {
            assertThat(Objects.requireNonNull(gives).role().predefined()).isEqualTo("community_admin");
            assertThat(gives.more()).isEqualTo(2);
        });
    }

    @Test
    @DisplayName("TEA-1 the list of ten thousand teams stays quick, searched and at its end")
    void tenThousand() {
        var tenant = house.tenant("Northwind");
        fill(tenant, 10_000);
        for (var asked : List.of(Map.<String, String>of(), Map.of("q", "eam 9"), Map.of("by", "me"))) {
            var best = Long.MAX_VALUE;
            for (var i = 0; i < 12; i++) {
                var start = System.nanoTime();
                assertThat(list.page(tenant.admin(), TeamListQuery.of(asked)).rows())
                        .isNotNull();
                best = Math.min(best, System.nanoTime() - start);
            }
            assertThat(best / 1_000_000).as("milliseconds for %s", asked).isLessThan(100);
        }
    }

    @Test
    @DisplayName("TEA-1 an admin makes a team over the page, is told, and is led on to configure it")
    void createPage() {
        var tenant = house.tenant("Northwind");
        var lena = house.member(tenant, "Lena", "Fischer", "lena@create.example");
        var admin = signedIn(tenant.adminEmail());
        var home = "/o/" + tenant.slug() + "/teams";

        var blank = admin.get(home + "/new?member=" + id(lena) + "&member=" + id(lena))
                .body();
        assertThat(blank)
                .contains("Lena Fischer")
                .contains("name=\"onboarding\"")
                .containsOnlyOnce("value=\"" + id(lena) + "\"");
        var wrong = post(admin, home, "name", " ", "add", id(lena).toString(), "onboarding", "yes");
        assertThat(wrong.body())
                .contains("Give the team a name.")
                .contains("Lena Fischer")
                .contains("checked");
        var made = post(admin, home, "name", "Café <b>", "add", id(lena).toString());
        assertThat(made.statusCode()).isEqualTo(303);
        assertThat(Browser.location(made)).isEqualTo(home);
        var page = admin.get(home).body();
        assertThat(page)
                .contains("Team created.")
                .contains("Configure")
                .contains("Café &lt;b>")
                .contains("?configure");
        assertThat(post(admin, home, "name", "CAFÉ <b>").body()).contains("Choose another name");
    }

    @Test
    @DisplayName("TEA-4 the pane offers only who is not in the team, and saves all at once")
    void editPage() {
        var tenant = house.tenant("Northwind");
        var lena = house.member(tenant, "Lena", "Fischer", "lena@edit.example");
        var mei = house.member(tenant, "Mei", "Fischer", "mei@edit.example");
        var team = teams.create(tenant.admin(), "Editors", false, List.of(id(lena)));
        var admin = signedIn(tenant.adminEmail());
        var address = "/o/" + tenant.slug() + "/teams/" + team;

        assertThat(admin.get(address + "/candidates?q=fisch").body())
                .contains("Mei Fischer")
                .doesNotContain("Lena");
        assertThat(admin.get(address + "/edit?q=fisch").body())
                .contains("Mei Fischer")
                .contains("Lena Fischer");
        assertThat(admin.get(address + "/people?q=mei&remove=" + id(lena)).body())
                .contains("Lena Fischer")
                .contains("checked")
                .doesNotContain("Mei");
        var wrong = post(
                admin,
                address,
                "name",
                "",
                "add",
                id(mei).toString(),
                "remove",
                id(lena).toString(),
                "onboarding",
                "yes");
        assertThat(wrong.body()).contains("Give the team a name.").contains("Mei Fischer");
        assertThat(teams.get(tenant.admin(), team).members()).isEqualTo(1);

        var saved = post(
                admin,
                address,
                "name",
                "Writers",
                "add",
                id(mei).toString(),
                "remove",
                id(lena).toString(),
                "onboarding",
                "yes");
        assertThat(Browser.location(saved)).isEqualTo(address);
        var page = admin.get(address).body();
        assertThat(page)
                .contains("Writers is saved.")
                .contains("Onboarding team")
                .contains("mei@edit.example")
                .doesNotContain("lena@edit.example");
        assertThat(admin.get(address + "/edit").body()).contains("does not come back into it by themselves");
    }

    @Test
    @DisplayName("TEA-6 the dialog says that only the team goes, how many members stay, and which roles they lose")
    void deletePage() {
        var tenant = house.tenant("Northwind");
        var lena = house.member(tenant, "Lena", "Fischer", "lena@delete.example");
        var team = teams.create(tenant.admin(), "Editors", true, List.of(id(lena)));
        house.get(Grants.class)
                .give(
                        tenant.admin(),
                        team.subject(),
                        house.gift(tenant, PredefinedRole.COMMUNITY_ADMIN, ScopeId.of(tenant.id())));
        var admin = signedIn(tenant.adminEmail());
        var address = "/o/" + tenant.slug() + "/teams/" + team;

        var dialog = admin.get(address + "/deletion").body();
        assertThat(dialog)
                .contains("Only the team goes. Its 1 member stays in the organization")
                .contains("Community admin")
                .contains("New people will not join it any more.");
        assertThat(Browser.location(post(admin, address + "/deletion"))).isEqualTo("/o/" + tenant.slug() + "/teams");
        assertThat(admin.get("/o/" + tenant.slug() + "/teams").body())
                .contains("Editors is deleted")
                .contains("No teams yet");
        assertThat(admin.get(address).statusCode()).isEqualTo(404);
    }

    @Test
    @DisplayName("MEM-5 TEA-6 a team that holds the last admin stays, and the dialog says why")
    void lastAdminPage() {
        var tenant = house.tenant("Northwind");
        var team = teams.create(tenant.admin(), "Admins", false, List.of(id(tenant.admin())));
        var grants = house.get(Grants.class);
        grants.give(
                tenant.admin(),
                team.subject(),
                house.gift(tenant, PredefinedRole.ORGANIZATION_ADMIN, ScopeId.of(tenant.id())));
        grants.take(
                tenant.admin(),
                grants.ofHolder(tenant.admin(), subject(tenant.admin()))
                        .getFirst()
                        .id());
        var admin = signedIn(tenant.adminEmail());
        var address = "/o/" + tenant.slug() + "/teams/" + team;

        assertThat(post(admin, address + "/deletion").body()).contains("Nobody would be an organization admin");
        assertThat(post(
                                admin,
                                address,
                                "name",
                                "Admins",
                                "remove",
                                id(tenant.admin()).toString())
                        .body())
                .contains("Nobody would be an organization admin");
    }

    @Test
    @DisplayName("MEM-2 TEA-3 members see teams and who is in them, but no button, and every change is refused")
    void membersOnlySee() {
        var tenant = house.tenant("Northwind");
        house.member(tenant, "Lena", "Fischer", "lena@sees.example");
        var team = teams.create(tenant.admin(), "Editors", false, List.of());
        var lena = signedIn("lena@sees.example");
        var home = "/o/" + tenant.slug() + "/teams";

        assertThat(lena.get(home).body())
                .contains("Editors")
                .doesNotContain(home + "/new")
                .doesNotContain("/edit")
                .doesNotContain("/deletion")
                .doesNotContain("grants/new");
        assertThat(lena.get(home + "/" + team).body())
                .contains("Editors")
                .doesNotContain("/edit")
                .doesNotContain("/deletion")
                .doesNotContain("grants/new");
        for (var path : List.of(
                "/new",
                "/" + team + "/edit",
                "/" + team + "/deletion",
                "/" + team + "/candidates?q=a",
                "/" + team + "/people"))
            assertThat(lena.get(home + path).statusCode()).as(path).isEqualTo(403);
        for (var path : List.of("", "/" + team, "/" + team + "/deletion"))
            assertThat(post(lena, home + path, "name", "Mine").statusCode())
                    .as(path)
                    .isEqualTo(403);
        assertThat(teams.get(tenant.admin(), team).name()).isEqualTo("Editors");
    }

    @Test
    @DisplayName("TEA-2 TEA-3 who may edit own teams only finds buttons at those alone, and no onboarding mark")
    void ownTeams() {
        var tenant = house.tenant("Northwind");
        var hugo = admin(tenant, PredefinedRole.COMMUNITY_ADMIN, "own");
        var team = teams.create(tenant.admin(), "Editors", true, List.of());
        teams.create(hugo, "Writers", false, List.of());
        var browser = signedIn("own@pages.example");
        var home = "/o/" + tenant.slug() + "/teams";

        assertThat(browser.get(home).body())
                .containsOnlyOnce("<span class=\"gh-tag\">Created by me")
                .contains(home + "/new");
        assertThat(browser.get(home + "/new").body()).doesNotContain("name=\"onboarding\"");
        assertThat(post(browser, home, "name", "New", "onboarding", "yes").statusCode())
                .isEqualTo(403);
        assertThat(browser.get(home + "/" + team + "/edit").body()).contains("Only organization admins change that");
        assertThat(post(browser, home + "/" + team, "name", "Editors").statusCode())
                .isEqualTo(403);
    }

    @Test
    @DisplayName("ORG-1 teams and members of another organization are answered like those that do not exist")
    void foreign() {
        var tenant = house.tenant("Northwind");
        var harbor = house.tenant("Harbor");
        var foreign = teams.create(harbor.admin(), "Harbor pilots", false, List.of(id(harbor.admin())));
        var own = teams.create(tenant.admin(), "Editors", false, List.of());
        var admin = signedIn(tenant.adminEmail());
        var home = "/o/" + tenant.slug() + "/teams/";

        for (var id : List.of(foreign.toString(), UUID.randomUUID().toString(), "nonsense")) {
            for (var path : List.of("", "/edit", "/people", "/candidates", "/deletion"))
                assertThat(admin.get(home + id + path).statusCode()).as(path).isEqualTo(404);
            for (var path : List.of("", "/deletion"))
                assertThat(post(admin, home + id + path, "name", "X").statusCode())
                        .as(path)
                        .isEqualTo(404);
        }
        assertThat(admin.get(home + "new?member=" + id(harbor.admin())).body()).doesNotContain(harbor.adminEmail());
        assertThat(post(
                                admin,
                                home + own,
                                "name",
                                "Editors",
                                "add",
                                id(harbor.admin()).toString())
                        .body())
                .contains("no longer a member")
                .doesNotContain(harbor.adminEmail());
        assertThat(admin.get("/o/" + harbor.slug() + "/teams").statusCode()).isEqualTo(404);
        assertThat(teams.get(harbor.admin(), foreign).name()).isEqualTo("Harbor pilots");
    }

    private Actor admin(Tenant tenant, PredefinedRole role, String name) {
        var actor = house.member(tenant, "Hugo", "Stern", name + "@pages.example");
        house.get(Grants.class).give(tenant.admin(), subject(actor), house.gift(tenant, role, ScopeId.of(tenant.id())));
        return actor;
    }

    private Browser signedIn(String email) {
        var browser = new Browser(house);
        browser.signIn(email, House.PASSWORD);
        return browser;
    }

    /** The token is the session's: any page of the console has it. */
    private static HttpResponse<String> post(Browser browser, String action, String... fields) {
        var form = new LinkedHashMap<String, String>();
        form.put("_csrf", browser.token("/me"));
        for (var i = 0; i < fields.length; i += 2) form.put(fields[i], fields[i + 1]);
        return browser.post(action, form);
    }

    private List<String> names(Actor actor, String... asked) {
        var parameters = new LinkedHashMap<String, String>();
        for (var i = 0; i < asked.length; i += 2) parameters.put(asked[i], asked[i + 1]);
        return list.page(actor, TeamListQuery.of(parameters)).rows().stream()
                .map(row -> row.team().name())
                .toList();
    }

    private static TeamListQuery asked(String address) {
        var key = Pattern.compile("(after|before)=([^&]+)").matcher(address);
        assertThat(key.find()).isTrue();
        return TeamListQuery.of(Map.of(key.group(1), key.group(2)));
    }

    private void fill(Tenant tenant, int howMany) {
        house.asOwner()
                .sql("""
                with subject as (
                     insert into permission_subject (organization_id, active, kind)
                     select :organization, true, 'team' from generate_series(1, :howMany) returning id)
                insert into team (organization_id, id, name, created_by, created_at)
                select :organization, id, 'Team ' || lpad((row_number() over (order by id))::text, 5, '0'), :by, '2026-01-01' from subject
                """)
                .param("organization", tenant.id().value())
                .param("by", id(tenant.admin()).value())
                .param("howMany", howMany)
                .update();
    }

    private static MemberId id(Actor actor) {
        return Objects.requireNonNull(actor.member());
    }

    private static SubjectId subject(Actor actor) {
        return Objects.requireNonNull(actor.subject());
    }
}
