package dev.gatehouse.journeys;

import dev.gatehouse.setup.SetUp;
import dev.gatehouse.testing.House;
import dev.gatehouse.testing.InHouse;
import dev.gatehouse.testing.Person;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@InHouse
class SetUpJourneyTest {

    private static final String PASSWORD = "eleven brave lanterns hum";

    private final House house;

    SetUpJourneyTest(House house) {
        this.house = house;
    }

    @Test
    @DisplayName(
            "OPS-3 ORG-7 the printed link makes operator, organization and admin; the operator then makes another organization for someone else")
    void firstStart() {
        var link = house.get(SetUp.class).link().orElseThrow();
        try (var first = Person.atDesk(house);
                var late = Person.atDesk(house);
                var invited = Person.onPhone(house)) {
            first.open(link).look("set-up");
            first.fill("Name of the organization", "Blue Heron")
                    .fill("First name", "Zoë")
                    .fill("Last name", "Lindgren");
            first.fill("E-mail address", "zoe@heron.example").fill("Password", "blue heron blue heron");
            first.press("Set up and sign in").look("set-up-wrong-password");
            first.fill("Password", PASSWORD).press("Set up and sign in").arrivesAt("/o/blue-heron/members");
            first.look("set-up-done");
            first.follow("Invite people");
            first.open("/o/blue-heron/members").follow("Invite members");
            first.page().getByLabel("E-mail addresses").fill("first.guest@heron.example");
            first.look("set-up-invite").press("Invite");
            first.sees("Invitation sent.").follow("Invite members");
            first.seesHeading("Invite members").look("invite-after-toast").follow("Cancel");
            late.open(link).seesHeading("There is nothing here");

            first.open("/operator/organizations").look("operator").follow("New organization");
            first.look("operator-new").fill("Name", "Harbor Books").fill("Seats allowed", "25");
            first.fill("E-mail address of its first admin", "amara@harbor.example")
                    .press("Create and invite");
            first.sees("Harbor Books").look("operator-created");
            first.follow("Suspend Harbor Books").seesHeading("Suspend Harbor Books?");
            first.look("operator-suspend").follow("Cancel");
            first.follow("Suspend Harbor Books").press("Suspend Harbor Books");
            first.sees("This organization is suspended").press("Resume Harbor Books");
            first.follow("Suspend Harbor Books");

            invited.open("/accept/" + house.secretTo("amara@harbor.example", "/accept/"));
            invited.fill("Vorname", "Amara")
                    .fill("Nachname", "Okafor")
                    .fill("Passwort", PASSWORD)
                    .press("Einladung annehmen");
            invited.open("/confirm/" + house.secretTo("amara@harbor.example", "/confirm/"))
                    .press("Adresse bestätigen");
            invited.fill("E-Mail-Adresse, Benutzername oder Telefonnummer", "amara@harbor.example")
                    .fill("Passwort", PASSWORD)
                    .press("Anmelden");
            invited.arrivesAt("/o/harbor-books/members").sees("Mitglieder einladen");
        }
    }
}
