package dev.gatehouse.journeys;

import static com.microsoft.playwright.options.WaitForSelectorState.DETACHED;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.Cookie;
import com.microsoft.playwright.options.SelectOption;
import dev.gatehouse.organizations.AttributeForms;
import dev.gatehouse.organizations.Department;
import dev.gatehouse.organizations.Departments;
import dev.gatehouse.organizations.NameList;
import dev.gatehouse.organizations.NameLists;
import dev.gatehouse.platform.Actor;
import dev.gatehouse.platform.Tenancy;
import dev.gatehouse.signin.Newcomers;
import dev.gatehouse.signin.Newcomers.Known;
import dev.gatehouse.testing.House;
import dev.gatehouse.testing.InHouse;
import dev.gatehouse.testing.Person;
import dev.gatehouse.testing.Tenant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@InHouse
class StructureJourneyTest {

    private final House house;

    StructureJourneyTest(House house) {
        this.house = house;
    }

    @Test
    @DisplayName("ORG-6 an admin goes through the sections of the settings, and each change holds")
    void settings() {
        var tenant = house.tenant("Northwind Retail");
        var base = "/o/" + tenant.slug() + "/settings";
        try (var admin = Person.atDesk(house)) {
            admin.signIn(tenant.adminEmail(), House.PASSWORD).arrivesAt("/o/" + tenant.slug() + "/members");
            admin.follow("Settings").seesHeading("General").look("settings-general");
            pick(admin, "Country", "denm", "Denmark (DK)");
            pick(admin, "Currency", "krone", "Danish Krone (DKK)");
            admin.press("Save settings").sees("The settings are saved.");
            assertThat(admin.page().getByLabel("Country").inputValue()).isEqualTo("Denmark (DK)");

            admin.follow("Sign-in").seesHeading("Sign-in").look("settings-sign-in");
            admin.page()
                    .getByLabel("People with an e-mail address of these domains")
                    .check();
            admin.fill("Domains", "northwind").press("Save settings").sees("northwind is not a domain");
            admin.look("settings-sign-in-wrong")
                    .fill("Domains", "northwind.example")
                    .press("Save settings")
                    .sees("The settings are saved.");
            admin.follow("Communication").seesHeading("Communication").look("settings-communication");
            admin.follow("Privacy").seesHeading("Privacy");
            admin.fill("Your own sentence", "Northwind keeps your name and your shifts.")
                    .press("Save as a new version")
                    .sees("Version 1 holds from now on.")
                    .look("settings-consent");
            admin.follow("New people").seesHeading("New people").look("settings-new-people");
            admin.page().getByLabel("Role").selectOption("Member");
            admin.press("Save settings").sees("The settings are saved.");
            admin.open("/o/" + tenant.slug() + "/audit-log")
                    .sees("changed the settings")
                    .look("audit-log-settings");
        }
        try (var admin = Person.onPhone(house)) {
            german(admin, tenant)
                    .open(base + "/sign-in")
                    .seesHeading("Anmeldung")
                    .look("settings-sign-in-phone-german");
            admin.open(base + "/consent").look("settings-consent-phone-german");
            admin.open(base + "/new-people").look("settings-new-people-phone-german");
        }
    }

    @Test
    @DisplayName("CRE-9 an admin builds the tree of departments, opens its branches, moves, searches and deletes in it")
    void departments() {
        var tenant = house.tenant("Northwind Retail");
        var page = "/o/" + tenant.slug() + "/settings/departments";
        try (var admin = Person.atDesk(house)) {
            admin.signIn(tenant.adminEmail(), House.PASSWORD).arrivesAt("/o/" + tenant.slug() + "/members");
            admin.open(page).seesHeading("No departments yet").look("departments-empty");
            admin.page()
                    .getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Add department"))
                    .first()
                    .click();
            admin.seesHeading("Add department").fill("Name", "Sales").press("Add department");
            admin.sees("The department Sales was added.");
            var department = house.get(Departments.class);
            var sales = find(tenant, "Sales");
            for (var name : List.of("Europe", "Asia", "Africa", "America", "Oceania"))
                department.create(tenant.admin(), name, sales.id());
            var europe = find(tenant, "Europe");
            for (var name : List.of("Nordics", "Iberia", "Benelux", "Alps", "Balkans", "Baltics", "British Isles"))
                department.create(tenant.admin(), name, europe.id());
            department.create(tenant.admin(), "Support", null);

            admin.open(page);
            assertThat(admin.page().getByText("Europe").isVisible()).isFalse();
            admin.page().getByText("Sales").click();
            admin.sees("Europe");
            admin.page().getByText("Europe").click();
            admin.sees("Nordics").look("departments");
            menu(admin, "Nordics").getByText("Move").click();
            admin.seesHeading("Move Nordics");
            pick(admin, "Lies in", "supp", "Support");
            admin.look("department-move");
            admin.press("Move").sees("Nordics was moved.").sees("Nordics");
            admin.page().locator("input[name=q]").fill("ib");
            admin.sees("Sales › Europe › Iberia").look("departments-search");
            admin.follow("Iberia").sees("Balkans");
            menu(admin, "Europe").getByText("Delete").click();
            admin.seesHeading("Delete Europe?").press("Delete Europe");
            admin.sees("Choose where its people and departments go.").look("department-delete");
            admin.page().getByLabel("They go to").selectOption("Support");
            admin.press("Delete Europe").sees("The department Europe was deleted.");
            assertThat(find(tenant, "Iberia").path()).isEqualTo("Support › Iberia");
        }
        try (var admin = Person.onPhone(house)) {
            german(admin, tenant).open(page).sees("Support");
            admin.page().getByText("Support").click();
            admin.sees("Iberia").look("departments-phone-german");
        }
    }

    @Test
    @DisplayName(
            "CRE-9 TYP-1 TYP-2 an admin keeps attributes, job profiles, user types, and partners with their managers")
    void lists() {
        var tenant = house.tenant("Northwind Retail");
        var base = "/o/" + tenant.slug() + "/settings";
        house.member(tenant, "Lena", "Fischer", "lena@" + tenant.slug() + ".example");
        house.asOwner()
                .sql("update member set phone = '+4915112345678', user_type_id = (select id from user_type"
                        + " where organization_id = :organization and predefined = 'platform')"
                        + " where organization_id = :organization and first_name = 'Lena'")
                .param("organization", tenant.id().value())
                .update();
        try (var admin = Person.atDesk(house)) {
            admin.signIn(tenant.adminEmail(), House.PASSWORD).arrivesAt("/o/" + tenant.slug() + "/members");
            admin.open(base + "/attributes").seesHeading("No attributes yet");
            admin.page()
                    .getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Add attribute"))
                    .first()
                    .click();
            admin.seesHeading("Add attribute").fill("Name", "Shirt size");
            assertThat(admin.page().getByLabel("Choices").isVisible()).isFalse();
            admin.page().getByLabel("Kind").selectOption("Choice");
            admin.fill("Choices", "S\nM\nL").look("attribute-pane").press("Add attribute");
            admin.sees("The attribute Shirt size was added.");
            AttributeForms.create(house, tenant.admin(), "Cost centre", "number", true);
            AttributeForms.create(house, tenant.admin(), "First day", "date", false);
            admin.open(base + "/attributes").look("attributes");
            admin.page()
                    .getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Move First day up"))
                    .click();
            admin.page()
                    .locator(".gh-order li:nth-child(2)")
                    .getByText("First day")
                    .first()
                    .waitFor();
            admin.page()
                    .getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Move First day up"))
                    .click();
            admin.page()
                    .locator(".gh-order li:first-child")
                    .getByText("First day")
                    .first()
                    .waitFor();

            for (var name : List.of("Cashier", "Store manager", "Driver"))
                house.get(NameLists.class).add(tenant.admin(), NameList.JOB_PROFILES, name);
            admin.open(base + "/job-profiles").sees("Store manager").look("job-profiles");
            admin.open(base + "/user-types").look("user-types");
            admin.follow("Add user type").seesHeading("Add user type").fill("Name", "Agency");
            admin.look("user-type-pane").press("Add user type").sees("The user type Agency was added.");

            admin.open(base + "/partners").seesHeading("No partners yet");
            house.get(NameLists.class).add(tenant.admin(), NameList.PARTNERS, "Fabrikam");
            admin.open(base + "/partners").look("partners").follow("Fabrikam").seesHeading("Fabrikam");
            admin.follow("Add key account manager").seesHeading("Add key account manager");
            admin.page().getByLabel("Search people").fill("fischer");
            admin.page().getByText("Lena Fischer").click();
            admin.look("key-account-pane").press("Save").sees("Lena Fischer is key account manager now.");
            admin.look("partner");
        }
        try (var admin = Person.onPhone(house)) {
            german(admin, tenant).open(base + "/attributes").look("attributes-phone-german");
            admin.open(base + "/user-types").look("user-types-phone-german");
            admin.open(base + "/partners").sees("Fabrikam").follow("Fabrikam").look("partner-phone-german");
        }
    }

    @Test
    @DisplayName(
            "CRE-9 the department picker is worked by keyboard alone, and Escape closes its list, not the pane around it")
    void keyboard() {
        var tenant = house.tenant("Northwind Retail");
        for (var i = 0; i < 20; i++) house.get(Departments.class).create(tenant.admin(), "Department " + i, null);
        try (var admin = Person.atDesk(house)) {
            admin.signIn(tenant.adminEmail(), House.PASSWORD).arrivesAt("/o/" + tenant.slug() + "/members");
            admin.open("/o/" + tenant.slug() + "/settings/departments")
                    .follow("Add department")
                    .fill("Name", "Below");
            var field = admin.page().getByLabel("Lies in");
            field.focus();
            admin.page().keyboard().type("department 1");
            admin.page().getByRole(AriaRole.OPTION).first().waitFor();
            admin.look("department-picker");
            admin.page().keyboard().press("ArrowDown");
            admin.page().keyboard().press("Enter");
            assertThat(field.inputValue()).isEqualTo("Department 10");
            admin.page().keyboard().type("zzz");
            admin.sees("No department of that name");
            admin.page().keyboard().press("Escape");
            assertThat(field.inputValue()).isEqualTo("Department 10");
            admin.seesHeading("Add department").press("Add department").sees("The department Below was added.");
            assertThat(find(tenant, "Below").path()).isEqualTo("Department 10 › Below");
        }
    }

    @Test
    @DisplayName(
            "MEM-3 ACT-5 the members list is narrowed by a department and what lies in it; the settings warn of people whom no code reaches")
    void narrowed() {
        var tenant = house.tenant("Northwind Retail");
        var departments = house.get(Departments.class);
        departments.create(tenant.admin(), "Sales", null);
        departments.create(tenant.admin(), "Europe", find(tenant, "Sales").id());
        departments.create(tenant.admin(), "Support", null);
        put(house.member(tenant, "Lena", "Fischer", "lena@narrow.example"), find(tenant, "Europe"));
        put(house.member(tenant, "Mei", "Tanaka", "mei@narrow.example"), find(tenant, "Support"));
        new Newcomers(house).registered(tenant, new Known("Yuto", "Sato", null, "narrowed", null));
        try (var admin = Person.atDesk(house);
                var phone = Person.onPhone(house)) {
            admin.signIn(tenant.adminEmail(), House.PASSWORD).arrivesAt("/o/" + tenant.slug() + "/members");
            admin.sees("Mei Tanaka").look("members-departments");
            admin.page()
                    .getByLabel("Department")
                    .selectOption(new SelectOption()
                            .setValue(find(tenant, "Sales").id().toString()));
            admin.page().getByText("Mei Tanaka").waitFor(new Locator.WaitForOptions().setState(DETACHED));
            admin.sees("Lena Fischer").look("members-department");
            admin.open("/o/" + tenant.slug() + "/settings/sign-in").sees("1 person has neither");
            admin.look("settings-sign-in-unreached");
            german(phone, tenant).look("members-departments-phone-german");
            phone.open("/o/" + tenant.slug() + "/settings/sign-in").look("settings-sign-in-unreached-phone-german");
        }
    }

    private void put(Actor member, Department department) {
        house.asOwner()
                .sql("update member set department_id = :department where organization_id = :organization and id = :id")
                .param("department", department.id().value())
                .param("organization", member.organization().value())
                .param("id", Objects.requireNonNull(member.member()).value())
                .update();
    }

    private Department find(Tenant tenant, String name) {
        return house.inTransaction(() -> {
            house.get(Tenancy.class).enter(tenant.id());
            return house.get(Departments.class).few(tenant.id(), 100).orElseThrow().stream()
                    .filter(one -> one.name().equals(name))
                    .findFirst()
                    .orElseThrow();
        });
    }

    /** Searches in a long list and takes what is found. */
    private static void pick(Person person, String label, String typed, String option) {
        person.page().getByLabel(label).fill(typed);
        person.page()
                .getByRole(AriaRole.OPTION, new Page.GetByRoleOptions().setName(option))
                .first()
                .click();
    }

    private static Locator menu(Person person, String name) {
        person.page()
                .getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Actions for " + name))
                .click();
        return person.page().locator(".gh-menu:popover-open");
    }

    /** In German on this device: the accounts of the house are English. */
    private Person german(Person person, Tenant tenant) {
        person.page()
                .context()
                .addCookies(List.of(new Cookie("gatehouse-language", "de")
                        .setUrl(house.url().toString())));
        person.open("/sign-in")
                .fill("E-Mail-Adresse, Benutzername oder Telefonnummer", tenant.adminEmail())
                .fill("Passwort", House.PASSWORD);
        return person.press("Anmelden").arrivesAt("/o/" + tenant.slug() + "/members");
    }
}
