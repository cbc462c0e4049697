package dev.gatehouse.signin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.gatehouse.admission.FirstPassword;
import dev.gatehouse.admission.FirstPasswordForm;
import dev.gatehouse.members.MemberStatus;
import dev.gatehouse.people.Accounts;
import dev.gatehouse.platform.Origin;
import dev.gatehouse.platform.Refusal;
import dev.gatehouse.signin.Newcomers.Known;
import dev.gatehouse.testing.Browser;
import dev.gatehouse.testing.House;
import dev.gatehouse.testing.InHouse;
import dev.gatehouse.testing.Race;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What follows a password that was somebody else's idea. */
@InHouse
class FirstPasswordTest {

    private static final String GIVEN = "what the office thought of";
    private static final String OWN = "eleven lanterns over water";

    private final House house;
    private final Newcomers newcomers;
    private final FirstPassword face;

    FirstPasswordTest(House house) {
        this.house = house;
        this.newcomers = new Newcomers(house);
        this.face = house.get(FirstPassword.class);
    }

    @BeforeEach
    void cleanWindows() {
        house.asOwner().sql("delete from limit_window").update();
        house.asOwner().sql("delete from sign_in_guard").update();
    }

    @Test
    @DisplayName(
            "ACT-2 a one-time password makes its person registering, the password that follows registered and signed in")
    void oneTimePassword() {
        var tenant = house.tenant("Northwind");
        var member = newcomers.invited(tenant, Known.username("otp.lena"));
        var code = newcomers.oneTimePassword(tenant, member);
        var browser = new Browser(house);

        var page = location(browser.signIn("otp.lena", spaced(code)));

        assertThat(page).contains("/first-password/");
        assertThat(newcomers.now(tenant, member).status()).isEqualTo(MemberStatus.REGISTERING);
        assertThat(browser.cookie("gatehouse_session")).isEmpty();
        assertThat(location(browser.get("/me"))).contains("/sign-in");
        assertThat(browser.get(page).body()).contains("Northwind", "otp.lena", "autocomplete=\"new-password\"");
        var set = browser.submit(page, page, "password", OWN);
        assertThat(location(set)).endsWith("/o/" + tenant.slug() + "/members");
        assertThat(newcomers.now(tenant, member).status()).isEqualTo(MemberStatus.REGISTERED);
        assertThat(browser.get("/o/" + tenant.slug() + "/members").statusCode()).isEqualTo(200);
        assertThat(new Browser(house).signIn("otp.lena", OWN).statusCode()).isEqualTo(303);
        assertThat(new Browser(house).signIn("otp.lena", code).statusCode()).isEqualTo(422);
    }

    @Test
    @DisplayName(
            "ACT-2 somebody whom the organization knows by an address alone signs in with it afterwards, though nobody proved it")
    void addressOnly() {
        var tenant = house.tenant("Northwind");
        var member = newcomers.invited(tenant, Known.email("otp.only@example.com"));
        var browser = new Browser(house);
        var page = location(browser.signIn("otp.only@example.com", newcomers.oneTimePassword(tenant, member)));
        browser.submit(page, page, "password", OWN);

        var again = new Browser(house);
        assertThat(again.signIn("OTP.Only@example.com", OWN).statusCode()).isEqualTo(303);
        assertThat(again.get("/o/" + tenant.slug() + "/members").statusCode()).isEqualTo(200);
        assertThat(house.get(Accounts.class).byVerifiedEmail("otp.only@example.com"))
                .isEmpty();
    }

    @Test
    @DisplayName("ACT-2 whom an organization knows by no name says it with the password")
    void nameless() {
        var tenant = house.tenant("Northwind");
        var member = newcomers.invited(tenant, new Known("", "", null, "otp.nameless", null));
        var browser = new Browser(house);
        var page = location(browser.signIn("otp.nameless", newcomers.oneTimePassword(tenant, member)));

        assertThat(browser.submit(page, page, "password", OWN).body()).contains("id=\"firstName-error\"");
        assertThat(browser.submit(page, page, "firstName", "Mei", "lastName", "Tanaka", "password", OWN)
                        .statusCode())
                .isEqualTo(303);
        assertThat(newcomers.now(tenant, member).label()).isEqualTo("Mei Tanaka");
    }

    @Test
    @DisplayName("ACT-2 sixteen who use one one-time password at once: one gets on")
    void codeRace() {
        var tenant = house.tenant("Northwind");
        var member = newcomers.invited(tenant, Known.username("otp.race"));
        var code = newcomers.oneTimePassword(tenant, member);

        var pages = Race.of(
                16,
                i -> house.inTransaction(() ->
                        face.afterOneTimePassword(tenant.id(), member.id(), code, new Origin("203.0.113." + i, ""))));

        assertThat(pages)
                .filteredOn(page -> page.result() != null && page.result().isPresent())
                .hasSize(1);
        assertThat(newcomers.now(tenant, member).status()).isEqualTo(MemberStatus.REGISTERING);
    }

    @Test
    @DisplayName("ACT-2 sixteen who use one page at once: one sets the password")
    void pageRace() {
        var tenant = house.tenant("Northwind");
        var member = newcomers.invited(tenant, Known.username("otp.page"));
        var page = location(new Browser(house).signIn("otp.page", newcomers.oneTimePassword(tenant, member)));
        var secret = page.substring(page.lastIndexOf('/') + 1);

        var outcomes = Race.of(
                16,
                i -> face.set(
                        secret,
                        new FirstPasswordForm("", "", "lantern number " + i + " over water", "UTC"),
                        new Origin("203.0.113." + i, "")));

        assertThat(outcomes).filteredOn(Race.Outcome::won).hasSize(1);
        assertThat(outcomes)
                .filteredOn(outcome -> !outcome.won())
                .allSatisfy(outcome -> assertThat(outcome.refused()).isInstanceOf(Refusal.class));
        assertThat(house.asOwner()
                        .sql("select count(*) from account where id = (select account_id from member where id = ?)")
                        .param(member.id().value())
                        .query(Integer.class)
                        .single())
                .isEqualTo(1);
    }

    @Test
    @DisplayName("ACT-2 five wrong tries end a one-time password; a new one works, and the count of guesses goes on")
    void fiveWrong() {
        var tenant = house.tenant("Northwind");
        var member = newcomers.invited(tenant, Known.username("otp.wrong"));
        var first = newcomers.oneTimePassword(tenant, member);
        for (var i = 0; i < 5; i++)
            assertThat(new Browser(house).signIn("otp.wrong", "BCDFGHJKM" + i).statusCode())
                    .isEqualTo(422);
        house.clock().tick(Duration.ofSeconds(16));
        assertThat(new Browser(house).signIn("otp.wrong", first).statusCode()).isEqualTo(422);

        var second = newcomers.oneTimePassword(tenant, member);
        assertThat(new Browser(house).signIn("otp.wrong", second).statusCode())
                .as("the count is the person's: a new one-time password does not begin it anew")
                .isEqualTo(429);
        house.clock().tick(Duration.ofSeconds(31));
        assertThat(location(new Browser(house).signIn("otp.wrong", second))).contains("/first-password/");
    }

    @Test
    @DisplayName("ACT-2 a one-time password is good to the last millisecond of seven days")
    void expires() {
        var tenant = house.tenant("Northwind");
        var late = newcomers.invited(tenant, Known.username("otp.late"));
        var timely = newcomers.invited(tenant, Known.username("otp.timely"));
        var lateCode = newcomers.oneTimePassword(tenant, late);
        var timelyCode = newcomers.oneTimePassword(tenant, timely);

        house.clock().tick(Duration.ofDays(7).minusMillis(1));
        assertThat(location(new Browser(house).signIn("otp.timely", timelyCode)))
                .contains("/first-password/");
        house.clock().tick(Duration.ofMillis(1));
        assertThat(new Browser(house).signIn("otp.late", lateCode).statusCode()).isEqualTo(422);
    }

    @Test
    @DisplayName(
            "ACT-2 where the organization wants none, a one-time password is worth nothing; nor for blocked people")
    void notWanted() {
        var tenant = house.tenant("Northwind");
        var member = newcomers.invited(tenant, Known.username("otp.unwanted"));
        var code = newcomers.oneTimePassword(tenant, member);

        newcomers.policy(tenant, "one_time_passwords", false);
        assertThat(new Browser(house).signIn("otp.unwanted", code).statusCode()).isEqualTo(422);
        newcomers.policy(tenant, "one_time_passwords", true);
        newcomers.know(member, "status", "BLOCKED");
        assertThat(new Browser(house).signIn("otp.unwanted", code).statusCode()).isEqualTo(422);
        newcomers.know(member, "status", "INVITED");
        assertThat(new Browser(house).signIn("otp.unwanted", code).statusCode()).isEqualTo(303);
    }

    @Test
    @DisplayName("ACT-2 whoever has a password of their own gets in with no one-time password")
    void ownPasswordAlready() {
        var tenant = house.tenant("Northwind");
        var member = newcomers.registered(tenant, Known.username("otp.own"));
        var code = newcomers.oneTimePassword(tenant, member);

        assertThat(new Browser(house).signIn("otp.own", code).statusCode()).isEqualTo(422);
    }

    @Test
    @DisplayName("ACT-2 a one-time password may stand in for an initial password that was lost")
    void insteadOfInitial() {
        var tenant = house.tenant("Northwind");
        var member = newcomers.initial(tenant, Known.username("otp.instead"), GIVEN);
        var browser = new Browser(house);
        var page = location(browser.signIn("otp.instead", newcomers.oneTimePassword(tenant, member)));

        assertThat(browser.submit(page, page, "password", GIVEN).body()).contains("the password that you were given");
        assertThat(browser.submit(page, page, "password", OWN).statusCode()).isEqualTo(303);
        assertThat(new Browser(house).signIn("otp.instead", GIVEN).statusCode()).isEqualTo(422);
    }

    @Test
    @DisplayName(
            "CRE-2 an initial password opens nothing but the page that asks for another, which must differ; the old one is dead")
    void initialPassword() {
        var tenant = house.tenant("Northwind");
        var member = newcomers.initial(tenant, Known.username("initial.lena"), GIVEN);
        var browser = new Browser(house);

        assertThat(new Browser(house).signIn("initial.lena", "something else").statusCode())
                .isEqualTo(422);
        var page = location(browser.signIn("initial.lena", GIVEN));
        assertThat(page).contains("/first-password/");
        assertThat(browser.cookie("gatehouse_session")).isEmpty();
        for (var path : List.of("/me", "/o/" + tenant.slug() + "/members", "/me/sessions"))
            assertThat(location(browser.get(path))).as(path).contains("/sign-in");
        assertThat(newcomers.now(tenant, member).status()).isEqualTo(MemberStatus.INVITED);

        assertThat(browser.submit(page, page, "password", "short").body()).contains("At least 15 characters");
        assertThat(browser.submit(page, page, "password", "initial.lena is here")
                        .body())
                .contains("contains a name");
        assertThat(browser.submit(page, page, "password", GIVEN).body()).contains("the password that you were given");
        assertThat(browser.submit(page, page, "password", OWN).statusCode()).isEqualTo(303);

        assertThat(newcomers.now(tenant, member).status()).isEqualTo(MemberStatus.REGISTERED);
        assertThat(browser.get("/o/" + tenant.slug() + "/members").statusCode()).isEqualTo(200);
        assertThat(new Browser(house).signIn("initial.lena", GIVEN).statusCode())
                .isEqualTo(422);
        assertThat(new Browser(house).signIn("initial.lena", OWN).statusCode()).isEqualTo(303);
    }

    @Test
    @DisplayName("ACT-2 the one-time password itself is no password of one's own")
    void notTheCode() {
        var tenant = house.tenant("Northwind");
        house.asOwner()
                .sql("update organization set password_minimum = 8 where id = ?")
                .param(tenant.id().value())
                .update();
        var code = newcomers.oneTimePassword(tenant, newcomers.invited(tenant, Known.username("otp.same")));
        var browser = new Browser(house);
        var page = location(browser.signIn("otp.same", code));

        assertThat(browser.submit(page, page, "password", code.toLowerCase(Locale.ROOT))
                        .body())
                .contains("the password that you were given");
    }

    @Test
    @DisplayName("CRE-2 no session can be opened while the password is an initial one, by whatever route")
    void noSession() {
        var tenant = house.tenant("Northwind");
        var member = newcomers.initial(tenant, Known.username("initial.session"), GIVEN);
        var account = Objects.requireNonNull(newcomers.now(tenant, member).account());
        var version = house.get(Accounts.class).get(account).credentialVersion();

        assertThat(house.inTransaction(
                        () -> house.get(Sessions.class).open(account, version, new Origin("203.0.113.1", ""))))
                .isEmpty();
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> house.get(SignIn.class).admit(account, new Origin("203.0.113.1", "")))
                .extracting(Refusal::code)
                .isEqualTo("unauthenticated");
    }

    @Test
    @DisplayName(
            "CRE-3 before the address is confirmed the right initial password leads nowhere, by whichever name; only it is told why")
    void unconfirmed() {
        var tenant = house.tenant("Northwind");
        newcomers.initial(
                tenant,
                new Known("Lena", "Fischer", "initial.wait@example.com", "initial.wait", "+4915112345101"),
                GIVEN);

        assertThat(new Browser(house)
                        .signIn("initial.wait@example.com", "wrong")
                        .statusCode())
                .isEqualTo(422);
        for (var typed : List.of("initial.wait@example.com", "initial.wait", "+4915112345101")) {
            var browser = new Browser(house);
            var answer = browser.signIn(typed, GIVEN);
            assertThat(answer.statusCode()).as(typed).isEqualTo(403);
            assertThat(answer.body()).contains("Confirm your address first");
            assertThat(browser.cookie("gatehouse_session")).isEmpty();
        }
        assertThat(new Browser(house).signIn("initial.wait", GIVEN).body())
                .contains("i•••@example.com")
                .doesNotContain("initial.wait@example.com");
    }

    @Test
    @DisplayName(
            "CRE-2 the page ends after an hour, by a password set elsewhere, and for somebody blocked or removed meanwhile")
    void pageEnds() {
        var tenant = house.tenant("Northwind");
        newcomers.initial(tenant, Known.username("initial.hour"), GIVEN);
        var page = location(new Browser(house).signIn("initial.hour", GIVEN));
        house.clock().tick(Duration.ofHours(1).minusMillis(1));
        assertThat(new Browser(house).get(page).statusCode()).isEqualTo(200);
        house.clock().tick(Duration.ofMillis(1));
        assertThat(new Browser(house).get(page).statusCode()).isEqualTo(410);
        assertThat(new Browser(house).get(page).body()).contains("This page is over");

        var first = location(new Browser(house).signIn("initial.hour", GIVEN));
        var second = location(new Browser(house).signIn("initial.hour", GIVEN));
        assertThat(new Browser(house).get(first).statusCode())
                .as("a newer one ends it")
                .isEqualTo(410);
        assertThat(new Browser(house).submit(second, second, "password", OWN).statusCode())
                .isEqualTo(303);
        assertThat(new Browser(house).get(second).statusCode()).isEqualTo(410);

        var blocked = newcomers.initial(tenant, Known.username("initial.blocked"), GIVEN);
        var open = location(new Browser(house).signIn("initial.blocked", GIVEN));
        newcomers.know(blocked, "status", "BLOCKED");
        assertThat(new Browser(house).get(open).statusCode()).isEqualTo(410);
    }

    @Test
    @DisplayName(
            "CRE-2 who confirmed the address and then forgot the initial password comes in by forgot password, registered")
    void forgotInitial() {
        var tenant = house.tenant("Northwind");
        var member = newcomers.initial(tenant, Known.email("initial.forgot@example.com"), GIVEN);
        house.asOwner()
                .sql("update account_email set verified_at = created_at where email = 'initial.forgot@example.com'")
                .update();
        newcomers.know(member, "status", "REGISTERING");
        new Browser(house).submit("/forgot-password", "/forgot-password", "identifier", "initial.forgot@example.com");
        var path = "/reset-password/" + house.secretTo("initial.forgot@example.com", "/reset-password/");

        assertThat(new Browser(house).submit(path, path, "password", OWN).statusCode())
                .isEqualTo(303);

        assertThat(newcomers.now(tenant, member).status()).isEqualTo(MemberStatus.REGISTERED);
        var browser = new Browser(house);
        browser.signIn("initial.forgot@example.com", OWN);
        assertThat(browser.get("/o/" + tenant.slug() + "/members").statusCode()).isEqualTo(200);
    }

    @Test
    @DisplayName("ACT-2 neither one-time password nor the page's secret is stored as it is")
    void stored() {
        var tenant = house.tenant("Northwind");
        var member = newcomers.invited(tenant, Known.username("otp.stored"));
        var code = newcomers.oneTimePassword(tenant, member);
        var page = location(new Browser(house).signIn("otp.stored", code));
        var secret = page.substring(page.lastIndexOf('/') + 1);

        for (var table : List.of("one_time_code", "one_time_secret", "event", "message", "scheduled_tasks"))
            for (var text : List.of(code, secret))
                assertThat(house.asOwner()
                                .sql("select count(*) from " + table + " t where t::text like '%' || ? || '%'")
                                .param(text)
                                .query(Integer.class)
                                .single())
                        .as(table)
                        .isZero();
    }

    /** As people copy it from paper. */
    private static String spaced(String code) {
        return code.substring(0, 5).toLowerCase(Locale.ROOT) + " " + code.substring(5);
    }

    private String location(HttpResponse<String> answer) {
        return Browser.location(answer).replace(house.url().toString(), "");
    }
}
