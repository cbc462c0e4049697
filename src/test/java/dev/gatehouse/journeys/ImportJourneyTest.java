package dev.gatehouse.journeys;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.options.Cookie;
import com.microsoft.playwright.options.FilePayload;
import com.microsoft.playwright.options.SelectOption;
import dev.gatehouse.platform.Texts;
import dev.gatehouse.testing.House;
import dev.gatehouse.testing.InHouse;
import dev.gatehouse.testing.Person;
import dev.gatehouse.testing.Tenant;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@InHouse
class ImportJourneyTest {

    private final House house;

    ImportJourneyTest(House house) {
        this.house = house;
    }

    @Test
    @DisplayName(
            "CRE-4 an admin takes the template, fills it in, sees what would happen, adds the right rows and corrects the wrong ones")
    void template() throws IOException {
        var tenant = furnished("Northwind Retail");
        house.member(tenant, "Jonas", "Lindqvist", "jonas@one.example");
        try (var admin = Person.atDesk(house)) {
            admin.signIn(tenant.adminEmail(), House.PASSWORD).follow("Import");
            admin.seesHeading("Import people").look("import-start");
            admin.press("Upload and check").sees("Choose a file first.").look("import-no-file");
            choose(admin, "staff.csv", "Zu,Yx,Wv,Notes\nMei,Tanaka,mei@one.example,On leave\n");
            admin.press("Upload and check").seesHeading("What are the columns?").look("import-columns");
            admin.press("Discard").seesHeading("Import people").sees("Nothing has happened.");
            var book = admin.page().waitForDownload(() -> admin.follow("Excel template"));
            assertThat(book.suggestedFilename()).isEqualTo("people-to-import.xlsx");
            assertThat(Files.readAllBytes(book.path())).startsWith('P', 'K');
            var plain = admin.page().waitForDownload(() -> admin.follow("CSV template"));
            var template = Files.readString(plain.path());
            var header = List.of(template.lines()
                    .findFirst()
                    .orElseThrow()
                    .replace("\ufeff", "")
                    .split(",", -1));

            var list = new StringBuilder(template);
            list.append(row(header, "Mei", "Tanaka", "mei@one.example", "Stores"));
            list.append(row(header, "Tomás", "Rivera", "tomas@one.example", "Stores"));
            list.append(row(header, "Amina", "Diallo", "amina@one.example", "Stores"));
            list.append(row(header, "Lars", "Holm", "lars@one.example", "Stores"));
            list.append(row(header, "Ines", "Duarte", "ines@one.example", "Stores"));
            list.append(row(header, "Jonas", "Lindqvist", "jonas@one.example", "Stores"));
            list.append(row(
                    header,
                    "Ida Maximiliane",
                    "Berg zu Hohenstein-Waldburg und Lichtenfels",
                    "ida.one.example",
                    "Stores"));
            list.append(row(
                    header,
                    "Paolo",
                    "Conti",
                    "paolo" + "donaudampfschifffahrtsgesellschaft".repeat(2) + "@one@example",
                    "Storage › Europe: Middle East and Africa › Germany: Austria and Switzerland › North"));
            list.append(row(header, "", "Novák", "novak@one.example", ""));
            list.append(row(header, "Mei", "Tanaka", "mei@one.example", "Stores"));
            choose(admin, "people.csv", list.toString());
            admin.sees("people.csv").look("import-chosen");
            admin.page().getByText("Send activation links").click();
            admin.press("Upload and check");
            admin.seesHeading("The file is being checked").look("import-running");
            house.runJobs();
            admin.seesHeading("Check before you add").look("import-ready");
            admin.page().locator(".gh-import-figure").nth(1).click();
            admin.sees("Jonas Lindqvist").look("import-ready-present");
            admin.page().locator(".gh-import-figure").first().click();
            admin.sees("Amina Diallo").look("import-ready-new");
            var wrong = admin.page()
                    .waitForDownload(() -> admin.page()
                            .getByText("Download the wrong rows")
                            .first()
                            .click());
            assertThat(Files.readString(wrong.path()))
                    .contains("ida.one.example", "Storage")
                    .doesNotContain("Amina");

            admin.press("Add 5 people").sees("Without the people’s consent").look("import-no-consent");
            admin.page().locator("[name=consent]").check();
            admin.press("Add 5 people").seesHeading("People are being added");
            admin.look("import-adding");
            house.runJobs();
            admin.seesHeading("5 people were added");
            become(tenant, "SENDING", 2);
            admin.open(admin.page().url()).sees("Sending activation messages").look("import-sending");
            become(tenant, "DONE", 5);
            admin.open(admin.page().url()).look("import-done");
            admin.page().locator(".gh-import-figure").first().click();
            admin.follow("Mei Tanaka").sees("Imported from a file").look("import-member");
            admin.open("/o/" + tenant.slug() + "/import")
                    .sees("5 added, 1 there already")
                    .look("import-recent");
            admin.open("/o/" + tenant.slug() + "/audit-log").sees("began an import of people (5)");
        }
    }

    @Test
    @DisplayName(
            "CRE-4 in German, on a phone and in the dark, columns are named by hand and one-time passwords are fetched once")
    void phone() {
        var tenant = house.tenant("Harbor Books", 5);
        house.asOwner()
                .sql("update account set language = 'de' where id = :account")
                .param("account", tenant.admin().requireAccount().value())
                .update();
        try (var admin = Person.onPhone(house)) {
            admin.open("/sign-in")
                    .fill("E-Mail-Adresse, Benutzername oder Telefonnummer", tenant.adminEmail())
                    .fill("Passwort", House.PASSWORD)
                    .press("Anmelden");
            admin.follow("Importieren").seesHeading("Personen importieren").look("import-phone-start");
            choose(admin, "Belegschaft Hamburg (endgültig, Stand März).csv", """
                    Rufname;Nachname;Erreichbar unter;Personalkürzel
                    Mei;Tanaka;mei@two.example;MT
                    Tomás;Rivera;tomas@two.example;TR
                    Amina;Diallo;amina.two.example;AD
                    """);
            admin.page().getByText("Einmalpasswörter erzeugen").click();
            admin.look("import-phone-chosen").press("Hochladen und prüfen");
            admin.seesHeading("Was sind die Spalten?").look("import-phone-columns");
            select(admin, 0, "Vorname");
            select(admin, 1, "Nachname");
            select(admin, 2, "Vorname");
            admin.press("Datei prüfen");
            admin.page().locator("#column-2[aria-invalid=true]").waitFor();
            admin.look("import-phone-columns-wrong");
            select(admin, 2, "E-Mail-Adresse");
            admin.press("Datei prüfen").seesHeading("Die Datei wird geprüft");
            house.runJobs();
            admin.seesHeading("Prüfen vor dem Hinzufügen").look("import-phone-ready");
            admin.page().locator("[name=consent]").check();
            admin.press("2 Personen hinzufügen").seesHeading("Personen werden hinzugefügt");
            house.runJobs();
            admin.seesHeading("2 Personen wurden hinzugefügt").look("import-phone-done");
            admin.page().waitForDownload(() -> admin.press("Einmalpasswörter herunterladen"));
            admin.sees("Die Liste wird hier nicht mehr aufbewahrt.");
            become(tenant, "SENDING", 0);
            admin.open(admin.page().url()).look("import-phone-sending");
            become(tenant, "FAILED", 0);
            admin.open(admin.page().url())
                    .seesHeading("Der Import wurde angehalten")
                    .look("import-phone-failed");
        }
    }

    @Test
    @DisplayName(
            "CRE-4 CON-2 in Arabic the start, the dry run with too few seats and the report read from right to left")
    void rightToLeft() {
        var tenant = house.tenant("Oasis", 2);
        var arabic = house.get(Texts.class).in(Locale.of("ar"));
        try (var admin = Person.atDesk(house)) {
            admin.page()
                    .context()
                    .addCookies(List.of(new Cookie("gatehouse-language", "ar")
                            .setUrl(house.url().toString())));
            admin.open("/sign-in");
            admin.page().locator("[name=identifier]").fill(tenant.adminEmail());
            admin.page().locator("[name=password]").first().fill(House.PASSWORD);
            admin.press(arabic.text("signin.submit")).follow(arabic.text("imports.button"));
            admin.seesHeading(arabic.text("imports.title")).look("import-start-arabic");
            var list =
                    "first name,last name,email\nليلى,حداد,laila@three.example\nسامي,,sami@three.example\nنور,خوري,noor@three.example\n";
            choose(admin, "قائمة.csv", list);
            admin.page().locator("[name=way][value=links]").check();
            admin.press(arabic.text("imports.upload")).seesHeading(arabic.text("imports.title.checking"));
            house.runJobs();
            admin.seesHeading(arabic.text("imports.title.ready")).look("import-ready-arabic");
            admin.page().locator("[name=consent]").check();
            admin.press(arabic.text("imports.confirm", 2));
            admin.page().locator(".gh-alert-danger").waitFor();
            admin.look("import-seats-arabic").press(arabic.text("imports.discard"));
            admin.sees(arabic.text("imports.cancelled", 0));
            become(tenant, "FAILED", 0);
            admin.follow("قائمة.csv")
                    .seesHeading(arabic.text("imports.title.failed"))
                    .keep("import-failed-arabic");
        }
    }

    @Test
    @DisplayName("CRE-4 CON-1 without JavaScript a list is uploaded, looked at again, confirmed and reported")
    void withoutScripts() {
        var tenant = house.tenant("Quarry", 40);
        try (var admin = Person.withoutScripts(house)) {
            admin.signIn(tenant.adminEmail(), House.PASSWORD).follow("Import");
            admin.keep("import-without-scripts").press("Upload and check").sees("Choose a file first.");
            choose(admin, "people.csv", "First name,Last name,E-mail address\nMei,Tanaka,mei@four.example\n");
            admin.press("Upload and check").seesHeading("The file is being checked");
            house.runJobs();
            admin.follow("Look again").seesHeading("Check before you add");
            admin.press("Add 1 person").sees("Without the people’s consent").keep("import-ready-without-scripts");
            admin.page().locator("[name=consent]").check();
            admin.press("Add 1 person");
            house.runJobs();
            admin.follow("Look again").seesHeading("1 person was added");
        }
    }

    private static String row(List<String> header, String first, String last, String email, String department) {
        var known = Map.of("First name", first, "Last name", last, "E-mail address", email, "Department", department);
        return header.stream()
                        // What everybody must have is marked.
                        .map(column -> known.getOrDefault(column.replace(" *", ""), ""))
                        .collect(joining(","))
                + "\n";
    }

    private static void choose(Person person, String name, String list) {
        person.page()
                .locator("#file")
                .setInputFiles(new FilePayload(name, "text/csv", list.getBytes(StandardCharsets.UTF_8)));
    }

    private static void select(Person person, int column, String option) {
        person.page().locator("#column-" + column).selectOption(new SelectOption().setLabel(option));
    }

    /** Puts the import of a tenant where jobs leave it for a moment only, or where nobody hopes to see it. */
    private void become(Tenant tenant, String state, int sent) {
        house.asOwner()
                .sql("""
                        update import_run
                           set state = :state, sent = :sent, state_at = now() - interval '30 seconds', to_send = greatest(to_send, 5),
                               failure = case when :state = 'FAILED' then 'imports.fault' end,
                               finished_at = case when :state <> 'SENDING' then now() end
                         where organization_id = :organization
                        """)
                .param("state", state)
                .param("sent", sent)
                .param("organization", tenant.id().value())
                .update();
    }

    private Tenant furnished(String name) {
        var tenant = house.tenant(name, 40);
        house.asOwner()
                .sql(
                        "insert into department (organization_id, name, created_at) values (:organization, 'Stores', now())")
                .param("organization", tenant.id().value())
                .update();
        return tenant;
    }
}
