package dev.gatehouse.journeys;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.gatehouse.testing.House;
import dev.gatehouse.testing.InHouse;
import dev.gatehouse.testing.Person;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@InHouse
class AccountJourneyTest {

    private static final String RENEWED = "nine calm rivers wander";

    private final House house;

    AccountJourneyTest(House house) {
        this.house = house;
    }

    @Test
    @DisplayName("ACT-4 who forgot the password gets a link, sets a new one, and a stranger's open session is dead")
    void forgotPassword() {
        var tenant = house.tenant("Northwind");
        house.member(tenant, "Lena", "Fischer", "lena@example.com");
        try (var stranger = Person.atDesk(house);
                var lena = Person.onPhone(house)) {
            stranger.signIn("lena@example.com", House.PASSWORD).arrivesAt("/o/" + tenant.slug() + "/members");
            lena.open("/sign-in").follow("Passwort vergessen?");
            lena.look("forgot")
                    .fill("E-Mail-Adresse, Benutzername oder Telefonnummer", "lena@example.com")
                    .press("Link senden");
            lena.look("forgot-sent");
            lena.open("/reset-password/" + house.secretTo("lena@example.com", "/reset-password/"))
                    .look("reset");
            lena.fill("Neues Passwort", RENEWED).press("Neues Passwort setzen");
            lena.sees("Ihr Passwort ist geändert").look("reset-done");
            lena.fill("E-Mail-Adresse, Benutzername oder Telefonnummer", "lena@example.com")
                    .fill("Passwort", RENEWED)
                    .press("Anmelden");
            lena.arrivesAt("/o/" + tenant.slug() + "/members");

            stranger.open("/o/" + tenant.slug() + "/members").seesHeading("Sign in");
        }
    }

    @Test
    @DisplayName("ACT-5 sessions stand in a list with device and place, and one can be ended from another device")
    void sessions() {
        var tenant = house.tenant("Northwind");
        house.member(tenant, "Jonas", "Lindqvist", "jonas@example.com");
        try (var desk = Person.atDesk(house);
                var phone = Person.onPhone(house)) {
            desk.signIn("jonas@example.com", House.PASSWORD).arrivesAt("/o/" + tenant.slug() + "/members");
            phone.open("/sign-in")
                    .fill("E-Mail-Adresse, Benutzername oder Telefonnummer", "jonas@example.com")
                    .fill("Passwort", House.PASSWORD);
            phone.press("Anmelden").arrivesAt("/o/" + tenant.slug() + "/members");
            desk.open("/me").look("me").open("/me/sessions").look("sessions");
            desk.press("End all others").sees("The session has ended.");
            phone.open("/o/" + tenant.slug() + "/members").seesHeading("Anmelden");
            phone.open("/me").seesHeading("Anmelden");
        }
    }

    @Test
    @DisplayName("CON-1 each page of an admin is clean for axe, at a desk and on a phone in German and dark")
    void everyPage() {
        var tenant = house.tenant("Northwind Retail", 20);
        house.member(tenant, "Jonas", "Lindqvist", "jonas2@example.com");
        house.member(tenant, "محمد", "العلي", "mohammed@example.com");
        try (var desk = Person.atDesk(house);
                var phone = Person.onPhone(house)) {
            desk.signIn(tenant.adminEmail(), House.PASSWORD).arrivesAt("/o/" + tenant.slug() + "/members");
            phone.open("/sign-in")
                    .fill("E-Mail-Adresse, Benutzername oder Telefonnummer", tenant.adminEmail())
                    .fill("Passwort", House.PASSWORD);
            phone.press("Anmelden").arrivesAt("/o/" + tenant.slug() + "/members");
            for (var page : new String[] {"members", "usage", "audit-log", "settings", "invitations/new"}) {
                var name = page.replace('/', '-');
                desk.open("/o/" + tenant.slug() + "/" + page).look("desk-" + name);
                phone.open("/o/" + tenant.slug() + "/" + page).look("phone-" + name);
            }
            phone.open("/me").look("phone-me").open("/me/sessions").look("phone-sessions");
        }
    }

    @Test
    @DisplayName("ORG-6 an admin changes the organization's settings; a wrong value is said at its field")
    void settings() {
        var tenant = house.tenant("Northwind");
        try (var admin = Person.atDesk(house)) {
            admin.signIn(tenant.adminEmail(), House.PASSWORD).arrivesAt("/o/" + tenant.slug() + "/members");
            admin.page()
                    .getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Settings"))
                    .click();
            admin.fill("Name", "Northwind Trading").press("Save settings");
            admin.sees("The settings are saved.").look("settings-saved");
            admin.open("/o/" + tenant.slug() + "/settings/communication")
                    .fill("Days until an invitation expires", "99")
                    .press("Save settings");
            admin.look("settings-wrong")
                    .fill("Days until an invitation expires", "14")
                    .press("Save settings");
            admin.sees("The settings are saved.");
            admin.open("/o/" + tenant.slug() + "/invitations/new").sees("14 days");
            admin.open("/o/" + tenant.slug() + "/audit-log")
                    .sees("Amara Okafor")
                    .look("audit-log-settings");
        }
    }
}
