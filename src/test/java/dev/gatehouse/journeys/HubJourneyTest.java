package dev.gatehouse.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.Cookie;
import com.microsoft.playwright.options.WaitForSelectorState;
import dev.gatehouse.access.Grants;
import dev.gatehouse.access.PredefinedRole;
import dev.gatehouse.organizations.Hubs;
import dev.gatehouse.organizations.PlaceQuery;
import dev.gatehouse.platform.ScopeId;
import dev.gatehouse.testing.House;
import dev.gatehouse.testing.InHouse;
import dev.gatehouse.testing.Person;
import dev.gatehouse.testing.Tenant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@InHouse
class HubJourneyTest {

    private final House house;

    HubJourneyTest(House house) {
        this.house = house;
    }

    @Test
    @DisplayName(
            "ORG-2 an organization admin makes a hub and repositories, archives and restores; the hub's people follow")
    void makeArchiveRestore() {
        var tenant = house.tenant("Northwind Retail");
        try (var admin = Person.atDesk(house)) {
            admin.signIn(tenant.adminEmail(), House.PASSWORD).arrivesAt("/o/" + tenant.slug() + "/members");
            admin.follow("Hubs").seesHeading("No hubs yet").look("hubs-empty");
            admin.page()
                    .getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("New hub"))
                    .first()
                    .click();
            admin.seesHeading("New hub")
                    .look("hub-create")
                    .fill("Name", "Europe")
                    .press("Create hub");
            admin.sees("The hub Europe was created.").seesHeading("Europe");
            admin.follow("New repository").fill("Name", "Catalogue").press("Create repository");
            admin.sees("The repository Catalogue was created.");
            admin.follow("New repository").fill("Name", "CATALOGUE").press("Create repository");
            admin.sees("There is a repository called CATALOGUE in this hub already")
                    .look("repository-taken");
            admin.fill("Name", "Press").press("Create repository").sees("The repository Press was created.");

            var hub = house.get(Hubs.class)
                    .page(tenant.admin(), PlaceQuery.all())
                    .rows()
                    .getFirst()
                    .id();
            with(tenant, "Lena", "Fischer", PredefinedRole.HUB_ADMIN, hub);
            with(tenant, "Mei", "田中", PredefinedRole.HUB_VIEWER, hub);
            admin.open("/o/" + tenant.slug() + "/hubs/" + hub)
                    .sees("Lena Fischer")
                    .look("hub");
            admin.follow("Rename").fill("Name", "Europa").press("Save name").sees("The hub is now called Europa.");
            admin.page().locator("input[name=q]").fill("pre");
            admin.page()
                    .getByText("Catalogue")
                    .waitFor(new Locator.WaitForOptions().setState(WaitForSelectorState.DETACHED));
            admin.follow("Press").seesHeading("Press").look("repository");
            admin.follow("Archive").seesHeading("Archive Press?").press("Archive Press");
            admin.sees("This repository is archived").look("repository-archived");
            admin.follow("Europa").follow("Archive").seesHeading("Archive Europa?");
            admin.sees("Its repository is archived with it.")
                    .look("hub-archive")
                    .press("Archive Europa");
            admin.sees("This hub is archived").look("hub-archived");
            admin.follow("Restore")
                    .seesHeading("Restore Europa?")
                    .look("hub-restore")
                    .press("Restore Europa");
            admin.sees("Europa was restored.");
            assertThat(admin.page().getByText("This hub is archived").count()).isZero();
            admin.follow("All hubs").sees("Lena Fischer").look("hubs");
        }
    }

    @Test
    @DisplayName("ORG-2 a hub admin sees all hubs and has buttons only on theirs; on a phone, in German, in the dark")
    void hubAdmin() {
        var tenant = house.tenant("Harbor Books");
        var hubs = house.get(Hubs.class);
        var own = hubs.create(tenant.admin(), "Belletristik und Übersetzungen").id();
        hubs.createRepository(tenant.admin(), own, "Frühjahrsprogramm");
        for (var name : List.of("Asien", "Sachbuch")) hubs.create(tenant.admin(), name);
        with(tenant, "Jonas", "Lindqvist", PredefinedRole.HUB_ADMIN, own);
        try (var jonas = Person.onPhone(house)) {
            german(jonas)
                    .open("/sign-in")
                    .fill("E-Mail-Adresse, Benutzername oder Telefonnummer", "jonas@" + tenant.slug() + ".example");
            jonas.fill("Passwort", House.PASSWORD).press("Anmelden").arrivesAt("/o/" + tenant.slug() + "/members");
            jonas.open("/o/" + tenant.slug() + "/hubs")
                    .sees("Von Ihnen verwaltet")
                    .look("hubs-phone-german");
            assertThat(jonas.page().getByText("Neuer Hub").count()).isZero();
            jonas.follow("Asien").seesHeading("Asien");
            assertThat(jonas.page().getByText("Rolle geben").count()).isZero();
            jonas.look("hub-foreign-phone-german");
            jonas.open("/o/" + tenant.slug() + "/hubs/" + own)
                    .sees("Rolle geben")
                    .look("hub-phone-german");
            assertThat(jonas.page().getByText("Archivieren").count()).isZero();
            jonas.follow("Frühjahrsprogramm").seesHeading("Frühjahrsprogramm").look("repository-phone-german");
        }
    }

    private void with(Tenant tenant, String first, String last, PredefinedRole role, ScopeId scope) {
        var address = first.toLowerCase(Locale.ROOT) + "@" + tenant.slug() + ".example";
        var actor = house.member(tenant, first, last, address);
        house.get(Grants.class)
                .give(tenant.admin(), Objects.requireNonNull(actor.subject()), house.gift(tenant, role, scope));
    }

    /** In German on this device: the accounts of the house are English. */
    private Person german(Person person) {
        person.page()
                .context()
                .addCookies(List.of(new Cookie("gatehouse-language", "de")
                        .setUrl(house.url().toString())));
        return person;
    }
}
