package dev.gatehouse.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.options.Cookie;
import dev.gatehouse.messages.Messages;
import dev.gatehouse.messages.Outgoing;
import dev.gatehouse.messages.Template;
import dev.gatehouse.platform.Tenancy;
import dev.gatehouse.testing.House;
import dev.gatehouse.testing.InHouse;
import dev.gatehouse.testing.Person;
import dev.gatehouse.testing.Tenant;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@InHouse
class SmsJourneyTest {

    private static final String PHONE = "+4915112345678";

    private final House house;

    SmsJourneyTest(House house) {
        this.house = house;
    }

    @Test
    @DisplayName("ACT-1 the viewer shows text messages as a phone does, in any language, and their links lead on")
    void viewer() {
        var tenant = house.tenant("Northwind Retail");
        var link = house.url() + "/sign-in";
        stage(
                tenant,
                Outgoing.sms(
                        Template.SIGN_IN_CODE,
                        "en",
                        null,
                        null,
                        PHONE,
                        Map.of("code", "493027"),
                        in(Duration.ofMinutes(10))));
        stage(
                tenant,
                Outgoing.sms(
                        Template.ACTIVATION,
                        "de",
                        null,
                        null,
                        PHONE,
                        Map.of("organization", "Northwind Retail", "name", "Mei", "link", link),
                        in(Duration.ofDays(7))));
        house.runJobs();
        try (var desk = Person.atDesk(house);
                var phone = Person.onPhone(house)) {
            desk.open("/dev/messages").sees("493027 is your sign-in code").look("sms-viewer");
            phone.open("/dev/messages").look("sms-viewer-phone-german");
            desk.page().getByText("493027 is your sign-in code").first().click();
            desk.sees("Sign-in code").look("sms-code");
            phone.open("/dev/messages");
            phone.page().getByText("Wählen Sie Ihr Passwort").first().click();
            phone.sees("Northwind Retail hat ein Konto für Sie eingerichtet").look("sms-activation-phone-german");
            phone.page().locator(".gh-bubble a").click();
            phone.arrivesAt("/sign-in");
        }
    }

    @Test
    @DisplayName("ACT-1 the member page says what became of a text message: sent, delivered, not delivered and why")
    void memberPage() {
        var tenant = house.tenant("Northwind Retail");
        var member = house.member(tenant, "Mei", "Tanaka", "mei@example.com").member();
        for (var i = 0; i < 4; i++) {
            stage(
                    tenant,
                    Outgoing.sms(
                            Template.ACTIVATION,
                            "en",
                            member,
                            null,
                            "+491511234567" + i,
                            Map.of("organization", "N", "name", "Mei", "link", house.url() + "/x"),
                            in(Duration.ofDays(7))));
            // A newer one would take back what still waits.
            house.runJobs();
        }
        state("+4915112345671", "DELIVERED", null);
        state("+4915112345672", "UNDELIVERED", "NOT_REACHED EXPIRED 001");
        state("+4915112345673", "FAILED", "RECIPIENT_REFUSED SMPP 0x0000000b");
        try (var desk = Person.atDesk(house);
                var phone = Person.onPhone(house)) {
            desk.signIn(tenant.adminEmail(), House.PASSWORD).arrivesAt("/o/" + tenant.slug() + "/members");
            desk.open("/o/" + tenant.slug() + "/members/" + member)
                    .sees("Activation · Delivered")
                    .sees("Activation · Not delivered")
                    .sees("The phone was not reached in time.")
                    .sees("The SMS gateway does not accept this number.")
                    .look("sms-member");
            phone.page()
                    .context()
                    .addCookies(List.of(new Cookie("gatehouse-language", "de")
                            .setUrl(house.url().toString())));
            phone.open("/sign-in")
                    .fill("E-Mail-Adresse, Benutzername oder Telefonnummer", tenant.adminEmail())
                    .fill("Passwort", House.PASSWORD);
            phone.press("Anmelden").arrivesAt("/o/" + tenant.slug() + "/members");
            phone.open("/o/" + tenant.slug() + "/members/" + member)
                    .sees("Aktivierung · Nicht zugestellt")
                    .look("sms-member-phone-german");
            assertThat(desk.page().content()).doesNotContain("0x0000000b");
        }
    }

    @Test
    @DisplayName(
            "ACT-1 operators say how many text messages an organization may send and where to, and it holds at once")
    void operators() {
        var home = house.tenant("Operators");
        house.asOwner()
                .sql("insert into operator (account_id, since) values (:account, '2026-01-01T00:00:00Z')")
                .param("account", home.admin().requireAccount().value())
                .update();
        var tenant = house.tenant("Northwind Retail");
        var page = "/operator/organizations/" + tenant.id();
        try (var desk = Person.atDesk(house);
                var admin = Person.atDesk(house)) {
            desk.signIn(home.adminEmail(), House.PASSWORD).arrivesAt("/o/" + home.slug() + "/members");
            desk.open(page).fill("Most in 24 hours", "2").fill("Countries that they may go to", "de, Austria");
            desk.press("Set text messages").sees("Austria is no country").look("sms-operator-wrong");
            desk.fill("Countries that they may go to", "de at").press("Set text messages");
            desk.sees("The text messages of Northwind Retail are set.").look("sms-operator");
            assertThat(desk.page().getByLabel("Countries that they may go to").inputValue())
                    .isEqualTo("AT, DE");

            assertThat(may(tenant, PHONE)).isTrue();
            assertThat(may(tenant, "+41781234567")).isFalse();
            assertThat(may(tenant, PHONE)).isTrue();
            assertThat(may(tenant, PHONE)).isFalse();
            desk.open(page).fill("Most in 24 hours", "").fill("Countries that they may go to", "");
            desk.press("Set text messages").sees("The text messages of Northwind Retail are set.");
            assertThat(may(tenant, "+41781234567")).isTrue();

            admin.signIn(tenant.adminEmail(), House.PASSWORD).arrivesAt("/o/" + tenant.slug() + "/members");
            admin.open("/o/" + tenant.slug() + "/audit-log")
                    .sees("changed how many text messages may be sent, and where to");
            assertThat(admin.page().navigate(house.url() + page).status()).isEqualTo(404);
        }
    }

    private boolean may(Tenant tenant, String phone) {
        return house.inTransaction(() -> {
            house.get(Tenancy.class).enter(tenant.id());
            return house.get(Messages.class).maySms(tenant.id(), phone);
        });
    }

    private void stage(Tenant tenant, Outgoing message) {
        house.inTransaction(() -> {
            house.get(Tenancy.class).enter(tenant.id());
            house.get(Messages.class).requireSms(tenant.id(), message.address());
            house.get(Messages.class).stage(tenant.id(), List.of(message));
            return true;
        });
    }

    private Instant in(Duration time) {
        return house.clock().instant().plus(time);
    }

    private void state(String phone, String state, @Nullable String problem) {
        house.asOwner()
                .sql("update message set state = :state, problem = :problem where address = :phone")
                .param("state", state)
                .param("problem", problem)
                .param("phone", phone)
                .update();
    }
}
