package dev.gatehouse.signin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.gatehouse.platform.AccountId;
import dev.gatehouse.platform.Actor;
import dev.gatehouse.platform.Origin;
import dev.gatehouse.platform.Refusal;
import dev.gatehouse.signin.Newcomers.Known;
import dev.gatehouse.testing.Browser;
import dev.gatehouse.testing.House;
import dev.gatehouse.testing.InHouse;
import dev.gatehouse.testing.Race;
import dev.gatehouse.testing.Tenant;
import jakarta.mail.MessagingException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** A code beside the password. */
@InHouse
class SecondFactorTest {

    private static final Pattern CODE = Pattern.compile("\\b(\\d{6})\\b");
    private static final String OWN = "eleven lanterns over water";

    private final House house;
    private final Newcomers newcomers;

    SecondFactorTest(House house) {
        this.house = house;
        this.newcomers = new Newcomers(house);
    }

    @BeforeEach
    void cleanWindows() {
        house.asOwner().sql("delete from limit_window").update();
        house.asOwner().sql("delete from sign_in_guard").update();
    }

    @Test
    @DisplayName(
            "ACT-5 where the organization demands it, the password leads to a code by mail, and only the code to a session")
    void demanded() {
        var tenant = demanding("Northwind");
        var browser = new Browser(house);

        var answer = browser.signIn(tenant.adminEmail(), House.PASSWORD);

        assertThat(location(answer)).isEqualTo("/sign-in/code?continue=%2F");
        assertThat(browser.cookie("gatehouse_session")).isEmpty();
        assertThat(browser.setCookies())
                .filteredOn(cookie -> cookie.startsWith("gatehouse_challenge="))
                .allSatisfy(cookie -> assertThat(cookie).contains("Path=/", "HttpOnly", "SameSite=Lax"))
                .hasSize(1);
        assertThat(location(browser.get("/me"))).contains("/sign-in");
        var page = browser.get(location(answer)).body();
        assertThat(page).contains("autocomplete=\"one-time-code\"", "a•••@").doesNotContain(tenant.adminEmail());

        var in = pass(browser, code(house.mailTo(tenant.adminEmail())));
        assertThat(in.statusCode()).isEqualTo(303);
        assertThat(browser.cookie("gatehouse_session")).isNotEmpty();
        assertThat(browser.cookie("gatehouse_challenge")).isEmpty();
        assertThat(browser.get("/o/" + tenant.slug() + "/members").statusCode()).isEqualTo(200);
    }

    @Test
    @DisplayName("ACT-5 the password alone opens nothing by any route: own page, forgot password, a first password")
    void noWayAround() {
        var tenant = demanding("Northwind");
        var own = "/o/" + tenant.slug() + "/sign-in";
        assertCodeAsked(
                new Browser(house),
                browser -> browser.submit(own, own, "identifier", tenant.adminEmail(), "password", House.PASSWORD));

        house.runJobs();
        new Browser(house).submit("/forgot-password", "/forgot-password", "identifier", tenant.adminEmail());
        var path = "/reset-password/" + house.secretTo(tenant.adminEmail(), "/reset-password/");
        var reset = new Browser(house);
        assertThat(location(reset.submit(path, path, "password", OWN))).isEqualTo("/sign-in");
        assertThat(reset.cookie("gatehouse_session")).isEmpty();
        assertCodeAsked(new Browser(house), browser -> browser.signIn(tenant.adminEmail(), OWN));

        var member = newcomers.invited(tenant, new Known("Lena", "Fischer", null, "factor.first", "+4915112345201"));
        var first = new Browser(house);
        var page = location(first.signIn("factor.first", newcomers.oneTimePassword(tenant, member)));
        assertCodeAsked(first, browser -> browser.submit(page, page, "password", OWN));
        assertThat(pass(first, code(house.smsTo("+4915112345201"))).statusCode())
                .isEqualTo(303);
        assertThat(first.get("/o/" + tenant.slug() + "/members").statusCode()).isEqualTo(200);
    }

    @Test
    @DisplayName(
            "ACT-5 five wrong codes end the challenge; the right one is then worth nothing, and wrong ones count as failed sign-ins")
    void fiveWrong() {
        var tenant = demanding("Northwind");
        var browser = new Browser(house);
        browser.signIn(tenant.adminEmail(), House.PASSWORD);
        var code = code(house.mailTo(tenant.adminEmail()));
        for (var i = 0; i < 4; i++) {
            assertThat(pass(browser, wrong(code)).statusCode()).isEqualTo(422);
        }
        assertThat(location(pass(browser, wrong(code)))).contains("/sign-in?continue=");
        assertThat(location(pass(browser, code))).contains("/sign-in?continue=");
        assertThat(browser.cookie("gatehouse_session")).isEmpty();

        assertThat(new Browser(house)
                        .signIn(tenant.adminEmail(), House.PASSWORD)
                        .statusCode())
                .as("the right password does not buy more guesses at once")
                .isEqualTo(429);
    }

    @Test
    @DisplayName("ACT-5 a known password buys no endless codes: after a few in half an hour none is sent")
    void fewCodes() {
        var tenant = demanding("Northwind");
        for (var i = 0; i < 6; i++)
            assertThat(new Browser(house)
                            .signIn(tenant.adminEmail(), House.PASSWORD)
                            .statusCode())
                    .isEqualTo(303);
        assertThat(new Browser(house)
                        .signIn(tenant.adminEmail(), House.PASSWORD)
                        .statusCode())
                .isEqualTo(429);
        house.runJobs();
        assertThat(mails(tenant.adminEmail())).isEqualTo(6);
    }

    @Test
    @DisplayName("ACT-5 a code is good in the browser that typed the password, and of no use to anybody else")
    void bound() {
        var tenant = demanding("Northwind");
        var lena = house.member(tenant, "Lena", "Fischer", "factor.lena@example.com");
        var mine = new Browser(house);
        mine.signIn(tenant.adminEmail(), House.PASSWORD);
        var myCode = code(house.mailTo(tenant.adminEmail()));
        var hers = new Browser(house);
        hers.signIn("factor.lena@example.com", House.PASSWORD);
        var herCode = code(house.mailTo("factor.lena@example.com"));

        if (!herCode.equals(myCode)) assertThat(pass(hers, myCode).statusCode()).isEqualTo(422);
        var stranger = new Browser(house);
        assertThat(location(pass(stranger, herCode))).isEqualTo("/sign-in?continue=%2F");
        assertThat(stranger.cookie("gatehouse_session")).isEmpty();
        assertThat(pass(hers, herCode).statusCode()).isEqualTo(303);
        assertThat(sessions(lena.requireAccount())).isEqualTo(1);
    }

    @Test
    @DisplayName("ACT-5 sixteen who send one code at once get one session")
    void race() {
        var tenant = demanding("Northwind");
        var browser = new Browser(house);
        browser.signIn(tenant.adminEmail(), House.PASSWORD);
        var secret = browser.cookie("gatehouse_challenge");
        var code = code(house.mailTo(tenant.adminEmail()));

        Race.of(16, i -> house.get(SignIn.class).pass(secret, code, new Origin("203.0.113." + i, "")));

        assertThat(sessions(tenant.admin().requireAccount())).isEqualTo(1);
    }

    @Test
    @DisplayName("ACT-5 a code lives ten minutes; another one ends it, and can be had while the challenge lasts")
    void expiry() {
        var tenant = demanding("Northwind");
        var browser = new Browser(house);
        browser.signIn(tenant.adminEmail(), House.PASSWORD);
        var first = code(house.mailTo(tenant.adminEmail()));
        house.clock().tick(Duration.ofMinutes(10));
        assertThat(pass(browser, first).statusCode()).isEqualTo(422);

        assertThat(browser.submit("/sign-in", "/sign-in/code/again").statusCode())
                .isEqualTo(303);
        var second = code(house.mailTo(tenant.adminEmail()));
        if (!first.equals(second)) assertThat(pass(browser, first).statusCode()).isEqualTo(422);
        assertThat(pass(browser, second).statusCode()).isEqualTo(303);
    }

    @Test
    @DisplayName("ACT-5 a new password ends a challenge of the older one")
    void newPassword() {
        var tenant = demanding("Northwind");
        var browser = new Browser(house);
        browser.signIn(tenant.adminEmail(), House.PASSWORD);
        var code = code(house.mailTo(tenant.adminEmail()));
        new Browser(house).submit("/forgot-password", "/forgot-password", "identifier", tenant.adminEmail());
        var path = "/reset-password/" + house.secretTo(tenant.adminEmail(), "/reset-password/");
        new Browser(house).submit(path, path, "password", OWN);

        assertThat(pass(browser, code).statusCode()).isNotEqualTo(200);
        assertThat(browser.cookie("gatehouse_session")).isEmpty();
        assertThat(sessions(tenant.admin().requireAccount())).isZero();
    }

    @Test
    @DisplayName(
            "ACT-5 people without an address get the code by text message, to the number that they proved before the one on record")
    void byText() {
        var tenant = demanding("Northwind");
        var member = newcomers.registered(tenant, new Known("Lena", "Fischer", null, "factor.text", "+4915112345202"));
        var record = new Browser(house);
        record.signIn("factor.text", House.PASSWORD);
        assertThat(record.get("/sign-in/code").body()).contains("text message", "•••\u00a002");
        assertThat(pass(record, code(house.smsTo("+4915112345202"))).statusCode())
                .isEqualTo(303);

        newcomers.proveNumber(Objects.requireNonNull(member.account()), "+4915112345203");
        var proved = new Browser(house);
        proved.signIn("factor.text", House.PASSWORD);
        assertThat(pass(proved, code(house.smsTo("+4915112345203"))).statusCode())
                .isEqualTo(303);
    }

    @Test
    @DisplayName("ACT-5 who can be reached by nothing is told to ask an admin, after the right password alone")
    void unreachable() {
        var tenant = demanding("Northwind");
        newcomers.registered(tenant, Known.username("factor.nowhere"));

        assertThat(new Browser(house).signIn("factor.nowhere", "wrong").statusCode())
                .isEqualTo(422);
        var answer = new Browser(house).signIn("factor.nowhere", House.PASSWORD);
        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.body()).contains("Ask an admin of your organization to add one");
    }

    @Test
    @DisplayName("ACT-5 an organization's word does not bring the code of an account that opens more than it")
    void elsewhereToo() {
        var tenant = demanding("Northwind");
        var other = house.tenant("Contoso");
        var here = newcomers.registered(
                tenant, new Known("Lena", "Fischer", "factor.record@example.com", "factor.two", "+4915112345204"));
        var there = newcomers.registered(other, Known.username("factor.two.there"));
        house.asOwner()
                .sql("update member set account_id = ? where id = ?")
                .params(
                        Objects.requireNonNull(here.account()).value(),
                        there.id().value())
                .update();

        assertThat(new Browser(house).signIn("factor.two", House.PASSWORD).body())
                .contains("Ask an admin of your organization to add one");
    }

    @Test
    @DisplayName("ACT-5 whoever wants a code switches it on with the current password, and off again")
    void switchedOn() {
        var tenant = house.tenant("Northwind");
        var account = house.get(OwnAccount.class);
        var actor = Actor.account(tenant.admin().requireAccount(), new Origin("203.0.113.9", "Test"));

        assertRefused("password.wrong", () -> account.setSecondFactor(actor, true, "wrong"));
        account.setSecondFactor(actor, true, House.PASSWORD);
        assertThat(account.secondFactor(actor).on()).isTrue();
        assertThat(account.secondFactor(actor).demanded()).isFalse();
        assertThat(account.secondFactor(actor).address()).startsWith("a•••@");
        assertCodeAsked(new Browser(house), browser -> browser.signIn(tenant.adminEmail(), House.PASSWORD));

        account.setSecondFactor(actor, false, House.PASSWORD);
        assertThat(new Browser(house)
                        .signIn(tenant.adminEmail(), House.PASSWORD)
                        .headers()
                        .firstValue("Location"))
                .hasValueSatisfying(address -> assertThat(address).doesNotContain("/code"));
        assertThat(house.asOwner()
                        .sql(
                                "select kind from event where kind like 'account.second_factor%' and target_id = ? order by id")
                        .param(actor.requireAccount().value())
                        .query(String.class)
                        .list())
                .containsExactly("account.second_factor_on", "account.second_factor_off");
    }

    @Test
    @DisplayName(
            "ACT-5 people are told that their second factor was switched, by mail or else by text message, and only where it was")
    void told() {
        var tenant = house.tenant("Northwind");
        var account = house.get(OwnAccount.class);
        var actor = Actor.account(tenant.admin().requireAccount(), new Origin("203.0.113.9", "Test"));

        account.setSecondFactor(actor, true, House.PASSWORD);
        assertThat(house.mailTo(tenant.adminEmail()))
                .contains("The code beside the password was switched on.")
                .contains(house.url() + "/forgot-password");
        account.setSecondFactor(actor, false, House.PASSWORD);
        assertThat(house.mailTo(tenant.adminEmail())).contains("The code beside the password was switched off.");
        var mails = house.mail().getReceivedMessages().length;
        account.setSecondFactor(actor, false, House.PASSWORD);
        house.runJobs();
        assertThat(house.mail().getReceivedMessages()).hasSize(mails);

        var member = newcomers.registered(tenant, Known.phone("+4915112345206"));
        var other = Objects.requireNonNull(member.account());
        newcomers.proveNumber(other, "+4915112345206");
        account.setSecondFactor(Actor.account(other, new Origin("203.0.113.9", "Test")), true, House.PASSWORD);
        assertThat(house.smsTo("+4915112345206")).contains("what opens your account was changed");
    }

    @Test
    @DisplayName("ACT-5 an admin who may demand a second factor reads how many people no code can reach")
    void unreachedCounted() {
        var tenant = house.tenant("Northwind");
        newcomers.registered(tenant, new Known("Lena", "Fischer", null, "counted", "+4915112345207"));
        var browser = new Browser(house);
        browser.signIn(tenant.adminEmail(), House.PASSWORD);
        var page = "/o/" + tenant.slug() + "/settings/sign-in";
        assertThat(browser.get(page).body()).doesNotContain("no code can reach them");

        newcomers.registered(tenant, Known.username("counted.two"));
        newcomers.registered(house.tenant("Contoso"), Known.username("counted.two"));
        newcomers.invited(tenant, Known.username("counted.three"));

        assertThat(browser.get(page).body()).contains("1 person has neither an e-mail address nor a phone number");
    }

    @Test
    @DisplayName("ACT-5 nobody switches on what would lock them out")
    void notReachableNotOn() {
        var tenant = house.tenant("Northwind");
        var member = newcomers.registered(tenant, Known.phone("+4915112345205"));
        var account = Objects.requireNonNull(member.account());
        var actor = Actor.account(account, new Origin("203.0.113.9", "Test"));
        var face = house.get(OwnAccount.class);

        assertRefused("second_factor.unreachable", () -> face.setSecondFactor(actor, true, House.PASSWORD));
        newcomers.proveNumber(account, "+4915112345205");
        face.setSecondFactor(actor, true, House.PASSWORD);
        assertThat(face.secondFactor(actor).sms()).isTrue();
    }

    @Test
    @DisplayName("ACT-5 setting a new password keeps the second factor")
    void resetKeepsIt() {
        var tenant = house.tenant("Northwind");
        house.get(OwnAccount.class)
                .setSecondFactor(
                        Actor.account(tenant.admin().requireAccount(), new Origin("203.0.113.9", "Test")),
                        true,
                        House.PASSWORD);
        house.runJobs();
        new Browser(house).submit("/forgot-password", "/forgot-password", "identifier", tenant.adminEmail());
        var path = "/reset-password/" + house.secretTo(tenant.adminEmail(), "/reset-password/");
        new Browser(house).submit(path, path, "password", OWN);

        assertCodeAsked(new Browser(house), browser -> browser.signIn(tenant.adminEmail(), OWN));
    }

    @Test
    @DisplayName("ACT-5 neither code nor challenge is stored as it is")
    void stored() {
        var tenant = demanding("Northwind");
        var browser = new Browser(house);
        browser.signIn(tenant.adminEmail(), House.PASSWORD);
        var secret = browser.cookie("gatehouse_challenge");
        code(house.mailTo(tenant.adminEmail()));

        for (var table : List.of("one_time_secret", "one_time_code", "event", "message", "scheduled_tasks"))
            assertThat(house.asOwner()
                            .sql("select count(*) from " + table + " t where t::text like '%' || ? || '%'")
                            .param(secret)
                            .query(Integer.class)
                            .single())
                    .as(table)
                    .isZero();
    }

    private interface Way {
        HttpResponse<String> go(Browser browser);
    }

    private void assertCodeAsked(Browser browser, Way way) {
        assertThat(location(way.go(browser))).startsWith("/sign-in/code?continue=");
        assertThat(browser.cookie("gatehouse_session")).isEmpty();
    }

    private static void assertRefused(String code, ThrowingCallable work) {
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(work)
                .extracting(Refusal::code)
                .isEqualTo(code);
    }

    private Tenant demanding(String name) {
        var tenant = house.tenant(name);
        newcomers.policy(tenant, "mfa_required", true);
        return tenant;
    }

    private static HttpResponse<String> pass(Browser browser, String code) {
        return browser.submit("/sign-in", "/sign-in/code", "code", code);
    }

    private static String code(String message) {
        var code = CODE.matcher(message.replaceAll("[\u2066-\u2069]", ""));
        if (!code.find()) throw new AssertionError("no code in " + message);
        return code.group(1);
    }

    private static String wrong(String code) {
        return (code.charAt(0) == '0' ? '1' : '0') + code.substring(1);
    }

    private int sessions(AccountId account) {
        return house.asOwner()
                .sql("select count(*) from session where account_id = ?")
                .param(account.value())
                .query(Integer.class)
                .single();
    }

    private int mails(String address) {
        return Math.toIntExact(List.of(house.mail().getReceivedMessages()).stream()
                .filter(mail -> {
                    try {
                        return mail.getAllRecipients()[0].toString().equals(address);
                    } catch (MessagingException e) {
                        throw new AssertionError(e);
                    }
                })
                .count());
    }

    private String location(HttpResponse<String> answer) {
        return Browser.location(answer).replace(house.url().toString(), "");
    }
}
