package dev.gatehouse.imports;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.access.Grants;
import dev.gatehouse.access.PredefinedRole;
import dev.gatehouse.platform.ScopeId;
import dev.gatehouse.testing.Browser;
import dev.gatehouse.testing.House;
import dev.gatehouse.testing.InHouse;
import dev.gatehouse.testing.Tenant;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@InHouse
class ImportPagesTest {

    private final House house;

    ImportPagesTest(House house) {
        this.house = house;
    }

    @Test
    @DisplayName("CRE-4 a list is uploaded, checked, confirmed and reported, and the wrong row alone is left out")
    void wholeWay() {
        var tenant = house.tenant("Northwind");
        var admin = signedIn(tenant.adminEmail());
        var here = "/o/" + tenant.slug();
        assertThat(admin.get(here + "/members").body()).contains("href=\"" + here + "/import\"");
        assertThat(admin.get(here + "/import").body()).contains("Excel template", "up to 300 MB");

        var page = Browser.location(UploadForm.post(admin, here, "people.csv", UploadForm.LIST, "none"));
        assertThat(page).startsWith(here + "/import/");
        assertThat(admin.get(page).body()).contains("The file is being checked", "Look again");
        house.runJobs();
        var dry = admin.get(page).body();
        assertThat(dry).contains("2 people can be added", "1 wrong row is left out", "not an address");
        assertThat(admin.get(page + "?show=new").body()).contains("Mei Tanaka", "Tomás Rivera");
        assertThat(members(tenant)).isEqualTo(1);

        var unconfirmed = admin.submit(page, page + "/confirmation");
        assertThat(unconfirmed.statusCode()).isEqualTo(422);
        assertThat(unconfirmed.body()).contains("Without the people’s consent", "2 people can be added");
        assertThat(members(tenant)).isEqualTo(1);

        for (var press = 0; press < 2; press++)
            assertThat(Browser.location(admin.submit(page, page + "/confirmation", "consent", "0")))
                    .isEqualTo(page);
        house.runJobs();
        assertThat(members(tenant)).isEqualTo(3);
        assertThat(admin.get(page).body()).contains("2 people were added", "Download the wrong rows");
        assertThat(admin.get(page + "?show=added").body()).contains("Mei Tanaka");

        var report = admin.get(page + "/report.csv");
        assertThat(report.headers().firstValue("Content-Disposition").orElse(""))
                .startsWith("attachment;");
        assertThat(report.body()).contains("Mei Tanaka");
        var wrong = admin.get(page + "/wrong").body();
        assertThat(wrong).contains("not an address").doesNotContain("Tanaka");
        assertThat(admin.get(here + "/import").body()).contains("people.csv", "2 added, 0 there already, 1 left out");
        assertThat(admin.get(here + "/audit-log").body())
                .contains("began an import of people (2)", "An import was finished (2 added)");

        var again = Browser.location(UploadForm.post(admin, here, "people.csv", UploadForm.LIST, "none"));
        house.runJobs();
        assertThat(admin.get(again).body()).contains("There is nobody to add");
        assertThat(admin.get(again + "?show=present").body()).contains("Mei Tanaka", here + "/members/");
    }

    @Test
    @DisplayName("CRE-4 a report tells of wrong rows until they came back as a later import, to which it leads then")
    void corrected() {
        var tenant = house.tenant("Northwind");
        var admin = signedIn(tenant.adminEmail());
        var here = "/o/" + tenant.slug();
        var page = Browser.location(UploadForm.post(admin, here, "people.csv", UploadForm.LIST, "none"));
        house.runJobs();
        assertThat(admin.get(page).body()).contains("gh-tone-red").containsOnlyOnce(page + "/wrong");
        admin.submit(page, page + "/confirmation", "consent", "0");
        house.runJobs();
        assertThat(admin.get(page).body())
                .contains("gh-tone-amber", "Were left out")
                .doesNotContain("gh-tone-red")
                .containsOnlyOnce(page + "/wrong");

        var unrelated = confirmed(admin, here, "staff.csv", "First name,Last name,E-mail\nKim,Park,kim@example.com\n");
        assertThat(admin.get(page).body()).doesNotContain(unrelated).contains(page + "/wrong");
        var correction = confirmed(
                admin,
                here,
                "people - fehlerhafte Zeilen (1).csv",
                "First name,Last name,E-mail\nNoor,Nobody,noor@example.com\n");
        assertThat(admin.get(page).body())
                .contains("The wrong row was uploaded again", "href=\"" + correction + "\"")
                .doesNotContain("gh-tone-amber", "gh-tone-red", page + "/wrong");
        assertThat(admin.get(correction).body()).contains("1 person was added", "There is nothing to do.");
    }

    @Test
    @DisplayName("CRE-4 columns whose names say nothing are asked for, and what is wrong stands at its column")
    void columns() {
        var tenant = house.tenant("Northwind");
        var admin = signedIn(tenant.adminEmail());
        var here = "/o/" + tenant.slug();
        var page = Browser.location(
                UploadForm.post(admin, here, "odd.csv", "Zu,Yx,Wv\nMei,Tanaka,mei@example.com\n", "none"));
        house.runJobs();
        assertThat(admin.get(page).body())
                .contains("What are the columns?", "Something is still missing", "mei@example.com", ">Zu<");

        var twice = choose(admin, page, "firstName", "firstName", "email");
        assertThat(twice.statusCode()).isEqualTo(422);
        assertThat(twice.body()).contains("id=\"column-1-error\"").containsPattern("value=\"email\" selected");

        assertThat(Browser.location(choose(admin, page, "firstName", "lastName", "email")))
                .isEqualTo(page);
        house.runJobs();
        assertThat(admin.get(page).body()).contains("1 person can be added");
        assertThat(admin.get(page + "/columns").body()).containsPattern("value=\"lastName\" selected");
    }

    @Test
    @DisplayName("CRE-4 ACT-2 the one-time passwords that were made can be fetched once")
    void codes() {
        var tenant = house.tenant("Northwind");
        var admin = signedIn(tenant.adminEmail());
        var here = "/o/" + tenant.slug();
        var page = Browser.location(UploadForm.post(admin, here, "people.csv", UploadForm.LIST, "code"));
        house.runJobs();
        assertThat(admin.get(page).body()).contains("2 are made; you can download the list once");
        assertThat(admin.submit(page, page + "/codes.csv").body()).doesNotContain("mei@example.com");
        admin.submit(page, page + "/confirmation", "consent", "0");
        house.runJobs();
        assertThat(admin.get(page).body()).contains("2 one-time passwords", "You can download this list once");
        var list = admin.submit(page, page + "/codes.csv");
        assertThat(list.statusCode()).isEqualTo(200);
        assertThat(list.body()).contains("mei@example.com", "tomas@example.com");
        var second = admin.submit(page, page + "/codes.csv");
        assertThat(second.statusCode()).isEqualTo(409);
        assertThat(second.body()).doesNotContain("mei@example.com");
        assertThat(admin.get(page).body()).contains("is not kept here any more");
    }

    @Test
    @DisplayName("CRE-4 whoever may not create members sees no button, and every route refuses them")
    void permission() {
        var tenant = house.tenant("Northwind");
        house.member(tenant, "Lena", "Fischer", "lena-import@example.com");
        var admin = signedIn(tenant.adminEmail());
        var here = "/o/" + tenant.slug();
        var page = Browser.location(UploadForm.post(admin, here, "people.csv", UploadForm.LIST, "none"));
        var lena = signedIn("lena-import@example.com");
        assertThat(lena.get(here + "/members").body()).doesNotContain(here + "/import");
        for (var path : new String[] {
            here + "/import",
            here + "/import/template.xlsx",
            here + "/import/template.csv",
            page,
            page + "/columns",
            page + "/wrong",
            page + "/report.csv"
        }) assertThat(lena.get(path).statusCode()).as(path).isEqualTo(403);
        var token = Map.of("_csrf", lena.token(here + "/members"));
        for (var path : new String[] {
            here + "/import", page + "/columns", page + "/confirmation", page + "/cancellation", page + "/codes.csv"
        }) assertThat(lena.post(path, token).statusCode()).as(path).isEqualTo(403);
        assertThat(UploadForm.post(lena, here, "people.csv", UploadForm.LIST, "none")
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    @DisplayName("CRE-4 ORG-3 another admin's import, and one of another organization, is not there")
    void others() {
        var tenant = house.tenant("Northwind");
        var colleague = house.member(tenant, "Lena", "Fischer", "lena-admin@example.com");
        house.get(Grants.class)
                .give(
                        tenant.admin(),
                        Objects.requireNonNull(colleague.subject()),
                        house.gift(tenant, PredefinedRole.ORGANIZATION_ADMIN, ScopeId.of(tenant.id())));
        var elsewhere = house.tenant("Contoso");
        var here = "/o/" + tenant.slug();
        var page = Browser.location(
                UploadForm.post(signedIn(tenant.adminEmail()), here, "people.csv", UploadForm.LIST, "none"));
        house.runJobs();
        var lena = signedIn("lena-admin@example.com");
        var stranger = signedIn(elsewhere.adminEmail());
        var theirs = page.replace(tenant.slug(), elsewhere.slug());
        assertThat(lena.get(here + "/import").body()).doesNotContain("people.csv");
        for (var path : new String[] {"", "/columns", "/wrong", "/report.csv"}) {
            assertThat(lena.get(page + path).statusCode()).as(path).isEqualTo(404);
            assertThat(stranger.get(page + path).statusCode()).as(path).isEqualTo(404);
            assertThat(stranger.get(theirs + path).statusCode()).as(path).isEqualTo(404);
        }
        for (var path : new String[] {"/columns", "/confirmation", "/cancellation", "/codes.csv"}) {
            assertThat(lena.submit(here + "/members", page + path, "consent", "0")
                            .statusCode())
                    .as(path)
                    .isEqualTo(404);
            assertThat(stranger.submit("/o/" + elsewhere.slug() + "/members", theirs + path, "consent", "0")
                            .statusCode())
                    .as(path)
                    .isEqualTo(404);
        }
        house.runJobs();
        assertThat(members(tenant)).isEqualTo(2);
    }

    @Test
    @DisplayName("CRE-4 security.md 4 a hostile file name is text on every page, and breaks no header")
    void hostileName() {
        var tenant = house.tenant("Northwind");
        var admin = signedIn(tenant.adminEmail());
        var here = "/o/" + tenant.slug();
        var name = "../../etc/<img src=x>%0d%0aX-Evil: 1\u202egnp\u0007.csv";
        var page = Browser.location(UploadForm.post(admin, here, name, UploadForm.LIST, "none"));
        house.runJobs();
        for (var path : new String[] {page, page + "/columns", here + "/import"}) {
            var answer = admin.get(path);
            assertThat(answer.body())
                    .as(path)
                    .contains("&lt;img src=x&gt;")
                    .doesNotContain("<img src=x", "\u202e", "\u0007", "../");
        }
        var wrong = admin.get(page + "/wrong");
        assertThat(wrong.statusCode()).isEqualTo(200);
        assertThat(wrong.headers().map()).doesNotContainKey("x-evil");
    }

    @Test
    @DisplayName("CRE-4 no file, an empty one and one that is no list are named at the field")
    void noList() {
        var tenant = house.tenant("Northwind");
        var admin = signedIn(tenant.adminEmail());
        var here = "/o/" + tenant.slug();
        assertThat(UploadForm.post(admin, here, "", "", "none").body()).contains("Choose a file first.");
        assertThat(admin.submit(here + "/import", here + "/import").body()).contains("Choose a file first.");
        var empty = UploadForm.post(admin, here, "people.csv", "", "code");
        assertThat(empty.statusCode()).isEqualTo(422);
        assertThat(empty.body()).contains("This file holds no rows", "aria-invalid=\"true\"");
        assertThat(empty.body()).containsPattern("value=\"code\" checked");
        assertThat(UploadForm.post(admin, here, "people.xlsx", "%PDF-1.7 …", "none")
                        .body())
                .contains("neither an xlsx nor a CSV file");
        assertThat(house.asOwner()
                        .sql("select count(*) from import_run where organization_id = :organization")
                        .param("organization", tenant.id().value())
                        .query(Integer.class)
                        .single())
                .isZero();
    }

    @Test
    @DisplayName(
            "CRE-4 PRI-1 what stands in the columns is shown without the file, kept sealed, and forgotten once it is confirmed; one-time passwords are not shown")
    void samples() {
        var tenant = house.tenant("Northwind");
        var admin = signedIn(tenant.adminEmail());
        var page = Browser.location(UploadForm.post(admin, "/o/" + tenant.slug(), "people.csv", """
                First name,Last name,E-mail,Username,Phone,One-time password,Activation
                Mei,Lin,mei@northwind.example,mei.lin,+49 171 2345678,Otter-Seven-9,
                """, "none"));
        house.runJobs();
        var kept = house.asOwner()
                .sql("select samples from import_run where organization_id = :organization")
                .param("organization", tenant.id().value())
                .query(byte[].class)
                .single();
        assertThat(new String(kept, StandardCharsets.ISO_8859_1)).doesNotContain("mei@", "Otter");
        house.asOwner()
                .sql("delete from import_piece where organization_id = :organization")
                .param("organization", tenant.id().value())
                .update();

        assertThat(admin.get(page + "/columns").body())
                .contains("mei@northwind.example", "••••••")
                .doesNotContain("Otter-Seven-9");

        admin.submit(page, page + "/confirmation", "consent", "0");
        assertThat(house.asOwner()
                        .sql("select count(samples) from import_run where organization_id = :organization")
                        .param("organization", tenant.id().value())
                        .query(Integer.class)
                        .single())
                .isZero();
    }

    @Test
    @DisplayName("CRE-4 an import that was discarded has done nothing, and says so")
    void discarded() {
        var tenant = house.tenant("Northwind");
        var admin = signedIn(tenant.adminEmail());
        var here = "/o/" + tenant.slug();
        var page = Browser.location(UploadForm.post(admin, here, "people.csv", UploadForm.LIST, "none"));
        house.runJobs();
        assertThat(Browser.location(admin.submit(page, page + "/cancellation"))).isEqualTo(here + "/import");
        assertThat(admin.get(here + "/import").body()).contains("The import was discarded. Nothing has happened.");
        assertThat(admin.get(page).body()).contains("discarded before anybody was added");
        admin.submit(here + "/import", page + "/confirmation", "consent", "0");
        house.runJobs();
        assertThat(members(tenant)).isEqualTo(1);
    }

    private HttpResponse<String> choose(Browser admin, String page, String... fields) {
        var form = new StringBuilder("_csrf=" + admin.token(page));
        for (var field : fields) form.append("&column=").append(field);
        return admin.post(
                page + "/columns", "application/x-www-form-urlencoded", BodyPublishers.ofString(form.toString()));
    }

    private String confirmed(Browser admin, String here, String name, String list) {
        var page = Browser.location(UploadForm.post(admin, here, name, list, "none"));
        house.runJobs();
        admin.submit(page, page + "/confirmation", "consent", "0");
        house.runJobs();
        return page;
    }

    private Browser signedIn(String address) {
        var browser = new Browser(house);
        assertThat(browser.signIn(address, House.PASSWORD).statusCode()).isEqualTo(303);
        return browser;
    }

    private int members(Tenant tenant) {
        return house.asOwner()
                .sql("select count(*) from member where organization_id = :organization")
                .param("organization", tenant.id().value())
                .query(Integer.class)
                .single();
    }
}
