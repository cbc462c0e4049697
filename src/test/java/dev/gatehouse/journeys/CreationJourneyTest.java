package dev.gatehouse.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.Cookie;
import dev.gatehouse.admission.Somebody;
import dev.gatehouse.platform.Texts;
import dev.gatehouse.testing.House;
import dev.gatehouse.testing.InHouse;
import dev.gatehouse.testing.Person;
import dev.gatehouse.testing.Tenant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@InHouse
class CreationJourneyTest {

    private static final String INITIAL = "forty purple kettles sing";

    private final House house;

    CreationJourneyTest(House house) {
        this.house = house;
    }

    @Test
    @DisplayName(
            "CRE-1 ACT-1 an admin creates somebody in three steps; the person activates on a phone without JavaScript and is in")
    void threeSteps() {
        var tenant = furnished("Northwind Retail");
        house.member(tenant, "Jonas", "Lindqvist", "jonas@one.example");
        try (var admin = Person.atDesk(house);
                var lena = Person.onPhoneWithoutScripts(house)) {
            admin.signIn(tenant.adminEmail(), House.PASSWORD).follow("Create member");
            admin.seesHeading("Create member").look("create-who");
            admin.press("Next").sees("Please fill this in.").look("create-who-wrong");
            admin.fill("First name", "Jonas").fill("Last name", "Lindqvist").sees("Is it Jonas Lindqvist?");
            admin.fill("E-mail address", "jonas@one.example").sees("Jonas Lindqvist has this address already.");
            admin.look("create-who-known").press("Next");
            admin.page().locator("#email[aria-invalid=true]").waitFor();
            admin.fill("First name", "Lena").fill("Last name", "Fischer");
            admin.fill("E-mail address", "lena@one.example").press("Next");
            admin.sees("Job profile").press("Next").sees("Choose a department.").look("create-place-wrong");
            choose(admin, "Job profile", "Cashier");
            department(admin, "Stores");
            admin.look("create-place").press("Next");
            admin.sees("How do they come in?").look("create-way");
            admin.press("Create member").sees("Without the person's consent").look("create-way-wrong");
            admin.page()
                    .getByText("I confirm that the person has agreed to this:")
                    .click();
            admin.press("Create member").sees("Lena Fischer was created. The activation link is on its way.");
            admin.look("create-done");

            lena.open("/activate/" + house.secretTo("lena@one.example", "/activate/"))
                    .keep("activate-phone-without-scripts");
            assertThat(lena.page().locator("#firstName").inputValue()).isEqualTo("Lena");
            lena.page().locator("#password").fill("short");
            lena.page().locator("main form button.btn-primary").click();
            lena.keep("activate-phone-short-password");
            lena.page().locator("#password").fill(Somebody.PASSWORD);
            lena.page().locator("main form button.btn-primary").click();
            lena.arrivesAt("/o/" + tenant.slug() + "/members").keep("activated-phone");
            admin.open("/o/" + tenant.slug() + "/members?q=lena").follow("Lena Fischer");
            admin.seesHeading("Consents").look("member-created");
        }
    }

    @Test
    @DisplayName("CRE-1 CON-1 the pane fits a phone, in German and in the dark, step by step and back again")
    void onPhone() {
        var tenant = furnished("Harbor Books");
        new Somebody(house, tenant).policy("activation_sms = true, default_country = 'DE'");
        try (var admin = Person.onPhone(house)) {
            house.asOwner()
                    .sql("update account set language = 'de' where id = :id")
                    .param("id", tenant.admin().requireAccount().value())
                    .update();
            admin.open("/sign-in");
            admin.page().locator("[name=identifier]").fill(tenant.adminEmail());
            admin.page().locator("[name=password]").first().fill(House.PASSWORD);
            admin.press("Anmelden").arrivesAt("/o/" + tenant.slug() + "/members");
            admin.follow("Mitglied anlegen").seesHeading("Mitglied anlegen");
            admin.page().getByLabel("Benutzername und Telefon").check();
            admin.fill("Vorname", "Mei").fill("Nachname", "田中").fill("Benutzername", "mei.tanaka");
            admin.page().locator("#phone").fill("0151 12345602");
            admin.look("create-who-phone-german").press("Weiter");
            choose(admin, "Jobprofil", "Cashier");
            department(admin, "Stores");
            admin.look("create-place-phone-german").press("Weiter");
            admin.sees("Wie kommt die Person herein?").look("create-way-phone-german");
            admin.press("Zurück").sees("Jobprofil");
            assertThat(admin.page().locator("#jobProfile option:checked").textContent())
                    .isEqualTo("Cashier");
            admin.press("Weiter").sees("Wie kommt die Person herein?");
            admin.page()
                    .getByText("Ich bestätige, dass die Person dem zugestimmt hat:")
                    .click();
            admin.press("Mitglied anlegen").sees("Der Aktivierungslink ist unterwegs.");
            assertThat(house.smsTo("+4915112345602")).contains("/activate/");
        }
    }

    @Test
    @DisplayName(
            "ACT-2 a one-time password is shown once, as a slip to print, and lets the person in to choose their own")
    void oneTimePassword() {
        var tenant = house.tenant("Workshop");
        try (var admin = Person.atDesk(house);
                var lena = Person.atDesk(house)) {
            admin.signIn(tenant.adminEmail(), House.PASSWORD).follow("Create member");
            admin.page().getByLabel("Username and phone").check();
            admin.fill("First name", "Lena").fill("Last name", "Fischer").fill("Username", "lena.floor");
            admin.page().locator("#phone").fill("+49 151 12345603");
            admin.press("Next").sees("User type").press("Next").sees("How do they come in?");
            admin.page().getByText("One-time password").first().click();
            admin.page()
                    .getByText("I confirm that the person has agreed to this:")
                    .click();
            admin.press("Create member").seesHeading("One-time password").look("one-time-password");
            var code = admin.page().locator("#code").inputValue();
            admin.page().keyboard().press("Escape");
            admin.seesHeading("Close without copying?").press("Back to the password");
            admin.page()
                    .emulateMedia(
                            new Page.EmulateMediaOptions().setMedia(com.microsoft.playwright.options.Media.PRINT));
            admin.keep("one-time-password-print");
            admin.page()
                    .emulateMedia(
                            new Page.EmulateMediaOptions().setMedia(com.microsoft.playwright.options.Media.SCREEN));
            admin.follow("Done").seesHeading("Lena Fischer").look("member-one-time-password");
            assertThat(admin.page().content()).doesNotContain(code);
            admin.follow("Give one-time password")
                    .seesHeading("Give a one-time password")
                    .look("give-one-time-password");
            admin.press("Give one-time password").seesHeading("One-time password");
            var second = admin.page().locator("#code").inputValue();
            assertThat(second).isNotEqualTo(code);

            lena.open("/o/" + tenant.slug() + "/sign-in");
            lena.page().locator("[name=identifier]").fill("lena.floor");
            lena.page().locator("[name=password]").first().fill(second);
            lena.press("Sign in");
            lena.page().waitForURL(url -> url.contains("/first-password/"));
            lena.page().locator("[name=password]").first().fill(Somebody.PASSWORD);
            lena.page().locator("main form button.btn-primary").click();
            lena.arrivesAt("/o/" + tenant.slug() + "/members");
        }
    }

    @Test
    @DisplayName(
            "CRE-2 CRE-3 with an initial password the person confirms the address, signs in and must choose another")
    void initialPassword() {
        var tenant = house.tenant("Foundry");
        try (var admin = Person.atDesk(house);
                var lena = Person.onPhone(house)) {
            admin.signIn(tenant.adminEmail(), House.PASSWORD).follow("Create member");
            admin.fill("First name", "Lena").fill("Last name", "Fischer").fill("E-mail address", "lena@four.example");
            admin.press("Next").sees("User type").press("Next").sees("How do they come in?");
            admin.page().getByText("Initial password").first().click();
            admin.page().locator("#password").fill("foundry");
            admin.sees("Too short").look("create-way-password");
            admin.page().locator("#password").fill(INITIAL);
            admin.page()
                    .getByText("I confirm that the person has agreed to this:")
                    .click();
            admin.press("Create member").sees("Once the address is confirmed, the initial password works.");
            assertThat(house.mailTo("lena@four.example")).contains("/confirm-address/");
            admin.follow("Lena Fischer")
                    .sees("Waits for the address to be confirmed")
                    .look("member-double-opt-in");
            admin.press("Resend confirmation").sees("The time stays as it was.");

            lena.open("/confirm-address/" + house.secretTo("lena@four.example", "/confirm-address/"))
                    .look("confirm-address-phone-german");
            lena.press("Adresse bestätigen").seesHeading("Anmelden");
            lena.page().locator("[name=password]").first().fill(INITIAL);
            lena.press("Anmelden");
            lena.page().waitForURL(url -> url.contains("/first-password/"));
            lena.page().locator("[name=password]").first().fill(INITIAL);
            lena.page().locator("main form button.btn-primary").click();
            lena.page().locator("[aria-invalid=true]").waitFor();
            lena.page().locator("[name=password]").first().fill(Somebody.PASSWORD);
            lena.page().locator("main form button.btn-primary").click();
            lena.arrivesAt("/o/" + tenant.slug() + "/members");
        }
    }

    @Test
    @DisplayName(
            "LIF-6 ACT-1 MEM-4 from the page of a member activation is sent and data edited; many get their links at once")
    void memberPage() {
        var tenant = furnished("Mill");
        var people = new Somebody(house, tenant);
        people.policy("activation_sms = true");
        var id = people.created("lena@five.example", "+4915112345605");
        people.created("ada@five.example", null);
        people.created(null, "+4915112345615");
        try (var admin = Person.atDesk(house)) {
            admin.signIn(tenant.adminEmail(), House.PASSWORD).arrivesAt("/o/" + tenant.slug() + "/members");
            admin.page().getByLabel("Select all on this page").check();
            admin.press("Send activation").sees("Send activation to 4 members?").look("bulk-activation");
            admin.press("Send 4 activations").sees("3 activations sent. 1 left out.");

            admin.open("/o/" + tenant.slug() + "/members/" + id)
                    .sees("Activation link by e-mail")
                    .look("member-ways");
            admin.follow("Send activation").seesHeading("Send activation").look("send-activation");
            admin.page().locator("[name=channel][value=email]").uncheck();
            admin.page().locator("[name=channel][value=sms]").uncheck();
            admin.press("Send").sees("Choose at least one.").look("send-activation-wrong");
            admin.page().locator("[name=channel][value=sms]").check();
            admin.press("Send").sees("The activation link for Lena Fischer is on its way.");
            admin.follow("Edit").seesHeading("Edit member").look("edit");
            department(admin, "Stores");
            admin.press("Save").sees("Lena Fischer was changed.").look("member-edited");
            people.policy("personal_data_by_admins = true");
            admin.follow("Edit").fill("E-mail address", "lena@").press("Save");
            admin.page().locator("[aria-invalid=true]").waitFor();
            admin.look("edit-personal-wrong").fill("E-mail address", "lena.fischer@five.example");
            admin.press("Save").sees("Links and one-time passwords of before work no more");
        }
    }

    @Test
    @DisplayName(
            "CRE-1 ACT-1 CON-2 in Arabic the steps, the page of a member and the activation page read from right to left")
    void rightToLeft() {
        var tenant = furnished("Oasis");
        var arabic = house.get(Texts.class).in(Locale.of("ar"));
        try (var admin = Person.atDesk(house);
                var lena = Person.onPhone(house)) {
            for (var person : List.of(admin, lena))
                person.page()
                        .context()
                        .addCookies(List.of(new Cookie("gatehouse-language", "ar")
                                .setUrl(house.url().toString())));
            admin.open("/sign-in");
            admin.page().locator("[name=identifier]").fill(tenant.adminEmail());
            admin.page().locator("[name=password]").first().fill(House.PASSWORD);
            admin.press(arabic.text("signin.submit")).follow(arabic.text("creation.button"));
            var next = arabic.text("creation.next");
            admin.fill(arabic.text("accept.first_name"), "ليلى").fill(arabic.text("accept.last_name"), "حداد");
            admin.page().locator("#email").fill("laila@seven.example");
            admin.look("create-who-arabic").press(next).sees(arabic.text("creation.job_profile"));
            admin.press(next).sees(arabic.text("refusal.creation.department"));
            admin.look("create-place-arabic");
            choose(admin, arabic.text("creation.job_profile"), "Cashier");
            department(admin, "Stores");
            admin.press(next).sees(arabic.text("creation.way")).look("create-way-arabic");
            admin.page().locator("[name=consent]").check();
            admin.press(arabic.text("creation.submit"));
            admin.follow(arabic.text("creation.open"))
                    .seesHeading(arabic.text("ways.title"))
                    .look("member-ways-arabic");
            admin.follow(arabic.text("one_time_password.button"))
                    .press(arabic.text("one_time_password.verb"))
                    .seesHeading(arabic.text("one_time_password.title"));
            admin.look("one-time-password-arabic");
            lena.open("/activate/" + house.secretTo("laila@seven.example", "/activate/"))
                    .look("activate-phone-arabic");
        }
    }

    @Test
    @DisplayName("CRE-1 CON-1 without JavaScript the pane is one long form, and nothing typed is lost")
    void withoutScripts() {
        var tenant = furnished("Quarry");
        try (var admin = Person.withoutScripts(house)) {
            admin.signIn(tenant.adminEmail(), House.PASSWORD).follow("Create member");
            admin.fill("First name", "Lena").fill("E-mail address", "lena@six.example");
            admin.press("Create member").sees("Choose a department.").keep("create-without-scripts");
            assertThat(admin.page().locator("#email").inputValue()).isEqualTo("lena@six.example");
            admin.fill("Last name", "Fischer");
            choose(admin, "Job profile", "Cashier");
            admin.page()
                    .locator("#department")
                    .selectOption(new com.microsoft.playwright.options.SelectOption().setLabel("Stores"));
            admin.page().locator("[name=consent]").check();
            admin.press("Create member").sees("Lena Fischer was created.");
        }
    }

    @Test
    @DisplayName(
            "CRE-9 CON-2 of very many departments one is found in a closed branch, and by search from the keyboard, and stays chosen")
    void manyDepartments() {
        var tenant = house.tenant("Northwind Regions");
        house.asOwner()
                .sql("""
                with top as (insert into department (organization_id, name, created_at)
                             select :organization, 'Region ' || lpad(n::text, 3, '0'), '2026-01-01' from generate_series(1, 150) n returning id),
                     next as (insert into department (organization_id, parent_id, name, created_at)
                             select :organization, top.id, 'Store ' || n, '2026-01-01' from top, generate_series(1, 3) n returning id)
                select count(*) from next
                """)
                .param("organization", tenant.id().value())
                .query(Integer.class)
                .single();
        try (var admin = Person.atDesk(house)) {
            admin.signIn(tenant.adminEmail(), House.PASSWORD).follow("Create member");
            admin.fill("First name", "Lena").fill("Last name", "Fischer").fill("E-mail address", "lena@nine.example");
            admin.press("Next").sees("Region 001").look("create-many-departments");
            var keys = admin.page().keyboard();
            admin.page().locator("#department").focus();
            keys.press("Tab");
            keys.press("Space");
            assertThat(chosen(admin)).isEqualTo("Region 001");
            keys.press("Tab");
            keys.press("Enter");
            admin.sees("Store 2").look("create-many-departments-open");
            keys.press("Shift+Tab");
            keys.press("ArrowDown");
            assertThat(chosen(admin)).isEqualTo("Store 1");
            admin.press("Next").sees("How do they come in?").press("Back").sees("Region 001 › Store 1");
            assertThat(chosen(admin)).as("its branch is closed again").startsWith("Store 1");

            admin.page().locator("#department").focus();
            keys.type("store 2 rég 140");
            admin.sees("Region 140 › Store 2").look("create-many-departments-found");
            assertThat(chosen(admin)).as("a search takes nothing away").startsWith("Store 1");
            keys.press("Enter");
            keys.press("Tab");
            keys.press("ArrowDown");
            assertThat(chosen(admin)).contains("Region 140 › Store 2");
            admin.press("Next").sees("How do they come in?");
            admin.page()
                    .getByText("I confirm that the person has agreed to this:")
                    .click();
            admin.press("Create member").sees("Lena Fischer was created.");
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
                .containsExactly("Region 140 › Store 2");
    }

    /** What stands beside the department that is chosen. */
    private static String chosen(Person person) {
        return person.page()
                .locator("label:has([name=department]:checked)")
                .innerText()
                .strip();
    }

    private static void choose(Person person, String label, String option) {
        person.page()
                .getByLabel(label, new Page.GetByLabelOptions().setExact(true))
                .selectOption(new com.microsoft.playwright.options.SelectOption().setLabel(option));
    }

    /** The list itself where it is short, else the search that stands in its place. */
    private static void department(Person person, String name) {
        var list = person.page().locator("#pane select[name=department]");
        if (list.isVisible())
            list.selectOption(list.locator("option", new Locator.LocatorOptions().setHasText(name))
                    .first()
                    .getAttribute("value"));
        else {
            var search = person.page().locator("#pane [data-tree-pick] input[role=combobox]");
            search.fill(name);
            person.page()
                    .getByRole(AriaRole.OPTION)
                    .filter(new Locator.FilterOptions().setHasText(name))
                    .first()
                    .click();
        }
    }

    /** A tenant with departments, a job profile, a partner and an attribute of its own. */
    private Tenant furnished(String name) {
        var tenant = house.tenant(name, 20);
        var stores = insert(
                tenant,
                "insert into department (organization_id, name, created_at) values (:organization, 'Stores', now()) returning id");
        house.asOwner()
                .sql(
                        "insert into department (organization_id, parent_id, name, created_at) values (:organization, :parent, 'Berlin', now())")
                .param("organization", tenant.id().value())
                .param("parent", stores)
                .update();
        insert(
                tenant,
                "insert into job_profile (organization_id, name, created_at) values (:organization, 'Cashier', now()) returning id");
        insert(
                tenant,
                "insert into partner (organization_id, name, created_at) values (:organization, 'Contoso', now()) returning id");
        insert(tenant, """
                insert into attribute (organization_id, name, kind, choices, required, unique_values, shown, editable, position, created_at)
                values (:organization, 'Shirt size', 'choice', '{S,M,L}', false, false, true, false, 0, now()) returning id
                """);
        return tenant;
    }

    private UUID insert(Tenant tenant, String sql) {
        return house.asOwner()
                .sql(sql)
                .param("organization", tenant.id().value())
                .query(UUID.class)
                .single();
    }
}
