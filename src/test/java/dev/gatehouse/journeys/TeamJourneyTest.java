package dev.gatehouse.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.Cookie;
import com.microsoft.playwright.options.WaitForSelectorState;
import dev.gatehouse.access.Access;
import dev.gatehouse.access.Grants;
import dev.gatehouse.access.Permission;
import dev.gatehouse.access.PredefinedRole;
import dev.gatehouse.access.ScopeKind;
import dev.gatehouse.access.Scopes;
import dev.gatehouse.platform.Actor;
import dev.gatehouse.platform.MemberId;
import dev.gatehouse.platform.ScopeId;
import dev.gatehouse.platform.SubjectId;
import dev.gatehouse.teams.Teams;
import dev.gatehouse.testing.House;
import dev.gatehouse.testing.InHouse;
import dev.gatehouse.testing.Person;
import dev.gatehouse.testing.Tenant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@InHouse
class TeamJourneyTest {

    private final House house;

    TeamJourneyTest(House house) {
        this.house = house;
    }

    @Test
    @DisplayName(
            "TEA-1 TEA-4 TEA-6 an admin makes a team, configures it, changes it and deletes it; leaving with changes asks")
    void wholeLife() {
        var tenant = house.tenant("Northwind Retail");
        for (var name : List.of("Lena Fischer", "Mei Tanaka", "Tomás Herrera")) member(tenant, name, "life");
        try (var admin = Person.atDesk(house)) {
            admin.signIn(tenant.adminEmail(), House.PASSWORD).arrivesAt("/o/" + tenant.slug() + "/members");
            admin.open("/o/" + tenant.slug() + "/teams").sees("No teams yet").look("teams-none");
            button(admin, "Create team").first().click();
            admin.sees("members and roles come next").look("team-new");
            admin.fill("Name", "Marketing").press("Create team");
            admin.sees("Team created.").look("teams-created").follow("Configure");

            admin.seesHeading("Edit Marketing");
            settled(admin);
            var search = admin.page().getByRole(AriaRole.SEARCHBOX, new Page.GetByRoleOptions().setName("Add members"));
            search.fill("fischer");
            var lena = admin.page().getByRole(AriaRole.CHECKBOX, new Page.GetByRoleOptions().setName("Lena Fischer"));
            lena.waitFor();
            gone(admin.page().getByRole(AriaRole.CHECKBOX, new Page.GetByRoleOptions().setName("Mei Tanaka")));
            admin.look("team-picker");
            search.press("ArrowDown");
            admin.page().keyboard().press("Enter");
            search.fill("herr");
            admin.page().getByText("Tomás Herrera").click();
            admin.look("team-chosen");
            admin.follow("Cancel").sees("Leave without saving?").press("Keep editing");
            admin.press("Save team").sees("Marketing is saved.").look("team-page");
            assertThat(admin.page().locator("#team-people li").count()).isEqualTo(2);

            admin.follow("Edit");
            admin.page().locator("label[title='Remove Lena Fischer']").click();
            admin.page().locator("input[name=onboarding]").check();
            admin.look("team-remove");
            admin.press("Save team");
            gone(admin.page().locator("#team-people").getByText("Lena Fischer"));
            admin.sees("Onboarding team");
            assertThat(admin.page().locator("#team-people li").count()).isEqualTo(1);
            admin.follow("Edit");
            admin.sees("does not come back into it by themselves").look("team-onboarding-pane");
            admin.press("Close");

            admin.follow("Delete");
            admin.seesHeading("Delete the team Marketing?")
                    .sees("Only the team goes")
                    .look("team-deletion");
            admin.press("Delete Marketing").sees("Marketing is deleted.");
            admin.open("/o/" + tenant.slug() + "/members").sees("Tomás Herrera");
        }
    }

    @Test
    @DisplayName(
            "TEA-3 ROL-3 a hub admin finds own teams marked, edits those alone, and cannot add people to a stronger one")
    void hubAdmin() {
        var tenant = house.tenant("Northwind Retail");
        var hub = hub(tenant, "Marketing");
        var hugo = member(tenant, "Hugo Stern", "hub");
        member(tenant, "Lena Fischer", "hub");
        var grants = house.get(Grants.class);
        grants.give(tenant.admin(), subject(hugo), house.gift(tenant, PredefinedRole.HUB_ADMIN, hub));
        var teams = house.get(Teams.class);
        for (var name : List.of("Board", "Newcomers", "Warehouse"))
            teams.create(tenant.admin(), name, name.equals("Newcomers"), List.of(id(tenant.admin())));
        var writers = teams.create(hugo, "Writers", false, List.of());
        var strong = teams.create(hugo, "Strong", false, List.of());
        grants.give(hugo, writers.subject(), house.gift(tenant, PredefinedRole.REPOSITORY_EDITOR, hub));
        grants.give(hugo, writers.subject(), house.gift(tenant, PredefinedRole.HUB_VIEWER, hub));
        grants.give(
                tenant.admin(),
                strong.subject(),
                house.gift(tenant, PredefinedRole.ORGANIZATION_ADMIN, ScopeId.of(tenant.id())));
        try (var person = Person.atDesk(house)) {
            person.signIn("hugo.hub@example.com", House.PASSWORD).open("/o/" + tenant.slug() + "/teams");
            person.sees("Writers").look("teams-hub-admin");
            assertThat(person.page().locator("#teams-list tbody tr").count()).isEqualTo(5);
            person.page()
                    .getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Actions for Board"))
                    .click();
            assertThat(person.page().locator(".gh-menu:popover-open").innerText())
                    .doesNotContain("Edit")
                    .doesNotContain("Delete");
            person.page().keyboard().press("Escape");
            person.page()
                    .getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Actions for Writers"))
                    .click();
            assertThat(person.page().locator(".gh-menu:popover-open").innerText())
                    .contains("Edit")
                    .contains("Delete");
            person.page().keyboard().press("Escape");

            person.page().getByLabel("Made by").selectOption("me");
            gone(person.page().getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Board")));
            assertThat(person.page().url()).endsWith("?by=me");
            person.page().getByRole(AriaRole.SEARCHBOX).fill("nothing like that");
            person.sees("No team matches").look("teams-no-match").follow("Show all teams");

            person.follow("Strong");
            person.seesHeading("Strong").follow("Edit");
            settled(person);
            person.page()
                    .getByRole(AriaRole.SEARCHBOX, new Page.GetByRoleOptions().setName("Add members"))
                    .fill("hugo");
            person.page()
                    .getByRole(AriaRole.CHECKBOX, new Page.GetByRoleOptions().setName("Hugo Stern"))
                    .click();
            person.press("Save team").sees("gives roles that you may not give").look("team-beyond");
            assertThat(person.page().locator("[data-picker-chosen] label").count())
                    .isEqualTo(1);
            assertThat(house.get(Access.class).may(hugo, Permission.MEMBERS_REMOVE))
                    .isFalse();
        }
    }

    @Test
    @DisplayName("TEA-1 CON-2 teams on a phone, in German and dark: rows become cards, panes fill the screen")
    void phone() {
        var tenant = house.tenant("Northwind Retail");
        var people = new ArrayList<MemberId>();
        for (var name : List.of("Lena Fischer", "Mei Tanaka", "Samuel Adeyemi"))
            people.add(id(member(tenant, name, "phone")));
        var teams = house.get(Teams.class);
        var hub = hub(tenant, "Marketing");
        for (var name : List.of("Marketing Nord-Süd mit sehr langem Namen", "Neue Leute", "Vertrieb")) {
            var team = teams.create(tenant.admin(), name, name.equals("Neue Leute"), people);
            house.get(Grants.class)
                    .give(tenant.admin(), team.subject(), house.gift(tenant, PredefinedRole.REPOSITORY_EDITOR, hub));
        }
        try (var admin = Person.onPhone(house)) {
            admin.page()
                    .context()
                    .addCookies(List.of(new Cookie("gatehouse-language", "de")
                            .setUrl(house.url().toString())));
            admin.open("/sign-in")
                    .fill("E-Mail-Adresse, Benutzername oder Telefonnummer", tenant.adminEmail())
                    .fill("Passwort", House.PASSWORD)
                    .press("Anmelden");
            admin.arrivesAt("/o/" + tenant.slug() + "/members");
            admin.open("/o/" + tenant.slug() + "/teams").sees("Neue Leute").look("teams-phone-german");
            admin.follow("Neue Leute");
            admin.seesHeading("Neue Leute").look("team-phone-german").follow("Bearbeiten");
            admin.page().locator("label[title='Mei Tanaka entfernen']").click();
            admin.look("team-pane-phone-german").press("Team speichern");
            admin.sees("Neue Leute ist gespeichert.").follow("Löschen");
            admin.seesHeading("Team Neue Leute löschen?").look("team-deletion-phone-german");
        }
    }

    /** A pane is shown a moment before it listens. */
    private static void settled(Person person) {
        person.page().locator("#pane[open]:not(.htmx-settling)").waitFor();
    }

    private static void gone(Locator there) {
        there.waitFor(new Locator.WaitForOptions().setState(WaitForSelectorState.DETACHED));
    }

    private static Locator button(Person person, String words) {
        return person.page()
                .getByRole(
                        AriaRole.LINK,
                        new Page.GetByRoleOptions().setName(words).setExact(true));
    }

    private ScopeId hub(Tenant tenant, String name) {
        var scope = house.inTransaction(() -> {
            house.get(Access.class).require(tenant.admin(), Permission.HUBS_MANAGE);
            return house.get(Scopes.class).add(tenant.admin(), ScopeKind.HUB, ScopeId.of(tenant.id()));
        });
        house.asOwner()
                .sql(
                        "insert into hub (organization_id, id, name, created_at) values (:organization, :id, :name, '2026-01-01')")
                .param("organization", tenant.id().value())
                .param("id", scope.value())
                .param("name", name)
                .update();
        return scope;
    }

    private Actor member(Tenant tenant, String name, String journey) {
        var words = name.split(" ", 2);
        return house.member(
                tenant,
                words[0],
                words[1],
                words[0].toLowerCase(Locale.ROOT).replaceAll("[^a-z]", "") + "." + journey + "@example.com");
    }

    private static MemberId id(Actor actor) {
        return Objects.requireNonNull(actor.member());
    }

    private static SubjectId subject(Actor actor) {
        return Objects.requireNonNull(actor.subject());
    }
}
