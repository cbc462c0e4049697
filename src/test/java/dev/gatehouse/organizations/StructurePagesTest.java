package dev.gatehouse.organizations;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.testing.Browser;
import dev.gatehouse.testing.House;
import dev.gatehouse.testing.InHouse;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The structure of an organization by forms alone, as a browser without scripts sends them. */
@InHouse
class StructurePagesTest {

    private static final String ID = "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}";

    private final House house;

    StructurePagesTest(House house) {
        this.house = house;
    }

    @Test
    @DisplayName("CRE-9 departments are added, opened, moved and deleted with forms alone")
    void departments() {
        var tenant = house.tenant("Northwind");
        var admin = signedIn(tenant.adminEmail());
        var page = "/o/" + tenant.slug() + "/settings/departments";

        assertThat(admin.get(page).body()).contains("No departments yet", page + "/new");
        assertThat(admin.submit(page + "/new", page, "name", "", "parent", "").body())
                .contains("Give the department a name.", "id=\"name-error\"");
        var sales = opened(admin.submit(page + "/new", page, "name", "Sales", "parent", ""));
        var europe = opened(admin.submit(page + "/new", page, "name", "Europe", "parent", sales));
        assertThat(admin.submit(page + "/new", page, "name", "EUROPE", "parent", sales)
                        .body())
                .contains("There is a department called EUROPE in the same place already", "value=\"EUROPE\"")
                .contains("value=\"" + sales + "\" selected");

        var closed = admin.get(page).body();
        assertThat(closed)
                .contains(">Sales</bdi>", "hx-get=\"" + page + "/" + sales + "\"")
                .doesNotContain(">Europe</bdi>");
        assertThat(admin.get(page + "?open=" + europe).body()).contains(">Europe</bdi>", "<details open");
        assertThat(admin.get(page + "/" + sales).body())
                .contains("aria-current=\"page\"><bdi>Sales</bdi>", ">Europe</bdi>", "All departments");
        assertThat(admin.get(page + "?q=euro").body()).contains("Sales › Europe", "?open=" + europe);
        assertThat(admin.get(page + "?q=nobody").body()).contains("No department found");

        assertThat(admin.submit(page + "/" + sales + "/parent", page + "/" + sales + "/parent", "parent", europe)
                        .body())
                .contains("Sales cannot lie in itself");
        admin.submit(page + "/" + europe + "/name", page + "/" + europe + "/name", "name", "EMEA");
        admin.submit(page + "/" + europe + "/parent", page + "/" + europe + "/parent", "parent", "");
        assertThat(admin.get(page).body()).contains(">EMEA</bdi>", ">Sales</bdi>", "EMEA was moved.");

        admin.submit(page + "/" + europe + "/parent", page + "/" + europe + "/parent", "parent", sales);
        var removal = page + "/" + sales + "/removal";
        assertThat(admin.get(removal).body())
                .contains("Delete Sales?", "One department lies in it.", "move to the top");
        assertThat(admin.submit(removal, removal, "destination", "").body())
                .contains("Choose where its people and departments go.");
        assertThat(admin.submit(removal, removal, "destination", "top").statusCode())
                .isEqualTo(303);
        assertThat(admin.get(page).body()).contains("The department Sales was deleted.", ">EMEA</bdi>");
    }

    @Test
    @DisplayName("CRE-9 TYP-2 job profiles and partners are kept with forms alone")
    void names() {
        var tenant = house.tenant("Northwind");
        var admin = signedIn(tenant.adminEmail());
        for (var list : List.of("job-profiles", "partners")) {
            var page = "/o/" + tenant.slug() + "/settings/" + list;
            assertThat(admin.get(page).body()).contains(page + "/new");
            assertThat(admin.submit(page + "/new", page, "name", "").body()).contains("id=\"name-error\"");
            admin.submit(page + "/new", page, "name", "Alpha");
            var id = find(admin.get(page).body(), page + "/(" + ID + ")/name");
            assertThat(admin.submit(page + "/new", page, "name", "ALPHA").body())
                    .contains("called ALPHA already");
            admin.submit(page + "/" + id + "/name", page + "/" + id + "/name", "name", "Beta");
            assertThat(admin.get(page).body()).contains("<bdi>Beta</bdi>").doesNotContain("<bdi>Alpha</bdi>");
            assertThat(admin.get(page + "?q=zeta").body()).contains("Nothing found");
            assertThat(admin.get(page + "/" + id + "/removal").body()).contains("Delete Beta?", "Nobody has it.");
            admin.submit(page + "/" + id + "/removal", page + "/" + id + "/removal");
            assertThat(admin.get(page).body()).contains("was deleted.").doesNotContain("<bdi>Beta</bdi>");
        }
    }

    @Test
    @DisplayName("CRE-9 attributes are added, put in order and deleted with forms alone")
    void attributes() {
        var tenant = house.tenant("Northwind");
        var admin = signedIn(tenant.adminEmail());
        var page = "/o/" + tenant.slug() + "/settings/attributes";
        var refused = admin.submit(
                page + "/new",
                page,
                "name",
                "Shirt size",
                "kind",
                "choice",
                "choices",
                " ",
                "person",
                "edit",
                "unique",
                "yes");
        assertThat(refused.body())
                .contains("Name at least one choice.", "value=\"Shirt size\"", "value=\"choice\" selected")
                .containsPattern("name=\"unique\" value=\"yes\" checked");
        admin.submit(page + "/new", page, "name", "Shirt size", "kind", "choice", "choices", "S\nM", "person", "edit");
        admin.submit(page + "/new", page, "name", "Cost centre", "kind", "number", "person", "none", "required", "yes");
        var body = admin.get(page).body();
        assertThat(body.indexOf(">Shirt size<")).isLessThan(body.indexOf(">Cost centre<"));
        assertThat(body).contains("Person may change it", "Admins only");
        var first = find(body, page + "/(" + ID + ")/up");
        admin.submit(page, page + "/" + first + "/down");
        var after = admin.get(page).body();
        assertThat(after.indexOf(">Shirt size<")).isGreaterThan(after.indexOf(">Cost centre<"));
        admin.submit(page + "/" + first, page + "/" + first, "name", "Size", "kind", "text", "person", "see");
        assertThat(admin.get(page).body()).contains("The attribute Size is saved.", ">Size<");
        assertThat(admin.get(page + "/" + first + "/removal").body()).contains("Nobody has a value.");
        admin.submit(page + "/" + first + "/removal", page + "/" + first + "/removal");
        assertThat(admin.get(page).body()).doesNotContain(">Size<");
        admin.submit(page, page + "/visibility", "attributesAfterRegistered", "yes");
        assertThat(admin.get(page).body()).contains("name=\"attributesAfterRegistered\" value=\"yes\" checked");
    }

    @Test
    @DisplayName(
            "TYP-1 user types are made, edited and deleted with forms alone; those of every organization have no buttons and refuse")
    void userTypes() {
        var tenant = house.tenant("Northwind");
        var admin = signedIn(tenant.adminEmail());
        var page = "/o/" + tenant.slug() + "/settings/user-types";
        assertThat(admin.get(page).body())
                .contains("Platform consultant", "Advertiser")
                .doesNotContainPattern(page + "/" + ID);
        admin.submit(page + "/new", page, "name", "Agency", "newsletter", "yes");
        var agency = find(admin.get(page).body(), page + "/(" + ID + ")/removal");
        assertThat(admin.get(page + "/" + agency).body())
                .containsPattern("name=\"newsletter\" value=\"yes\" checked")
                .doesNotContainPattern("name=\"services\" value=\"yes\" checked");
        admin.submit(page + "/" + agency, page + "/" + agency, "name", "Agencies");
        assertThat(admin.get(page).body()).contains("The user type Agencies is saved.");
        admin.submit(page + "/" + agency + "/removal", page + "/" + agency + "/removal");
        assertThat(admin.get(page).body()).doesNotContain("<bdi>Agencies</bdi>");

        var platform = house.asOwner()
                .sql("select id::text from user_type where organization_id = :organization and predefined = 'platform'")
                .param("organization", tenant.id().value())
                .query(String.class)
                .single();
        for (var way : List.of("", "/removal")) {
            assertThat(admin.get(page + "/" + platform + way).body()).contains("is the same in every organization");
            assertThat(admin.submit(page, page + "/" + platform + way, "name", "Mine")
                            .body())
                    .contains("is the same in every organization");
        }
    }

    @Test
    @DisplayName("PRI-3 the sentence of consent is written, kept in versions and put back with forms alone")
    void consent() {
        var tenant = house.tenant("Northwind");
        var admin = signedIn(tenant.adminEmail());
        var page = "/o/" + tenant.slug() + "/settings/consent";
        assertThat(admin.get(page).body())
                .contains("I agree that Northwind stores my personal data")
                .doesNotContain("/standard");
        var refused = admin.submit(page, page, "text", "a\u202eb");
        assertThat(refused.statusCode()).isEqualTo(422);
        admin.submit(page, page, "text", "We <b>keep</b> your data.");
        assertThat(admin.get(page).body())
                .contains("We &lt;b&gt;keep&lt;/b&gt; your data.", "Version 1", page + "/standard");
        admin.submit(page, page + "/standard");
        assertThat(admin.get(page).body())
                .contains("The standard sentence holds from now on.", "Version 2", "Amara Okafor");
        admin.submit(page, page + "/personal-data", "personalDataByAdmins", "yes");
        assertThat(admin.get(page).body()).contains("name=\"personalDataByAdmins\" value=\"yes\" checked");
    }

    @Test
    @DisplayName("TYP-2 a partner's key account managers are found, made and taken away with forms alone")
    void managers() {
        var tenant = house.tenant("Northwind");
        var admin = signedIn(tenant.adminEmail());
        house.member(tenant, "Lena", "Fischer", "lena@" + tenant.slug() + ".example");
        house.asOwner()
                .sql(
                        "update member set user_type_id = (select id from user_type where organization_id = :organization and predefined = 'platform')"
                                + " where organization_id = :organization and first_name = 'Lena'")
                .param("organization", tenant.id().value())
                .update();
        var list = "/o/" + tenant.slug() + "/settings/partners";
        admin.submit(list + "/new", list, "name", "Fabrikam");
        var page = list + "/" + find(admin.get(list).body(), list + "/(" + ID + ")\"");

        var found = admin.submit(
                page + "/managers/new", page + "/managers", "find", "fisch", "look", "member", "scope", "named");
        assertThat(found.body()).contains("Lena Fischer", "value=\"named\" checked");
        var lena = find(found.body(), "name=\"member\" value=\"(" + ID + ")\"");
        assertThat(admin.submit(page + "/managers/new", page + "/managers", "find", "fisch", "scope", "named")
                        .body())
                .contains("Choose somebody.");
        admin.submit(page + "/managers/new", page + "/managers", "member", lena, "scope", "named");
        assertThat(admin.get(page).body())
                .contains(
                        "Lena Fischer is key account manager now.",
                        "lena@" + tenant.slug() + ".example",
                        "own key account managers");
        admin.submit(page, page + "/managers/" + lena + "/removal");
        assertThat(admin.get(page).body()).contains("Nobody looks after this partner by name.");
        assertThat(admin.get(page + "/managers/new?find=okafor").body())
                .as("the admin is of no user type")
                .contains("There is nobody of that name");
    }

    @Test
    @DisplayName("CRE-9 TYP-1 members see no page of the structure, and every route refuses them")
    void refused() {
        var tenant = house.tenant("Northwind");
        var admin = signedIn(tenant.adminEmail());
        house.member(tenant, "Lena", "Fischer", "lena@" + tenant.slug() + ".example");
        var lena = signedIn("lena@" + tenant.slug() + ".example");
        var base = "/o/" + tenant.slug() + "/settings/";
        admin.submit(base + "departments/new", base + "departments", "name", "Sales");
        admin.submit(base + "partners/new", base + "partners", "name", "Fabrikam");
        admin.submit(base + "job-profiles/new", base + "job-profiles", "name", "Cashier");
        admin.submit(base + "attributes/new", base + "attributes", "name", "Size", "kind", "text", "person", "see");
        admin.submit(base + "user-types/new", base + "user-types", "name", "Agency");
        for (var list : List.of("departments", "partners", "job-profiles", "attributes", "user-types")) {
            var id = find(admin.get(base + list).body(), base + list + "/(" + ID + ")/removal");
            var edit =
                    switch (list) {
                        case "attributes", "user-types" -> "";
                        default -> "/name";
                    };
            for (var asked : List.of("", "/new", "/" + id + edit, "/" + id + "/removal"))
                assertThat(lena.get(base + list + asked).statusCode())
                        .as(list + asked)
                        .isEqualTo(403);
            for (var change : List.of("", "/" + id + edit, "/" + id + "/removal"))
                assertThat(lena.submit("/o/" + tenant.slug() + "/members", base + list + change, "name", "Mine")
                                .statusCode())
                        .as(list + change)
                        .isEqualTo(403);
        }
        assertThat(lena.get("/o/" + tenant.slug() + "/members").body()).doesNotContain("/settings");
    }

    @Test
    @DisplayName("AUD-1 what changes in the structure is told in words, in both languages")
    void told() {
        var tenant = house.tenant("Northwind");
        var admin = signedIn(tenant.adminEmail());
        var base = "/o/" + tenant.slug() + "/settings/";
        admin.submit(base + "departments/new", base + "departments", "name", "Created");
        admin.submit(base + "job-profiles/new", base + "job-profiles", "name", "Cashier");
        admin.submit(base + "attributes/new", base + "attributes", "name", "Size", "kind", "number", "person", "see");
        admin.submit(base + "sign-in", base + "sign-in", "passwordMinimum", "15", "signUp", "anyone");
        var log = "/o/" + tenant.slug() + "/audit-log";

        assertThat(admin.get(log).body())
                .contains(
                        "added the department Created", "added the job profile Cashier", "nobody → anyone", "on → off")
                .contains(">Number<");
        assertThat(admin.get(log + "?kinds=structure").body())
                .contains("added the department Created")
                .doesNotContain("changed the settings");
        admin.keep("gatehouse-language", "de");
        assertThat(admin.get(log).body()).contains("hat die Abteilung Created hinzugefügt", "niemand → alle");
    }

    /** The department that the tree is shown open at, after a change. */
    private static String opened(HttpResponse<String> answer) {
        return find(Browser.location(answer), "open=(" + ID + ")");
    }

    private static String find(String text, String pattern) {
        var found = Pattern.compile(pattern).matcher(text);
        assertThat(found.find()).as(pattern).isTrue();
        return found.group(1);
    }

    private Browser signedIn(String address) {
        var browser = new Browser(house);
        browser.signIn(address, House.PASSWORD);
        return browser;
    }
}
