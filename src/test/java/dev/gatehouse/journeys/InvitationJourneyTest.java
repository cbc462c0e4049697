package dev.gatehouse.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.gatehouse.testing.House;
import dev.gatehouse.testing.InHouse;
import dev.gatehouse.testing.Person;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@InHouse
class InvitationJourneyTest {

    private static final String PASSWORD = "eleven brave lanterns hum";

    private final House house;

    InvitationJourneyTest(House house) {
        this.house = house;
    }

    @Test
    @DisplayName(
            "INV-1 INV-3 an admin invites three; one reads the mail, accepts, confirms, signs in and stands in the list")
    void inviteThree() {
        var tenant = house.tenant("Northwind Retail", 10);
        try (var admin = Person.atDesk(house);
                var mei = Person.onPhone(house)) {
            admin.signIn(tenant.adminEmail(), House.PASSWORD).arrivesAt("/o/" + tenant.slug() + "/members");
            admin.look("members-one").follow("Invite members");
            admin.page().getByLabel("E-mail addresses").fill("mei@example.com, nonsense\nTomás <tomas@example.com>");
            admin.look("invite-pane").press("Invite");
            admin.sees("nonsense").look("invite-wrong");
            admin.page()
                    .getByLabel("E-mail addresses")
                    .fill("mei@example.com, samuel@example.com\nTomás <tomas@example.com>");
            admin.press("Invite").sees("3 invitations sent.").look("members-invited");
            assertThat(admin.page().getByText("Invited member").count()).isEqualTo(3);

            mei.open("/accept/" + house.secretTo("mei@example.com", "/accept/"));
            mei.look("accept-phone-german");
            mei.fill("Vorname", "Mei")
                    .fill("Nachname", "田中")
                    .fill("Passwort", "short")
                    .press("Einladung annehmen");
            mei.look("accept-short-password");
            mei.fill("Passwort", PASSWORD).press("Einladung annehmen");
            mei.seesHeading("Sehen Sie in Ihre E-Mails").look("accept-waiting");
            mei.open("/confirm/" + house.secretTo("mei@example.com", "/confirm/"))
                    .look("confirm");
            mei.press("Adresse bestätigen").seesHeading("Anmelden").look("sign-in-phone-german");
            assertThat(mei.page().getByLabel("E-Mail-Adresse").inputValue()).isEqualTo("mei@example.com");
            assertThat(mei.page().title()).contains("Northwind Retail");
            mei.fill("Passwort", PASSWORD).press("Anmelden");
            mei.arrivesAt("/o/" + tenant.slug() + "/members").look("members-phone-german");
            assertThat(mei.page().getByText("Mitglieder einladen").count()).isZero();

            admin.open("/o/" + tenant.slug() + "/members?q=田中").sees("Mei 田中").look("members-search");
        }
    }

    @Test
    @DisplayName("INV-4 an expired invitation shows as expired, is resent from its page, and works again")
    void expiredAndResent() {
        var tenant = house.tenant("Harbor Books");
        try (var admin = Person.atDesk(house);
                var guest = Person.atDesk(house)) {
            admin.signIn(tenant.adminEmail(), House.PASSWORD).follow("Invite members");
            admin.page().getByLabel("E-mail addresses").fill("late@example.com");
            admin.press("Invite").sees("Invitation sent.");
            var old = house.secretTo("late@example.com", "/accept/");
            house.clock().tick(Duration.ofDays(7));

            guest.open("/accept/" + old).sees("This invitation has expired").look("accept-expired");
            admin.signIn(tenant.adminEmail(), House.PASSWORD).arrivesAt("/o/" + tenant.slug() + "/members");
            admin.sees("Invitation expired").look("members-expired").follow("Invited member");
            admin.sees("late@example.com").look("member-invited");
            admin.press("Resend invitation").sees("A new invitation is on its way");
            guest.open("/accept/" + old).sees("A newer link was sent to you");
            guest.open("/accept/" + house.secretTo("late@example.com", "/accept/"))
                    .sees("Accept invitation");
        }
    }

    @Test
    @DisplayName(
            "INV-5 ORG-1 a person with an account joins a second organization by signing in, and switches between both")
    void secondOrganization() {
        var northwind = house.tenant("Northwind");
        var harbor = house.tenant("Harbor");
        house.member(northwind, "Jonas", "Lindqvist", "jonas@example.com");
        try (var admin = Person.atDesk(house);
                var jonas = Person.atDesk(house)) {
            admin.signIn(harbor.adminEmail(), House.PASSWORD).follow("Invite members");
            admin.page().getByLabel("E-mail addresses").fill("jonas@example.com");
            admin.press("Invite").sees("Invitation sent.");

            jonas.open("/accept/" + house.secretTo("jonas@example.com", "/accept/"))
                    .look("accept-known");
            jonas.follow("Sign in to join");
            jonas.fill("E-mail address, username or phone number", "jonas@example.com")
                    .fill("Password", House.PASSWORD)
                    .press("Sign in");
            jonas.look("join").press("Join Harbor").sees("Welcome to Harbor.");
            jonas.arrivesAt("/o/" + harbor.slug() + "/members");
            jonas.page()
                    .getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Organization: Harbor. Switch"))
                    .click();
            jonas.look("switcher").follow("Northwind").arrivesAt("/o/" + northwind.slug() + "/members");
        }
    }

    @Test
    @DisplayName(
            "ORG-4 when seats run out the admin reads how many are allowed, in use and asked for, and keeps what was typed")
    void seatsRunOut() {
        var tenant = house.tenant("Small Shop", 2);
        try (var admin = Person.atDesk(house)) {
            admin.signIn(tenant.adminEmail(), House.PASSWORD).follow("Invite members");
            admin.page().getByLabel("E-mail addresses").fill("one@example.com two@example.com");
            admin.press("Invite")
                    .sees("Not enough seats: 2 allowed, 1 in use, 2 asked for.")
                    .look("invite-no-seats");

            assertThat(admin.page().getByLabel("E-mail addresses").inputValue())
                    .isEqualTo("one@example.com two@example.com");
        }
    }

    @Test
    @DisplayName("INV-9 a link to copy is shown once and lets the person in")
    void linkToCopy() {
        var tenant = house.tenant("Workshop");
        try (var admin = Person.atDesk(house);
                var guest = Person.withoutScripts(house)) {
            admin.signIn(tenant.adminEmail(), House.PASSWORD).follow("Invite members");
            admin.page().getByLabel("E-mail addresses").fill("floor@example.com");
            admin.page().getByText("By links that you pass on").click();
            admin.press("Invite").seesHeading("One link to hand over").look("link-once");
            var link = Objects.requireNonNull(
                    admin.page().getByLabel("floor@example.com").inputValue());

            admin.page().keyboard().press("Escape");
            admin.seesHeading("Close without copying?").look("link-leave").press("Back to the links");
            admin.seesHeading("One link to hand over");
            admin.page().keyboard().press("Escape");
            admin.press("Close anyway").seesHeading("Members").sees("floor@example.com");
            guest.open(link)
                    .fill("First name", "Ada")
                    .fill("Last name", "Floor")
                    .fill("Password", PASSWORD);
            guest.press("Accept invitation").seesHeading("Check your mail").keep("accept-without-scripts");
            guest.open("/confirm/" + house.secretTo("floor@example.com", "/confirm/"))
                    .keep("confirm-handed-over")
                    .fill("Password that you chose", PASSWORD)
                    .press("Confirm address");
            guest.fill("E-mail address, username or phone number", "floor@example.com")
                    .fill("Password", PASSWORD)
                    .press("Sign in");
            guest.arrivesAt("/o/" + tenant.slug() + "/members").sees("Ada Floor");
        }
    }

    @Test
    @DisplayName("INV-9 many links are copied or saved as a file at once, and may be closed then")
    void linksToCopy() {
        var tenant = house.tenant("Foundry");
        try (var admin = Person.atDesk(house)) {
            admin.signIn(tenant.adminEmail(), House.PASSWORD).follow("Invite members");
            admin.page().getByLabel("E-mail addresses").fill("one@example.com two@example.com +three@example.com");
            admin.page().getByText("By links that you pass on").click();
            admin.press("Invite").seesHeading("3 links to hand over").look("links-once");
            var file = admin.page().waitForDownload(() -> admin.press("Save as CSV"));
            assertThat(file.suggestedFilename()).isEqualTo("invitation-links.csv");
            assertThat(file.path()).content().contains("\"one@example.com\",\"http", "\"'+three@example.com\"");
            admin.page().keyboard().press("Escape");
            admin.sees("two@example.com").seesHeading("Members");
        }
    }

    @Test
    @DisplayName("MEM-5 removing someone ends what they have open, at once")
    void removalEndsSessions() {
        var tenant = house.tenant("Northwind");
        house.member(tenant, "Lena", "Fischer", "lena@example.com");
        try (var admin = Person.atDesk(house);
                var lena = Person.atDesk(house)) {
            lena.signIn("lena@example.com", House.PASSWORD).arrivesAt("/o/" + tenant.slug() + "/members");
            admin.signIn(tenant.adminEmail(), House.PASSWORD).follow("Lena Fischer");
            admin.seesHeading("Lena Fischer").look("member").follow("Remove from organization");
            admin.seesHeading("Remove Lena Fischer?").look("removal").press("Remove Lena Fischer");
            admin.sees("Lena Fischer was removed from the organization.");

            lena.open("/o/" + tenant.slug() + "/members")
                    .seesHeading("There is nothing here")
                    .look("nothing-here");
            lena.open("/").seesHeading("No organization yet").look("no-organization");
        }
    }
}
