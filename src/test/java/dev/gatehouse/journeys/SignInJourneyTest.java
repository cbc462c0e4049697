package dev.gatehouse.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.Cookie;
import dev.gatehouse.signin.Newcomers;
import dev.gatehouse.signin.Newcomers.Known;
import dev.gatehouse.testing.House;
import dev.gatehouse.testing.InHouse;
import dev.gatehouse.testing.Person;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@InHouse
class SignInJourneyTest {

    private static final String WHO = "E-mail address, username or phone number";
    private static final String WER = "E-Mail-Adresse, Benutzername oder Telefonnummer";
    private static final String OWN = "nine calm rivers wander";

    private final House house;
    private final Newcomers newcomers;

    SignInJourneyTest(House house) {
        this.house = house;
        this.newcomers = new Newcomers(house);
    }

    @Test
    @DisplayName("ACT-2 on a phone, from the organization's own page: a one-time password, then one's own, then in")
    void oneTimePassword() {
        var tenant = house.tenant("Harbor Foods");
        newcomers.policy(tenant, "default_country", "DE");
        var member = newcomers.invited(tenant, new Known("Ayşe", "Yılmaz", null, "ayse.yilmaz", "+4915112345401"));
        var code = newcomers.oneTimePassword(tenant, member);
        try (var ayse = Person.onPhone(house)) {
            ayse.open("/o/" + tenant.slug()).arrivesAt("/o/" + tenant.slug() + "/sign-in");
            ayse.look("sign-in-own-phone-german");
            ayse.fill(WER, "0151 12345401").fill("Passwort", "falsch").press("Anmelden");
            ayse.sees("passen nicht zusammen").look("sign-in-own-wrong-phone-german");
            ayse.fill("Passwort", code).press("Anmelden");
            ayse.seesHeading("Wählen Sie ein eigenes Passwort").look("first-password-phone-german");
            ayse.fill("Ihr neues Passwort", "kurz").press("Passwort setzen und weiter");
            ayse.sees("Bitte mindestens 15 Zeichen").look("first-password-short-phone-german");
            ayse.fill("Ihr neues Passwort", OWN).press("Passwort setzen und weiter");
            ayse.arrivesAt("/o/" + tenant.slug() + "/members").sees("Welcome");
        }
    }

    @Test
    @DisplayName("CRE-2 without scripts: an initial password, one that is the same again, then one's own")
    void initialPassword() {
        var tenant = house.tenant("Harbor Foods");
        newcomers.initial(tenant, Known.username("initial.journey"), "what the office thought of");
        try (var lena = Person.withoutScripts(house)) {
            lena.open("/sign-in").fill(WHO, "initial.journey").fill("Password", "what the office thought of");
            lena.press("Sign in").seesHeading("Choose a password of your own").keep("first-password-without-scripts");
            lena.fill("Your new password", "what the office thought of").press("Set password and go on");
            lena.sees("This is the password that you were given").keep("first-password-same-without-scripts");
            lena.fill("Your new password", OWN).press("Set password and go on");
            lena.arrivesAt("/o/" + tenant.slug() + "/members").sees("Welcome");
        }
    }

    @Test
    @DisplayName("ACT-3 without scripts: a username that two organizations know asks for the organization")
    void ambiguous() {
        var tenant = house.tenant("Harbor Foods");
        newcomers.registered(tenant, Known.username("maria"));
        newcomers.registered(house.tenant("Northwind"), Known.username("maria"));
        try (var maria = Person.withoutScripts(house);
                var phone = Person.onPhone(house)) {
            maria.open("/sign-in").keep("sign-in-without-scripts");
            maria.fill(WHO, "01511 2345678").fill("Password", House.PASSWORD).press("Sign in");
            maria.sees("Enter the phone number with its country").keep("sign-in-country-without-scripts");
            maria.fill(WHO, "maria").fill("Password", House.PASSWORD).press("Sign in");
            maria.sees("Say which organization is yours").keep("sign-in-organization-without-scripts");
            maria.fill("Organization", tenant.slug())
                    .fill("Password", House.PASSWORD)
                    .press("Sign in");
            maria.arrivesAt("/o/" + tenant.slug() + "/members");

            phone.open("/sign-in").fill(WER, "maria").fill("Passwort", House.PASSWORD);
            phone.press("Anmelden").sees("Nennen Sie Ihre Organisation").look("sign-in-organization-phone-german");
        }
    }

    @Test
    @DisplayName("ACT-5 the password leads to a code by mail: wrong, another one, right, in; with and without scripts")
    void code() {
        var tenant = house.tenant("Harbor Foods");
        newcomers.policy(tenant, "mfa_required", true);
        house.member(tenant, "Jonas", "Lindqvist", "jonas.code@example.com");
        try (var jonas = Person.atDesk(house);
                var plain = Person.withoutScripts(house);
                var phone = Person.onPhone(house)) {
            jonas.signIn("jonas.code@example.com", House.PASSWORD).seesHeading("Type the code");
            jonas.look("sign-in-code");
            jonas.fill("Code", "000").press("Sign in");
            jonas.sees("This is not the newest code").look("sign-in-code-wrong");
            house.runJobs();
            jonas.press("Send another code").sees("Another code is on its way.").look("sign-in-code-again");
            jonas.fill("Code", codeTo("jonas.code@example.com")).press("Sign in");
            jonas.arrivesAt("/o/" + tenant.slug() + "/members");

            plain.signIn("jonas.code@example.com", House.PASSWORD).seesHeading("Type the code");
            plain.fill("Code", codeTo("jonas.code@example.com")).press("Sign in");
            plain.arrivesAt("/o/" + tenant.slug() + "/members");

            phone.open("/sign-in").fill(WER, "jonas.code@example.com").fill("Passwort", House.PASSWORD);
            phone.press("Anmelden").seesHeading("Code eingeben").look("sign-in-code-phone-german");
        }
    }

    @Test
    @DisplayName("ACT-4 an admin makes a link to hand over; the person without an address sets a new password by it")
    void adminReset() {
        var tenant = house.tenant("Harbor Foods");
        var member = newcomers.registered(tenant, new Known("Ayşe", "Yılmaz", null, "ayse.reset", null));
        var jonas = house.member(tenant, "Jonas", "Lindqvist", "jonas.reset@example.com");
        try (var admin = Person.atDesk(house);
                var ayse = Person.onPhone(house);
                var plain = Person.withoutScripts(house);
                var phone = Person.onPhone(house)) {
            admin.signIn(tenant.adminEmail(), House.PASSWORD).arrivesAt("/o/" + tenant.slug() + "/members");
            admin.open("/o/" + tenant.slug() + "/members/" + member.id()).look("member-reset-button");
            admin.follow("Reset password")
                    .seesHeading("A new password for Ayşe Yılmaz")
                    .look("reset-dialog");
            admin.press("Make a link to hand over").seesHeading("The link for Ayşe Yılmaz");
            admin.look("reset-dialog-link");
            var link = admin.page()
                    .getByLabel("Link to a new password", new Page.GetByLabelOptions().setExact(true))
                    .inputValue();
            admin.follow("Done").arrivesAt("/o/" + tenant.slug() + "/members/" + member.id());
            admin.sees("A link to a new password was made");

            ayse.open(link).look("reset-without-address-phone-german");
            assertThat(ayse.page().getByLabel("Sie melden sich an mit").inputValue())
                    .isEqualTo("ayse.reset");
            ayse.fill("Neues Passwort", OWN).press("Neues Passwort setzen");
            ayse.sees("Ihr Passwort ist geändert");
            ayse.fill(WER, "ayse.reset").fill("Passwort", OWN).press("Anmelden");
            ayse.arrivesAt("/o/" + tenant.slug() + "/members");

            plain.signIn(tenant.adminEmail(), House.PASSWORD).arrivesAt("/o/" + tenant.slug() + "/members");
            plain.open("/o/" + tenant.slug() + "/members/" + jonas.member()).follow("Reset password");
            plain.seesHeading("A new password for Jonas Lindqvist").keep("reset-without-scripts");
            plain.press("Make a link to hand over").keep("reset-link-without-scripts");
            plain.seesHeading("The link for Jonas Lindqvist");

            german(phone).open("/sign-in").fill(WER, tenant.adminEmail()).fill("Passwort", House.PASSWORD);
            phone.press("Anmelden").arrivesAt("/o/" + tenant.slug() + "/members");
            phone.open("/o/" + tenant.slug() + "/members/" + jonas.member()).follow("Passwort zurücksetzen");
            phone.seesHeading("Ein neues Passwort für Jonas Lindqvist").look("reset-dialog-phone-german");
            phone.press("Link senden").sees("Ein Link für ein neues Passwort ist unterwegs");
            assertThat(house.secretTo("jonas.reset@example.com", "/reset-password/"))
                    .hasSize(43);
        }
    }

    @Test
    @DisplayName("ACT-4 on a phone: who has no address asks with the username, and gets the link by text message")
    void forgotWithoutAddress() {
        var tenant = house.tenant("Harbor Foods");
        newcomers.registered(tenant, new Known("Ayşe", "Yılmaz", null, "ayse.forgot", "+4915112345402"));
        try (var ayse = Person.onPhone(house)) {
            ayse.open("/o/" + tenant.slug() + "/sign-in").follow("Passwort vergessen?");
            ayse.look("forgot-own-phone-german").fill(WER, "ayse.forgot").press("Link senden");
            ayse.seesHeading("Sehen Sie in Ihre Nachrichten").look("forgot-sent-phone-german");
            var link = Pattern.compile("/reset-password/[A-Za-z0-9_-]{43}").matcher(house.smsTo("+4915112345402"));
            assertThat(link.find()).isTrue();
            ayse.open(link.group()).fill("Neues Passwort", OWN).press("Neues Passwort setzen");
            ayse.sees("Ihr Passwort ist geändert");
            assertThat(ayse.page().getByRole(AriaRole.ALERT).count()).isZero();
        }
    }

    /** Also once the account's own language would be another. */
    private Person german(Person person) {
        person.page()
                .context()
                .addCookies(List.of(new Cookie("gatehouse-language", "de")
                        .setUrl(house.url().toString())));
        return person;
    }

    private String codeTo(String address) {
        var code = Pattern.compile("\\b(\\d{6})\\b").matcher(house.mailTo(address));
        if (!code.find()) throw new AssertionError("no code");
        return code.group(1);
    }
}
