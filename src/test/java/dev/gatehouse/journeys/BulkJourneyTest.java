package dev.gatehouse.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.gatehouse.platform.TeamId;
import dev.gatehouse.teams.Teams;
import dev.gatehouse.testing.House;
import dev.gatehouse.testing.InHouse;
import dev.gatehouse.testing.Person;
import dev.gatehouse.testing.Tenant;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@InHouse
class BulkJourneyTest {

    private final House house;

    BulkJourneyTest(House house) {
        this.house = house;
    }

    @Test
    @DisplayName(
            "MEM-4 TEA-1 TEA-5 an admin makes a team from a selection, adds others to teams, and takes them out again, by keyboard")
    void teams() {
        var tenant = house.tenant("Northwind Retail");
        house.member(tenant, "Lena", "Fischer", "lena@example.com");
        house.member(tenant, "Jonas", "Lindqvist", "jonas@example.com");
        house.get(Teams.class).create(tenant.admin(), "Welcome", true, List.of());
        for (var i = 1; i <= 9; i++) team(tenant, "Region " + i);
        try (var admin = Person.atDesk(house)) {
            admin.signIn(tenant.adminEmail(), House.PASSWORD).arrivesAt("/o/" + tenant.slug() + "/members");
            tick(admin, "Lena Fischer");
            admin.page().keyboard().press("Shift+Tab");
            tick(admin, "Jonas Lindqvist");
            admin.sees("2 selected").look("bulk-bar").press("Create team");
            admin.seesHeading("Create a team with 2 members");
            admin.page().keyboard().type("Launch");
            admin.look("bulk-create-team");
            admin.page().keyboard().press("Enter");
            admin.sees("Team Launch created with 2 members.").look("bulk-team-created");

            tick(admin, "Lena Fischer");
            admin.press("Add to teams").seesHeading("Add Lena Fischer to teams");
            admin.page().getByLabel("Region 3").check();
            admin.page().getByLabel("Search teams").fill("welc");
            admin.page()
                    .getByRole(AriaRole.CHECKBOX, new Page.GetByRoleOptions().setName("Welcome"))
                    .check();
            assertThat(admin.page().getByLabel("Region 3").isChecked()).isTrue();
            admin.look("bulk-add-to-teams").press("Add Lena Fischer");
            admin.sees("1 member added to Region 3, Welcome.");

            tick(admin, "Lena Fischer");
            admin.press("Remove from teams").sees("Whoever leaves an onboarding team");
            assertThat(admin.page().getByLabel("Region 4").count()).isZero();
            admin.look("bulk-remove-from-teams").press("Remove Lena Fischer from the teams");
            admin.sees("Tick at least one team.").look("bulk-no-team");
            admin.page()
                    .getByRole(AriaRole.CHECKBOX, new Page.GetByRoleOptions().setName("Welcome"))
                    .check();
            admin.press("Remove Lena Fischer from the teams").sees("1 member removed from Welcome.");
        }
    }

    @Test
    @DisplayName("MEM-4 all that match are deactivated by a job: progress, leaving and coming back, cancel, report")
    void allThatMatch() {
        var tenant = house.tenant("Northwind Retail");
        house.asOwner().sql("""
                with subject as (
                     insert into permission_subject (organization_id) select :organization from generate_series(1, 1234) returning id)
                insert into member (organization_id, subject_id, status, first_name, last_name, email, created_at, status_changed_at)
                select :organization, id, 'CREATED', 'Person', right(id::text, 6), id || '@example.com', now(), now() from subject
                """).param("organization", tenant.id().value()).update();
        try (var admin = Person.atDesk(house)) {
            admin.signIn(tenant.adminEmail(), House.PASSWORD).arrivesAt("/o/" + tenant.slug() + "/members");
            admin.page().getByLabel("Select all on this page").check();
            admin.sees("50 selected").press("Select all 1,235 that match");
            admin.sees("All 1,235 selected").look("bulk-all").press("Deactivate");
            admin.seesHeading("Deactivate 1,235 members?").look("bulk-deactivate");
            admin.press("Deactivate 1,235 members").seesHeading("Running");
            admin.look("bulk-running");
            admin.follow("All members")
                    .sees("0 % done.")
                    .look("bulk-running-note")
                    .follow("Show");
            admin.seesHeading("Running");
            house.runJobs();
            admin.seesHeading("Complete").sees("1 member was left out").sees("That is you");
            admin.look("bulk-complete").follow("Your bulk actions");
            admin.sees("1,234 done, 1 left out").look("bulk-recent");
        }
    }

    @Test
    @DisplayName(
            "MEM-4 LIF-2 on a phone, in German and dark: a selection is removed, a person is deactivated and activated")
    void phone() {
        var tenant = house.tenant("Northwind Retail");
        house.member(tenant, "Lena", "Fischer", "lena-phone@example.com");
        house.member(tenant, "Jonas", "Lindqvist", "jonas-phone@example.com");
        house.asOwner()
                .sql("update account set language = 'de' where id = :account")
                .param("account", tenant.admin().requireAccount().value())
                .update();
        try (var admin = Person.onPhone(house)) {
            admin.open("/sign-in")
                    .fill("E-Mail-Adresse, Benutzername oder Telefonnummer", tenant.adminEmail())
                    .fill("Passwort", House.PASSWORD)
                    .press("Anmelden");
            admin.arrivesAt("/o/" + tenant.slug() + "/members");
            admin.page().getByLabel("Jonas Lindqvist auswählen").check();
            admin.sees("1 ausgewählt").look("bulk-phone").press("Aus der Organisation entfernen");
            admin.seesHeading("Jonas Lindqvist aus der Organisation entfernen?")
                    .look("bulk-phone-removal")
                    .press("Jonas Lindqvist entfernen");
            admin.sees("1 Mitglied aus der Organisation entfernt.");
            admin.follow("Lena Fischer").follow("Deaktivieren");
            admin.seesHeading("Lena Fischer deaktivieren?")
                    .look("lifecycle-phone")
                    .press("Lena Fischer deaktivieren");
            admin.sees("Lena Fischer ist deaktiviert.").look("lifecycle-phone-blocked");
            admin.follow("Aktivieren").seesHeading("Lena Fischer aktivieren?");
            admin.look("lifecycle-phone-activation").press("Lena Fischer aktivieren");
            admin.sees("Lena Fischer ist wieder aktiv.");
        }
    }

    @Test
    @DisplayName("LIF-2 deactivating somebody closes what they have open, at once")
    void deactivation() {
        var tenant = house.tenant("Northwind");
        house.member(tenant, "Lena", "Fischer", "lena-open@example.com");
        try (var admin = Person.atDesk(house);
                var lena = Person.atDesk(house)) {
            lena.signIn("lena-open@example.com", House.PASSWORD).arrivesAt("/o/" + tenant.slug() + "/members");
            admin.signIn(tenant.adminEmail(), House.PASSWORD).follow("Lena Fischer");
            admin.follow("Deactivate").seesHeading("Deactivate Lena Fischer?").look("lifecycle-deactivation");
            admin.press("Deactivate Lena Fischer").sees("Lena Fischer is deactivated.");

            lena.open("/o/" + tenant.slug() + "/members").seesHeading("There is nothing here");
        }
    }

    private static void tick(Person person, String name) {
        Locator box = person.page().getByLabel("Select " + name);
        box.focus();
        person.page().keyboard().press("Space");
    }

    private TeamId team(Tenant tenant, String name) {
        return house.get(Teams.class).create(tenant.admin(), name, false, List.of());
    }
}
