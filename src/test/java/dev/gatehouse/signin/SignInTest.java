package dev.gatehouse.signin;

import static dev.gatehouse.testing.Browser.location;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.people.Accounts;
import dev.gatehouse.people.NewAccount;
import dev.gatehouse.people.Passwords;
import dev.gatehouse.platform.Actor;
import dev.gatehouse.platform.Limits;
import dev.gatehouse.platform.OrganizationId;
import dev.gatehouse.platform.Tenancy;
import dev.gatehouse.testing.Browser;
import dev.gatehouse.testing.House;
import dev.gatehouse.testing.InHouse;
import dev.gatehouse.testing.Race;
import dev.gatehouse.testing.Tenant;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;

@InHouse
class SignInTest {

    private final House house;

    SignInTest(House house) {
        this.house = house;
    }

    @BeforeEach
    void cleanWindows() {
        house.asOwner().sql("delete from limit_window").update();
    }

    @Test
    @DisplayName("ACT-3 signing in leads to the members page, whatever the case of the address")
    void signsIn() {
        var tenant = house.tenant("Northwind");
        var browser = new Browser(house);

        var answer = browser.signIn(" " + tenant.adminEmail().toUpperCase(Locale.ROOT), House.PASSWORD);

        assertThat(answer.statusCode()).isEqualTo(303);
        assertThat(location(answer)).endsWith("/");
        assertThat(location(browser.get("/"))).endsWith("/o/" + tenant.slug() + "/members");
        assertThat(browser.get("/me").body()).contains("Amara");
        assertThat(one("select last_sign_in_at is not null from account where id = ?", tenant))
                .isTrue();
        assertThat(one("select bool_and(last_active_at is not null) from member where account_id = ?", tenant))
                .isTrue();
        assertThat(one("select count(*) = 1 from event where kind = 'account.signed_in' and target_id = ?", tenant))
                .isTrue();
    }

    @Test
    @DisplayName("ACT-3 a wrong password and an address that nobody has get one answer for one hash each")
    void sameAnswer() {
        var tenant = house.tenant("Northwind");
        var before = hashes();
        var wrong = new Browser(house).signIn(tenant.adminEmail(), "not the right password");
        var afterWrong = hashes();
        var unknown = new Browser(house).signIn("nobody@" + tenant.slug() + ".example", "not the right password");
        var afterUnknown = hashes();

        assertThat(wrong.statusCode()).isEqualTo(unknown.statusCode()).isEqualTo(422);
        assertThat(plain(wrong, tenant.adminEmail())).isEqualTo(plain(unknown, "nobody@" + tenant.slug() + ".example"));
        assertThat(afterWrong - before).isEqualTo(afterUnknown - afterWrong).isEqualTo(1);
    }

    @Test
    @DisplayName("ACT-3 the session cookie is opaque, HttpOnly, SameSite, new at each sign-in, and stored hashed")
    void cookie() {
        var tenant = house.tenant("Northwind");
        var browser = new Browser(house);
        browser.keep("gatehouse_session", "A".repeat(43));
        browser.signIn(tenant.adminEmail(), House.PASSWORD);
        var first = browser.cookie("gatehouse_session");
        var token = browser.cookie("gatehouse_csrf");

        assertThat(first).matches("[A-Za-z0-9_-]{43}").isNotEqualTo("A".repeat(43));
        assertThat(token).as("a form token planted before is worth nothing").isEmpty();
        assertThat(browser.setCookies())
                .filteredOn(cookie -> cookie.startsWith("gatehouse_session=") || cookie.startsWith("gatehouse_csrf="))
                .allSatisfy(cookie -> assertThat(cookie).contains("Path=/", "HttpOnly", "SameSite=Lax"));
        assertThat(browser.setCookies()).noneMatch(cookie -> cookie.startsWith("JSESSIONID"));
        assertThat(house.asOwner()
                        .sql("select count(*) from session where encode(secret_hash, 'escape') like '%' || ? || '%'")
                        .param(first)
                        .query(Integer.class)
                        .single())
                .isZero();

        var other = new Browser(house);
        other.signIn(tenant.adminEmail(), House.PASSWORD);
        assertThat(other.cookie("gatehouse_session")).isNotEqualTo(first);
    }

    @Test
    @DisplayName("ACT-3 signing in again ends the session that the browser had")
    void noFixation() {
        var tenant = house.tenant("Northwind");
        var browser = new Browser(house);
        browser.signIn(tenant.adminEmail(), House.PASSWORD);
        var old = browser.cookie("gatehouse_session");
        var form = browser.get("/me");
        browser.post(
                "/sign-in",
                Map.of("identifier", tenant.adminEmail(), "password", House.PASSWORD, "_csrf", tokenOf(form)));

        assertThat(browser.cookie("gatehouse_session")).isNotEqualTo(old);
        var thief = new Browser(house);
        thief.keep("gatehouse_session", old);
        assertThat(location(thief.get("/me"))).contains("/sign-in");
    }

    @Test
    @DisplayName("ACT-3 a form without the page's token is refused")
    void csrf() {
        var tenant = house.tenant("Northwind");
        var browser = new Browser(house);

        var answer = browser.post("/sign-in", Map.of("identifier", tenant.adminEmail(), "password", House.PASSWORD));

        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(browser.cookie("gatehouse_session")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.example",
                "//evil.example",
                "/\\evil.example",
                "javascript:alert(1)",
                "/\n/evil.example",
                "\\\\evil.example"
            })
    @DisplayName("ACT-3 after sign-in nobody is led to another site")
    void openRedirect(String target) {
        var tenant = house.tenant("Northwind");

        var answer = new Browser(house)
                .submit(
                        "/sign-in",
                        "/sign-in",
                        "identifier",
                        tenant.adminEmail(),
                        "password",
                        House.PASSWORD,
                        "continue",
                        target);

        assertThat(answer.statusCode()).isEqualTo(303);
        assertThat(location(answer)).isIn("/", house.url() + "/");
    }

    @Test
    @DisplayName("ACT-3 a page asked for without a session comes back after sign-in")
    void continues() {
        var tenant = house.tenant("Northwind");
        var browser = new Browser(house);

        var asked = browser.get("/o/" + tenant.slug() + "/members?q=a%20b");

        assertThat(asked.statusCode()).isEqualTo(303);
        assertThat(location(asked)).isEqualTo("/sign-in?continue=%2Fo%2F" + tenant.slug() + "%2Fmembers%3Fq%3Da%2520b");
        assertThat(browser.get(location(asked)).body()).contains("value=\"/o/" + tenant.slug() + "/members?q=a%20b\"");
    }

    @Test
    @DisplayName("ACT-3 wrong passwords in a row make one wait longer each time, and the right one ends the count")
    void waits() {
        var tenant = house.tenant("Northwind");
        for (var i = 0; i < 5; i++) fail(tenant.adminEmail());

        var sixth = new Browser(house).signIn(tenant.adminEmail(), House.PASSWORD);
        assertThat(sixth.statusCode()).isEqualTo(429);
        assertThat(retryAfter(sixth)).isBetween(1, 15);

        house.clock().tick(Duration.ofSeconds(16));
        fail(tenant.adminEmail());
        assertThat(retryAfter(new Browser(house).signIn(tenant.adminEmail(), "wrong")))
                .isBetween(16, 30);

        house.clock().tick(Duration.ofSeconds(31));
        assertThat(new Browser(house)
                        .signIn(tenant.adminEmail(), House.PASSWORD)
                        .statusCode())
                .isEqualTo(303);
        for (var i = 0; i < 4; i++) fail(tenant.adminEmail());
        assertThat(new Browser(house)
                        .signIn(tenant.adminEmail(), House.PASSWORD)
                        .statusCode())
                .isEqualTo(303);
    }

    @Test
    @DisplayName("ACT-3 an address that nobody has is made to wait in the same way")
    void unknownWaits() {
        var nobody = "nobody@nowhere.example";
        for (var i = 0; i < 5; i++) fail(nobody);

        var sixth = new Browser(house).signIn(nobody, "wrong");

        assertThat(sixth.statusCode()).isEqualTo(429);
        assertThat(retryAfter(sixth)).isBetween(1, 15);
    }

    @Test
    @DisplayName("ACT-3 after a hundred wrong passwords in a row no other is tried, not even the right one")
    void exhausted() {
        var tenant = house.tenant("Northwind");
        fail(tenant.adminEmail());
        house.asOwner()
                .sql("update sign_in_guard set failures = 99, blocked_until = tried_at")
                .update();
        house.clock().tick(Duration.ofSeconds(1));
        fail(tenant.adminEmail());
        house.clock().tick(Duration.ofDays(400));

        var before = hashes();
        var answer = new Browser(house).signIn(tenant.adminEmail(), House.PASSWORD);

        assertThat(answer.statusCode()).isEqualTo(429);
        assertThat(answer.body()).contains("Forgot your password?");
        assertThat(hashes()).as("and nothing is hashed for it").isEqualTo(before);
    }

    @Test
    @DisplayName("ACT-3 guesses at once all count: of thirty, no more than five are tried")
    void guessesAtOnce() {
        var tenant = house.tenant("Northwind");
        var before = hashes();

        Race.of(30, i -> new Browser(house).signIn(tenant.adminEmail(), "guess number " + i));

        assertThat(hashes() - before).isLessThanOrEqualTo(5);
    }

    @Test
    @DisplayName("ACT-3 failures from one network end at a hundred in ten minutes, whichever accounts they try")
    void network() {
        var limits = house.get(Limits.class);
        for (var i = 0; i < 100; i++) limits.take(SignIn.NETWORK, "127.0.0.1");

        var answer = new Browser(house).signIn("someone@nowhere.example", "wrong");

        assertThat(answer.statusCode()).isEqualTo(429);
        assertThat(retryAfter(answer)).isBetween(1, 600);
        house.clock().tick(Duration.ofMinutes(11));
        assertThat(new Browser(house).signIn("someone@nowhere.example", "wrong").statusCode())
                .isEqualTo(422);
    }

    @Test
    @DisplayName("ACT-6 a hash made with older parameters is renewed at sign-in, and the session is as good")
    void renewsHash() {
        var tenant = house.tenant("Northwind");
        var old = new Argon2PasswordEncoder(16, 32, 1, 1024, 1).encode(House.PASSWORD);
        house.asOwner()
                .sql("update account set password_hash = ? where id = ?")
                .params(String.valueOf(old), tenant.admin().requireAccount().value())
                .update();

        var browser = new Browser(house);
        assertThat(browser.signIn(tenant.adminEmail(), House.PASSWORD).statusCode())
                .isEqualTo(303);

        assertThat(one("select password_hash like '$argon2id$v=19$m=7168,t=1,%' from account where id = ?", tenant))
                .isTrue();
        assertThat(browser.get("/me").statusCode()).isEqualTo(200);
    }

    @Test
    @DisplayName("INV-3 an account whose address is not confirmed cannot sign in; only the right password is told why")
    void unconfirmed() {
        unverified("waiting@example.com");

        var wrong = new Browser(house).signIn("waiting@example.com", "not the right password");
        var browser = new Browser(house);
        var right = browser.signIn("waiting@example.com", House.PASSWORD);

        assertThat(wrong.statusCode()).isEqualTo(422);
        assertThat(right.statusCode()).isEqualTo(403);
        assertThat(right.body()).contains("Confirm your address first", "name=\"again\"");
        assertThat(browser.cookie("gatehouse_session")).isEmpty();
        var again = right.body().replaceAll("(?s).*name=\"again\" value=\"([^\"]+)\".*", "$1");
        var sent = browser.post("/sign-in/confirmation", Map.of("again", again, "_csrf", tokenOf(right)));
        assertThat(sent.statusCode()).isEqualTo(303);
        assertThat(browser.submit("/sign-in", "/sign-in/confirmation", "again", again)
                        .statusCode())
                .as("once")
                .isEqualTo(409);
    }

    @Test
    @DisplayName("ORG-3 whoever is no active member of an organization finds nothing there, as where there is none")
    void foreignOrganization() {
        var mine = house.tenant("Northwind");
        var foreign = house.tenant("Contoso");
        var browser = new Browser(house);
        browser.signIn(mine.adminEmail(), House.PASSWORD);

        var there = browser.get("/o/" + foreign.slug() + "/members");
        var nowhere = browser.get("/o/no-such-organization/members");

        assertThat(there.statusCode()).isEqualTo(nowhere.statusCode()).isEqualTo(404);
        assertThat(plain(there, foreign.slug())).isEqualTo(plain(nowhere, "no-such-organization"));
        assertThat(browser.get("/operator/organizations").statusCode()).isEqualTo(404);
    }

    @Test
    @DisplayName("ORG-7 a suspended organization says so, and comes back with the next request after it is resumed")
    void suspended() {
        var tenant = house.tenant("Northwind");
        var browser = new Browser(house);
        browser.signIn(tenant.adminEmail(), House.PASSWORD);
        suspend(tenant.id(), true);

        assertThat(browser.get("/o/" + tenant.slug() + "/members").statusCode()).isEqualTo(409);
        assertThat(browser.get("/o/" + tenant.slug() + "/members").body()).contains("suspended");
        assertThat(browser.get("/").body()).contains("suspended");

        suspend(tenant.id(), false);
        assertThat(browser.get("/o/" + tenant.slug() + "/members").statusCode()).isEqualTo(200);
    }

    @Test
    @DisplayName("ORG-1 several organizations are offered, and the one of the last time is entered at once")
    void several() {
        var first = house.tenant("Northwind");
        var second = house.tenant("Contoso");
        house.asOwner()
                .sql("update member set account_id = ? where organization_id = ?")
                .params(first.admin().requireAccount().value(), second.id().value())
                .update();
        var browser = new Browser(house);
        browser.signIn(first.adminEmail(), House.PASSWORD);

        assertThat(browser.get("/").body())
                .contains("/o/" + first.slug() + "/members", "/o/" + second.slug() + "/members");
        browser.get("/o/" + second.slug() + "/members");
        assertThat(location(browser.get("/"))).endsWith("/o/" + second.slug() + "/members");
    }

    @Test
    @DisplayName("ACT-3 signing out is a form, ends the session on the server, and a copied cookie is worth nothing")
    void signsOut() {
        var tenant = house.tenant("Northwind");
        var browser = new Browser(house);
        browser.signIn(tenant.adminEmail(), House.PASSWORD);
        var copied = browser.cookie("gatehouse_session");

        assertThat(browser.get("/sign-out").statusCode()).isEqualTo(405);
        assertThat(browser.submit("/me", "/sign-out").statusCode()).isEqualTo(303);

        var thief = new Browser(house);
        thief.keep("gatehouse_session", copied);
        assertThat(location(thief.get("/me"))).contains("/sign-in");
    }

    private void suspend(OrganizationId organization, boolean suspended) {
        house.asOwner()
                .sql("update organization set suspended_at = case when ? then created_at end where id = ?")
                .params(suspended, organization.value())
                .update();
    }

    private void unverified(String email) {
        var hash = house.get(Passwords.class).hash(House.PASSWORD);
        house.inTransaction(() -> {
            house.get(Tenancy.class).enter(OrganizationId.PLATFORM);
            return house.get(Accounts.class)
                    .create(
                            Actor.system(OrganizationId.PLATFORM),
                            new NewAccount("Mei", "Tanaka", "en", "UTC", email, false, hash));
        });
    }

    private void fail(String email) {
        assertThat(new Browser(house).signIn(email, "not the right password").statusCode())
                .isEqualTo(422);
    }

    private boolean one(String sql, Tenant tenant) {
        return house.asOwner()
                .sql(sql)
                .param(tenant.admin().requireAccount().value())
                .query(Boolean.class)
                .single();
    }

    private long hashes() {
        return house.get(MeterRegistry.class)
                .get("gatehouse.password.hash")
                .timer()
                .count();
    }

    static int retryAfter(HttpResponse<String> answer) {
        return Integer.parseInt(answer.headers().firstValue("Retry-After").orElse("0"));
    }

    static String tokenOf(HttpResponse<String> page) {
        return page.body().replaceAll("(?s).*?name=\"_csrf\" value=\"([^\"]+)\".*", "$1");
    }

    /** A page without what differs by request: tokens, the request's number, what was typed. */
    static String plain(HttpResponse<String> page, String typed) {
        return page.body()
                .replace(typed, "TYPED")
                .replaceAll("(name=\"_csrf\" value|name=\"csrf\" content)=\"[^\"]+\"", "TOKEN")
                .replaceAll("\\b[0-9a-f]{16}\\b", "REQUEST");
    }
}
