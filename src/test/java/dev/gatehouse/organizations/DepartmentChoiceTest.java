package dev.gatehouse.organizations;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.testing.Browser;
import dev.gatehouse.testing.House;
import dev.gatehouse.testing.InHouse;
import dev.gatehouse.testing.Tenant;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Forms that choose a department of ten thousand, as browsers ask for them. */
@InHouse
class DepartmentChoiceTest {

    private static final int PAGE = 100_000;

    private static final Pattern CHOICES =
            Pattern.compile("type=\"radio\" name=\"department\" value=\"[0-9a-f-]{36}\"");

    private final House house;

    DepartmentChoiceTest(House house) {
        this.house = house;
    }

    @Test
    @DisplayName(
            "CRE-9 with ten thousand departments every form that chooses one weighs less than 100 KB before it is compressed")
    void weight() {
        var tenant = large("sign_up = 'anyone', sign_up_department_choice = true");
        var store = id(tenant, "Region 250 › Store 7");
        var lena = house.member(tenant, "Lena", "Fischer", "lena@" + tenant.slug() + ".example");
        house.asOwner()
                .sql("update member set department_id = :department where organization_id = :organization and id = :id")
                .param("department", store)
                .param("organization", tenant.id().value())
                .param("id", lena.member() == null ? null : lena.member().value())
                .update();
        var admin = signedIn(tenant);
        var home = "/o/" + tenant.slug();
        for (var page : List.of(
                "/members",
                "/members/new",
                "/members/" + lena.member() + "/edit",
                "/settings/new-people",
                "/settings/departments/new?parent=" + store,
                "/settings/departments/" + store + "/parent",
                "/settings/departments/" + store + "/removal",
                "/sign-up-links/new",
                "/sign-up")) {
            var answer = page.equals("/sign-up") ? new Browser(house).get(home + page) : admin.get(home + page);
            assertThat(answer.statusCode()).as(page).isEqualTo(200);
            assertThat(answer.body().getBytes(StandardCharsets.UTF_8).length)
                    .as(page)
                    .isLessThan(PAGE);
            if (!page.equals("/members") && !page.contains("/removal"))
                assertThat(answer.body()).as(page).contains("Region 001").doesNotContain("Region 100");
        }
        assertThat(admin.get(home + "/members/" + lena.member() + "/edit").body())
                .as("the chosen one stands in the form, though its branch is not open")
                .contains("value=\"" + store + "\" checked", "Region 250 › Store 7");
    }

    @Test
    @DisplayName(
            "CRE-9 branches are opened, gone on with and searched by all words of a path; what is chosen stays chosen")
    void branches() {
        var tenant = large("sign_up = 'off'");
        var admin = signedIn(tenant);
        var address = "/o/" + tenant.slug() + "/departments?field=department";
        var region = id(tenant, "Region 002");

        var top = admin.get(address).body();
        assertThat(choices(top)).isEqualTo(50);
        var rest = admin.get(address + "&after=" + after(top)).body();
        assertThat(rest).contains("Region 051").doesNotContain("Region 050", "-found");
        var below = admin.get(address + "&of=" + region).body();
        assertThat(choices(below)).isEqualTo(39);
        assertThat(below).doesNotContain("<details", "hx-get");

        var store = id(tenant, "Region 250 › Store 7");
        var found = admin.get(address + "&department-find=" + coded("stòre 7 REGION 250"))
                .body();
        assertThat(choices(found))
                .as("17, 27 and 37 hold these words too, and come after")
                .isEqualTo(4);
        assertThat(found)
                .containsSubsequence(
                        "value=\"" + store + "\"",
                        "Region 250 › Store 7",
                        "Region 250 › Store 17",
                        "Region 250 › Store 37")
                .doesNotContain("checked");
        var kept = admin.get(address + "&department-find=" + coded("region 002") + "&department=" + store)
                .body();
        assertThat(choices(kept))
                .as("the region without its stores, and the chosen one")
                .isEqualTo(2);
        assertThat(kept).contains("value=\"" + store + "\" checked", "value=\"" + region + "\"");
        var many = admin.get(address + "&department-find=store").body();
        assertThat(choices(many)).isEqualTo(50);
        assertThat(choices(admin.get(address + "&department-find=store&after=" + after(many))
                        .body()))
                .isEqualTo(50);
        for (var odd : List.of("%", "_", "\\", "›", "zzz"))
            assertThat(choices(admin.get(address + "&department-find=" + coded(odd))
                            .body()))
                    .as(odd)
                    .isLessThanOrEqualTo(odd.equals("›") ? 50 : 0);
        assertThat(admin.get("/o/" + tenant.slug() + "/departments?field=password")
                        .statusCode())
                .isEqualTo(404);
        assertThat(new Browser(house).get(address).statusCode()).isNotEqualTo(200);
    }

    @Test
    @DisplayName(
            "CRE-9 CON-1 without scripts a name that one department has is taken, and of several one is chosen in the form that comes back")
    void withoutScripts() {
        var tenant = large("sign_up = 'anyone'");
        var admin = signedIn(tenant);
        var page = "/o/" + tenant.slug() + "/sign-up-links";

        var which = admin.submit(
                page + "/new", page, "department", "", "department-find", "Store 7", "department-found", "");
        assertThat(which.statusCode()).isEqualTo(422);
        assertThat(which.body())
                .contains("There are several of these. Choose one.", "value=\"Store 7\"", "Region 001 › Store 7");
        assertThat(choices(which.body())).isEqualTo(50);
        assertThat(which.body()).as("nothing is taken for granted").doesNotContain("checked");
        assertThat(admin.submit(page + "/new", page, "department-find", "Store 7", "department-found", "Store 7")
                        .statusCode())
                .as("sent again without a choice")
                .isEqualTo(422);
        assertThat(admin.submit(
                                page + "/new",
                                page,
                                "department",
                                "",
                                "department-find",
                                "nowhere",
                                "department-found",
                                "")
                        .body())
                .contains("No department has such a name.");
        assertThat(links(tenant)).isEmpty();

        var store = id(tenant, "Region 100 › Store 7");
        admin.submit(
                page + "/new",
                page,
                "department",
                store.toString(),
                "department-find",
                "Store 7",
                "department-found",
                "Store 7");
        admin.submit(page + "/new", page, "department", "", "department-find", "region 003", "department-found", "");
        admin.submit(
                page + "/new",
                page,
                "department",
                "",
                "department-find",
                "Region 004 › Store 9",
                "department-found",
                "");
        admin.submit(page + "/new", page, "department", "");
        assertThat(links(tenant)).containsExactly("Region 100 › Store 7", "Region 003", "Region 004 › Store 9", "");
    }

    @Test
    @DisplayName(
            "CRE-9 without scripts every form takes a department by its path: new people, creating, editing, moving, deleting, signing up")
    void everywhere() {
        var tenant = large("sign_up = 'anyone', sign_up_department_choice = true");
        var admin = signedIn(tenant);
        var home = "/o/" + tenant.slug();
        var path = "Region 007 › Store 5";

        admin.submit(
                home + "/settings/new-people",
                home + "/settings/new-people",
                "department-find",
                path,
                "department-found",
                "");
        assertThat(house.asOwner()
                        .sql("select default_department_id from organization_policy where organization_id = :id")
                        .param("id", tenant.id().value())
                        .query(UUID.class)
                        .single())
                .isEqualTo(id(tenant, path));

        var page = home + "/settings/departments";
        admin.submit(page + "/new", page, "name", "Kiosk", "parent-find", path, "parent-found", "");
        var kiosk = id(tenant, path + " › Kiosk");
        assertThat(admin.submit(
                                page + "/" + kiosk + "/parent",
                                page + "/" + kiosk + "/parent",
                                "parent-find",
                                "Store 6",
                                "parent-found",
                                "")
                        .body())
                .contains("There are several of these.");
        admin.submit(
                page + "/" + kiosk + "/parent",
                page + "/" + kiosk + "/parent",
                "parent-find",
                "Region 008",
                "parent-found",
                "");
        var region = id(tenant, "Region 008");
        assertThat(id(tenant, "Region 008 › Kiosk")).isEqualTo(kiosk);
        assertThat(admin.submit(
                                page + "/" + region + "/parent",
                                page + "/" + region + "/parent",
                                "parent",
                                kiosk.toString())
                        .body())
                .contains("Region 008 cannot lie in itself");
        assertThat(admin.submit(
                                page + "/" + region + "/removal",
                                page + "/" + region + "/removal",
                                "destination-find",
                                "Region 008 › Kiosk",
                                "destination-found",
                                "")
                        .body())
                .contains("Region 008 cannot lie in itself");
        var stores = id(tenant, "Region 009");
        admin.submit(page + "/" + kiosk + "/parent", page + "/" + kiosk + "/parent", "parent", "");
        assertThat(id(tenant, "Kiosk")).isEqualTo(kiosk);
        admin.submit(
                page + "/" + stores + "/removal",
                page + "/" + stores + "/removal",
                "destination-find",
                "Kiosk",
                "destination-found",
                "");
        assertThat(id(tenant, "Kiosk › Store 1")).isNotNull();

        var lena = house.member(tenant, "Lena", "Fischer", "lena@" + tenant.slug() + ".example");
        var edit = home + "/members/" + lena.member() + "/edit";
        assertThat(admin.submit(edit, edit, "department", "", "department-find", "Store 5", "department-found", "")
                        .body())
                .contains("There are several of these.");
        admin.submit(edit, edit, "department", "", "department-find", path, "department-found", "");
        assertThat(house.asOwner()
                        .sql("select department_id from member where organization_id = :organization and id = :id")
                        .param("organization", tenant.id().value())
                        .param(
                                "id",
                                lena.member() == null ? null : lena.member().value())
                        .query(UUID.class)
                        .single())
                .isEqualTo(id(tenant, path));
        assertThat(admin.submit(
                                home + "/members/new",
                                home + "/members/new",
                                "department-find",
                                "Store 5",
                                "department-found",
                                "")
                        .body())
                .contains("There are several of these.", "value=\"Store 5\"");
        assertThat(admin.submit(
                                home + "/members/new",
                                home + "/members/new",
                                "department-find",
                                path,
                                "department-found",
                                "")
                        .body())
                .contains("value=\"" + path + "\"")
                .doesNotContain("There are several of these.");

        var stranger = new Browser(house);
        assertThat(stranger.submit(
                                home + "/sign-up",
                                home + "/sign-up",
                                "way",
                                "email",
                                "email",
                                "mei@example.com",
                                "department-find",
                                "store 5",
                                "department-found",
                                "")
                        .body())
                .contains("There are several of these.", "value=\"mei@example.com\"");
    }

    @Test
    @DisplayName(
            "CRE-5 CRE-9 strangers open departments only where they choose theirs as they sign up, and only of that organization")
    void strangers() {
        var tenant = large("sign_up = 'anyone', sign_up_department_choice = true");
        var other = large("sign_up = 'anyone', sign_up_department_choice = false");
        var off = large("sign_up = 'off', sign_up_department_choice = true");
        var stranger = new Browser(house);
        var address = "/o/" + tenant.slug() + "/sign-up/departments";

        assertThat(choices(stranger.get(address + "?of=" + id(tenant, "Region 001"))
                        .body()))
                .isEqualTo(39);
        assertThat(choices(stranger.get(address + "?department-find=" + coded("region 250"))
                        .body()))
                .isEqualTo(1);
        assertThat(choices(
                        stranger.get(address + "?of=" + id(other, "Region 001")).body()))
                .isZero();
        assertThat(stranger.get(address + "?department=" + id(other, "Region 001"))
                        .body())
                .doesNotContain("checked");
        for (var closed : List.of(other, off)) {
            assertThat(stranger.get("/o/" + closed.slug() + "/sign-up/departments")
                            .statusCode())
                    .isEqualTo(404);
            assertThat(stranger.get("/o/" + closed.slug() + "/departments").body())
                    .doesNotContain("Region");
        }
        var admin = signedIn(tenant);
        var links = "/o/" + tenant.slug() + "/sign-up-links";
        admin.submit(links + "/new", links, "department-find", "Region 001", "department-found", "");
        var code = house.asOwner()
                .sql("select code from sign_up_link where organization_id = :id")
                .param("id", tenant.id().value())
                .query(String.class)
                .single();
        assertThat(stranger.get(address + "?link=" + code).statusCode())
                .as("a link leads into one department: there is nothing to choose")
                .isEqualTo(404);
        assertThat(signedIn(other).get("/o/" + tenant.slug() + "/departments").statusCode())
                .isEqualTo(404);
    }

    private static int choices(String body) {
        return (int) CHOICES.matcher(body).results().count();
    }

    private static String after(String body) {
        var key = Pattern.compile("after=([\\w-]+)").matcher(body);
        assertThat(key.find()).isTrue();
        return key.group(1);
    }

    private static String coded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private Browser signedIn(Tenant tenant) {
        var admin = new Browser(house);
        admin.signIn(tenant.adminEmail(), House.PASSWORD);
        return admin;
    }

    private Tenant large(String policy) {
        var tenant = house.tenant("Northwind");
        house.asOwner()
                .sql("""
                with top as (insert into department (organization_id, name, created_at)
                             select :organization, 'Region ' || lpad(n::text, 3, '0'), '2026-01-01' from generate_series(1, 250) n returning id, name),
                     next as (insert into department (organization_id, parent_id, name, created_at)
                             select :organization, t.id, 'Store ' || n, '2026-01-01' from top t, generate_series(1, 39) n returning id)
                select count(*) from next
                """)
                .param("organization", tenant.id().value())
                .query(Integer.class)
                .single();
        house.asOwner()
                .sql("update organization_policy set " + policy + " where organization_id = :id")
                .param("id", tenant.id().value())
                .update();
        return tenant;
    }

    private UUID id(Tenant tenant, String path) {
        return house.asOwner()
                .sql("""
                with recursive tree (id, path) as (
                    select id, name from department where organization_id = :organization and parent_id is null
                     union all
                    select d.id, t.path || ' › ' || d.name from tree t join department d on d.organization_id = :organization and d.parent_id = t.id)
                select id from tree where path = :path
                """)
                .param("organization", tenant.id().value())
                .param("path", path)
                .query(UUID.class)
                .single();
    }

    private List<String> links(Tenant tenant) {
        return house.asOwner()
                .sql("""
                select coalesce((select p.name || ' › ' from department p where p.organization_id = d.organization_id and p.id = d.parent_id), '') || coalesce(d.name, '')
                  from sign_up_link l left join department d on d.organization_id = l.organization_id and d.id = l.department_id
                 where l.organization_id = :organization order by l.created_at, l.id
                """)
                .param("organization", tenant.id().value())
                .query((row, n) -> row.getString(1))
                .list();
    }
}
