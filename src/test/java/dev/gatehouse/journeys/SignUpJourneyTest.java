package dev.gatehouse.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.PdfOptions;
import com.microsoft.playwright.options.AriaRole;
import dev.gatehouse.testing.House;
import dev.gatehouse.testing.InHouse;
import dev.gatehouse.testing.Person;
import dev.gatehouse.testing.Tenant;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@InHouse
class SignUpJourneyTest {

    private static final String PASSWORD = "eleven brave lanterns hum";

    private final House house;

    SignUpJourneyTest(House house) {
        this.house = house;
    }

    @Test
    @DisplayName(
            "CRE-5 somebody signs up by e-mail on a phone: from the sign-in page to the members, with all that is asked")
    void byEmail() {
        var tenant = open("Northwind Retail", "sign_up = 'identifiers', sign_up_department_choice = true");
        departments(tenant);
        attributes(tenant);
        try (var mei = Person.onPhone(house)) {
            mei.open("/o/" + tenant.slug() + "/sign-in").look("sign-in-offers-sign-up");
            mei.follow("Noch kein Konto? Jetzt eins anlegen!")
                    .seesHeading("Konto bei Northwind Retail anlegen")
                    .look("sign-up-phone-german");
            mei.page().getByLabel("E-Mail-Adresse").fill("mei@example");
            mei.fill("Vorname", "Mei")
                    .fill("Nachname", "田中")
                    .fill("Passwort", PASSWORD)
                    .fill("Ihre Kennung", "4711");
            mei.page().getByLabel("Abteilung").fill("filial");
            mei.look("sign-up-department-search");
            mei.page().locator("[role=option]:visible").nth(1).click();
            mei.page().getByLabel("Schuhgröße").fill("38");
            mei.page().getByRole(AriaRole.CHECKBOX).check();
            mei.press("Konto anlegen").sees("Das ist keine E-Mail-Adresse").look("sign-up-wrong");
            mei.page().getByLabel("E-Mail-Adresse").fill("mei@example.com");
            mei.fill("Passwort", PASSWORD).press("Konto anlegen");
            mei.seesHeading("Sehen Sie in Ihre E-Mails").look("sign-up-sent");
            house.mailTo("mei@example.com");
            mei.press("Noch einmal senden").sees("Eine neue E-Mail ist unterwegs");
            mei.open("/sign-up/confirm/" + house.secretTo("mei@example.com", "/sign-up/confirm/"))
                    .look("sign-up-confirm");
            mei.press("Adresse bestätigen").seesHeading("Fast geschafft").look("sign-up-waiting");
        }
        try (var admin = Person.atDesk(house);
                var mei = Person.onPhone(house)) {
            admin.signIn(tenant.adminEmail(), House.PASSWORD).follow("Mei 田中");
            admin.sees("Waiting for confirmation").look("member-waiting");
            admin.follow("Confirm user").seesHeading("Who is Mei 田中?").look("confirm-user");
            admin.press("Confirm Mei 田中")
                    .sees("Mei 田中 is an active member now.")
                    .look("member-confirmed");
            assertThat(house.mailTo("mei@example.com")).contains("Northwind Retail hat bestätigt, wer Sie sind");
            mei.open("/o/" + tenant.slug() + "/sign-in");
            mei.page()
                    .getByLabel("E-Mail-Adresse, Benutzername oder Telefonnummer")
                    .fill("mei@example.com");
            mei.fill("Passwort", PASSWORD).press("Anmelden");
            mei.arrivesAt("/o/" + tenant.slug() + "/members");
        }
    }

    @Test
    @DisplayName("CRE-5 CRE-9 a stranger finds their department of very many on a phone, in a branch and by search")
    void manyDepartments() {
        var tenant = open("Northwind Regions", "sign_up = 'anyone', sign_up_department_choice = true");
        house.asOwner().sql("""
                with top as (insert into department (organization_id, name, created_at)
                             select :organization, 'Region ' || lpad(n::text, 3, '0'), '2026-01-01' from generate_series(1, 60) n returning id)
                insert into department (organization_id, parent_id, name, created_at)
                select :organization, top.id, 'Store ' || n, '2026-01-01' from top, generate_series(1, 3) n
                """).param("organization", tenant.id().value()).update();
        try (var mei = Person.onPhone(house)) {
            mei.open("/o/" + tenant.slug() + "/sign-up").sees("Region 001").look("sign-up-many-departments");
            mei.page().getByLabel("Zeigen, was in Region 002 liegt").click();
            mei.page()
                    .getByLabel("Store 3", new Page.GetByLabelOptions().setExact(true))
                    .check();
            mei.press("Mehr anzeigen").sees("Region 060").look("sign-up-many-departments-open");
            mei.page().locator("#department").fill("060 store");
            mei.sees("Region 060 › Store 1").look("sign-up-many-departments-found");
            mei.page().getByLabel("Region 060 › Store 1").check();
            mei.page().getByLabel("E-Mail-Adresse").fill("mei@regions.example");
            mei.fill("Vorname", "Mei").fill("Nachname", "田中").fill("Passwort", "short");
            mei.page().getByRole(AriaRole.CHECKBOX).check();
            mei.press("Konto anlegen").sees("Region 060 › Store 1").look("sign-up-many-departments-kept");
            mei.fill("Passwort", PASSWORD).press("Konto anlegen").seesHeading("Sehen Sie in Ihre E-Mails");
            mei.open("/sign-up/confirm/" + house.secretTo("mei@regions.example", "/sign-up/confirm/"));
            mei.press("Adresse bestätigen").arrivesAt("/o/" + tenant.slug() + "/members");
        }
        assertThat(house.asOwner()
                        .sql("""
                        select p.name || ' › ' || d.name from member m join department d using (organization_id)
                          join department p on p.organization_id = d.organization_id and p.id = d.parent_id
                         where m.organization_id = :organization and m.department_id = d.id
                        """)
                        .param("organization", tenant.id().value())
                        .query(String.class)
                        .list())
                .containsExactly("Region 060 › Store 1");
    }

    @Test
    @DisplayName("CRE-5 CON-1 somebody without an e-mail address signs up by phone, without JavaScript")
    void byPhone() {
        var tenant = open("Harbor Books", "sign_up = 'anyone', default_country = 'DE'");
        try (var ada = Person.onPhoneWithoutScripts(house)) {
            ada.open("/o/" + tenant.slug() + "/sign-up").keep("sign-up-without-scripts");
            ada.page().getByText("Per Telefon").click();
            ada.keep("sign-up-by-phone-without-scripts");
            ada.page().getByLabel("Benutzername").fill("ada.floor");
            ada.page().getByLabel("Mobilnummer").fill("0151 12345678");
            ada.fill("Vorname", "Ada").fill("Nachname", "Floor").fill("Passwort", PASSWORD);
            ada.page().getByRole(AriaRole.CHECKBOX).check();
            ada.press("Konto anlegen").seesHeading("Code eingeben").keep("sign-up-code-without-scripts");
            var code = house.smsTo("+4915112345678").replaceAll("^\\D*(\\d{6})\\b.*$", "$1");
            ada.page().getByLabel("Code mit 6 Ziffern").fill(code.equals("123456") ? "654321" : "123456");
            ada.press("Nummer bestätigen").sees("Sie haben noch 4 Versuche").keep("sign-up-code-wrong");
            ada.page().getByLabel("Code mit 6 Ziffern").fill(code);
            ada.press("Nummer bestätigen")
                    .arrivesAt("/o/" + tenant.slug() + "/members")
                    .sees("Ada Floor");
        }
    }

    @Test
    @DisplayName("CRE-5 CON-1 by e-mail without JavaScript, confirmed in another browser with the password")
    void otherBrowser() {
        var tenant = open("Workshop", "sign_up = 'domains', sign_up_domains = '{example.com,example.org}'");
        try (var ada = Person.onPhoneWithoutScripts(house);
                var elsewhere = Person.atDesk(house)) {
            ada.open("/o/" + tenant.slug() + "/sign-up").keep("sign-up-domains");
            ada.page().getByLabel("E-Mail-Adresse").fill("ada@example.net");
            ada.fill("Vorname", "Ada").fill("Nachname", "Floor").fill("Passwort", PASSWORD);
            ada.page().getByRole(AriaRole.CHECKBOX).check();
            ada.press("Konto anlegen").sees("Verwenden Sie eine Adresse einer dieser Domains");
            ada.page().getByLabel("E-Mail-Adresse").fill("ada@example.org");
            ada.fill("Passwort", PASSWORD).press("Konto anlegen").seesHeading("Sehen Sie in Ihre E-Mails");
            elsewhere
                    .open("/sign-up/confirm/" + house.secretTo("ada@example.org", "/sign-up/confirm/"))
                    .look("sign-up-confirm-password");
            elsewhere.fill("Password that you chose", PASSWORD).press("Confirm address");
            elsewhere.arrivesAt("/o/" + tenant.slug() + "/members").sees("Willkommen bei Workshop.");
        }
    }

    @Test
    @DisplayName(
            "CRE-6 an admin makes a link for a department, prints its sheet, replaces it and switches it off; its people are in the department")
    void links() {
        var tenant = open("Foundry", "sign_up = 'anyone'");
        departments(tenant);
        try (var admin = Person.atDesk(house);
                var guest = Person.onPhone(house)) {
            admin.signIn(tenant.adminEmail(), House.PASSWORD).follow("Settings").follow("Sign-up links");
            admin.sees("No links yet").look("links-none");
            admin.page()
                    .getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("New link"))
                    .first()
                    .click();
            admin.sees("You get an address, a QR code, and a sheet to print.").look("link-pane");
            admin.page().getByLabel("Department").fill("hall 2");
            admin.page().getByRole(AriaRole.OPTION).first().click();
            admin.page().getByLabel("Most sign-ups (optional)").fill("many");
            admin.press("Create link").sees("Enter a whole number").look("link-wrong");
            admin.page().getByLabel("Most sign-ups (optional)").fill("20");
            admin.press("Create link").sees("The link is ready.").look("links");
            var address = admin.page().locator(".gh-code-address").textContent();
            menu(admin);
            admin.look("links-menu");
            admin.follow("Sheet to print").seesHeading("Join us online").look("sheet");
            admin.page()
                    .pdf(new PdfOptions()
                            .setPath(Path.of("target/screenshots/sheet.pdf"))
                            .setFormat("A4")
                            .setPreferCSSPageSize(true));

            guest.open(address).seesHeading("Konto bei Foundry anlegen").look("sign-up-department-german");
            guest.page().getByLabel("E-Mail-Adresse").fill("gustav@example.com");
            guest.fill("Vorname", "Gustav").fill("Nachname", "Holm").fill("Passwort", PASSWORD);
            guest.page().getByRole(AriaRole.CHECKBOX).check();
            guest.press("Konto anlegen").seesHeading("Sehen Sie in Ihre E-Mails");

            admin.follow("Sign-up links").sees("1 of 20");
            menu(admin);
            admin.follow("Replace").look("link-replace").press("Replace link").sees("The old link is dead.");
            admin.look("links-replaced");
            guest.open(address).seesHeading("Dieser Link geht nicht").look("link-gone-german");
            menu(admin);
            admin.follow("Switch off").look("link-end").press("Switch off link").sees("The link is switched off.");
            admin.open("/o/" + tenant.slug() + "/members").follow("Gustav Holm");
            admin.sees("Hall 2").look("member-of-department");
        }
    }

    @Test
    @DisplayName(
            "INV-8 a member invites a colleague where sign-up is off; the admins see who brought whom, and switch the link off")
    void colleague() {
        var tenant = open("Meadow", "colleague_invitations = true");
        house.member(tenant, "Lena", "Fischer", "lena@meadow.example");
        try (var lena = Person.onPhone(house);
                var friend = Person.atDesk(house);
                var stranger = Person.atDesk(house);
                var admin = Person.atDesk(house)) {
            lena.open("/sign-in");
            lena.page()
                    .getByLabel("E-Mail-Adresse, Benutzername oder Telefonnummer")
                    .fill("lena@meadow.example");
            lena.fill("Passwort", House.PASSWORD).press("Anmelden");
            lena.arrivesAt("/o/" + tenant.slug() + "/members");
            lena.open("/me/organizations")
                    .look("me-organizations-colleague")
                    .follow("Invite a colleague to Meadow")
                    .look("colleagues-none");
            lena.press("Create link").sees("The link is ready.").look("colleagues");
            var address = lena.page().getByLabel("Address of the link").inputValue();

            friend.open(address).sees("Lena Fischer invites you.").look("sign-up-colleague");
            friend.page().getByText("By phone").click();
            friend.page().getByLabel("Username").fill("friend");
            friend.page().getByLabel("Mobile number").fill("+49 151 12345679");
            friend.fill("First name", "Ida").fill("Last name", "Holm").fill("Password", PASSWORD);
            friend.page().getByRole(AriaRole.CHECKBOX).check();
            friend.look("sign-up-by-phone")
                    .press("Create account")
                    .seesHeading("Enter the code")
                    .look("sign-up-code");
            friend.page()
                    .getByLabel("Code of 6 digits")
                    .fill(house.smsTo("+4915112345679").replaceAll("^\\D*(\\d{6})\\b.*$", "$1"));
            friend.press("Confirm number").arrivesAt("/o/" + tenant.slug() + "/members");

            admin.signIn(tenant.adminEmail(), House.PASSWORD).follow("Ida Holm");
            admin.sees("Lena Fischer").look("member-brought");
            admin.open("/o/" + tenant.slug() + "/sign-up-links?kind=colleague")
                    .sees("1 of 10")
                    .look("links-colleagues");
            menu(admin);
            admin.follow("Switch off").look("link-end-colleague").press("Switch off link");
            admin.sees("The link is switched off.");
            stranger.open(address).seesHeading("This link does not work");
        }
    }

    @Test
    @DisplayName(
            "INV-9 an admin invites by text message; somebody without an e-mail address accepts on the phone and is in")
    void invitedBySms() {
        var tenant = open("Quarry", "default_country = 'DE'");
        try (var admin = Person.atDesk(house);
                var jonas = Person.onPhone(house)) {
            admin.signIn(tenant.adminEmail(), House.PASSWORD).follow("Invite members");
            admin.page().getByText("By text message").click();
            admin.page().locator("#addresses").fill("Jonas Berg <0151 12345671>\n030 901820");
            admin.look("invite-by-sms")
                    .press("Invite")
                    .sees("No text message can go there")
                    .look("invite-by-sms-wrong");
            admin.page().locator("#addresses").fill("Jonas Berg <0151 12345671>");
            admin.press("Invite").sees("Invitation sent.").look("members-invited-by-sms");

            var link = house.smsTo("+4915112345671").replaceAll("(?s)^.*(/accept/[A-Za-z0-9_-]{43}).*$", "$1");
            jonas.open(link).look("accept-by-phone-german");
            jonas.fill("Vorname", "Jonas").fill("Nachname", "Berg").fill("Passwort", PASSWORD);
            jonas.press("Einladung annehmen")
                    .arrivesAt("/o/" + tenant.slug() + "/members")
                    .sees("Jonas Berg");
        }
    }

    private static void menu(Person admin) {
        admin.page()
                .getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Actions for the link"))
                .first()
                .click();
    }

    private Tenant open(String name, String policy) {
        var tenant = house.tenant(name);
        house.asOwner()
                .sql("update organization_policy set " + policy + " where organization_id = :id")
                .param("id", tenant.id().value())
                .update();
        house.asOwner()
                .sql("update organization set brand_color = '#0a6e5c' where id = :id")
                .param("id", tenant.id().value())
                .update();
        return tenant;
    }

    private void departments(Tenant tenant) {
        house.asOwner().sql("""
                with top as (insert into department (organization_id, name, created_at)
                             values (:id, 'Filialen', now()), (:id, 'Halls', now()) returning id, name)
                insert into department (organization_id, parent_id, name, created_at)
                select :id, id, case name when 'Halls' then 'Hall ' || n else 'Filiale ' || n end, now() from top cross join generate_series(1, 8) n
                """).param("id", tenant.id().value()).update();
    }

    private void attributes(Tenant tenant) {
        house.asOwner()
                .sql(
                        "insert into attribute (organization_id, name, kind, required, unique_values, shown, editable, position, created_at)"
                                + " values (:id, 'Schuhgröße', 'number', true, false, true, true, 1, now())")
                .param("id", tenant.id().value())
                .update();
    }
}
