package dev.gatehouse.signin;

import static dev.gatehouse.testing.Browser.location;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.people.Accounts;
import dev.gatehouse.platform.Origin;
import dev.gatehouse.testing.Browser;
import dev.gatehouse.testing.House;
import dev.gatehouse.testing.InHouse;
import dev.gatehouse.testing.Tenant;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@InHouse
class OwnAccountTest {

    private static final String NEW_PASSWORD = "nine lanterns over water";

    private final House house;

    OwnAccountTest(House house) {
        this.house = house;
    }

    @BeforeEach
    void cleanWindows() {
        house.asOwner().sql("delete from limit_window").update();
    }

    @Test
    @DisplayName("ACT-5 the sessions page names the devices, marks this one, and ends one or all others")
    void sessions() {
        var tenant = house.tenant("Northwind");
        var here = signedIn(tenant);
        var phone = signedIn(
                tenant,
                "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Version/18.0 Mobile/15E148 Safari/604.1");
        var third = signedIn(tenant);

        var page = here.get("/me/sessions").body();
        assertThat(page).contains("Firefox on Linux", "Safari on iPhone", "This device", "127.0.0.1");

        var id = page.replaceAll("(?s).*?/me/sessions/([0-9a-f-]{36})/end.*", "$1");
        assertThat(here.submit("/me/sessions", "/me/sessions/" + id + "/end").statusCode())
                .isEqualTo(303);
        assertThat(openSessions(tenant)).isEqualTo(2);
        here.submit("/me/sessions", "/me/sessions/end");
        assertThat(location(phone.get("/me"))).contains("/sign-in");
        assertThat(location(third.get("/me"))).contains("/sign-in");
        assertThat(here.get("/me").statusCode()).isEqualTo(200);
    }

    @Test
    @DisplayName("ACT-5 nobody ends another person's session: it is not found, as one that does not exist")
    void foreignSession() {
        var mine = house.tenant("Northwind");
        var foreign = house.tenant("Contoso");
        var other = signedIn(foreign);
        var id = house.asOwner()
                .sql("select id from session where account_id = ?")
                .param(foreign.admin().requireAccount().value())
                .query(UUID.class)
                .single();
        var me = signedIn(mine);

        assertThat(me.submit("/me/sessions", "/me/sessions/" + id + "/end").statusCode())
                .isEqualTo(404);
        assertThat(me.submit("/me/sessions", "/me/sessions/nonsense/end").statusCode())
                .isEqualTo(404);
        assertThat(other.get("/me").statusCode()).isEqualTo(200);
    }

    @Test
    @DisplayName("ACT-5 a session ends after 12 hours without use, and after 30 days in any case")
    void ends() {
        var tenant = house.tenant("Northwind");
        var idle = signedIn(tenant);
        var busy = signedIn(tenant);
        for (var hours = 0; hours < 30 * 24 - 10; hours += 10) {
            house.clock().tick(Duration.ofHours(10));
            assertThat(busy.get("/me").statusCode()).isEqualTo(200);
        }

        assertThat(location(idle.get("/me"))).contains("/sign-in");
        house.clock().tick(Duration.ofHours(10));
        assertThat(location(busy.get("/me"))).contains("/sign-in");
        assertThat(house.get(Sessions.class).purge()).isPositive();
    }

    @Test
    @DisplayName("ACT-5 last use is written at most once a minute")
    void touches() {
        var tenant = house.tenant("Northwind");
        var browser = signedIn(tenant);
        var first = lastUsed(tenant);
        house.clock().tick(Duration.ofSeconds(59));
        browser.get("/me");
        assertThat(lastUsed(tenant)).isEqualTo(first);
        house.clock().tick(Duration.ofSeconds(2));
        browser.get("/me");
        assertThat(lastUsed(tenant)).isNotEqualTo(first);
    }

    @Test
    @DisplayName("ACT-6 a new password needs the current one, ends the other sessions, and gives this one a new secret")
    void changesPassword() {
        var tenant = house.tenant("Northwind");
        var here = signedIn(tenant);
        var there = signedIn(tenant);
        var old = here.cookie("gatehouse_session");

        assertThat(here.submit("/me/sign-in", "/me/password", "current", "wrong", "password", NEW_PASSWORD)
                        .statusCode())
                .isEqualTo(422);
        assertThat(here.submit("/me/sign-in", "/me/password", "current", House.PASSWORD, "password", NEW_PASSWORD)
                        .statusCode())
                .isEqualTo(303);

        assertThat(location(there.get("/me"))).contains("/sign-in");
        assertThat(here.cookie("gatehouse_session")).isNotEqualTo(old);
        assertThat(here.get("/me").statusCode()).isEqualTo(200);
        var thief = new Browser(house);
        thief.keep("gatehouse_session", old);
        assertThat(location(thief.get("/me"))).contains("/sign-in");
    }

    @Test
    @DisplayName("ACT-4 a sign-in in flight does not outlive the password that it proved")
    void inFlight() {
        var tenant = house.tenant("Northwind");
        var account = tenant.admin().requireAccount();
        var proved = house.get(Accounts.class).credentials(account).orElseThrow();
        signedIn(tenant).submit("/me/sign-in", "/me/password", "current", House.PASSWORD, "password", NEW_PASSWORD);

        var opened = house.inTransaction(
                () -> house.get(Sessions.class).open(account, proved.version(), new Origin("203.0.113.1", "")));

        assertThat(opened).isEmpty();
    }

    @Test
    @DisplayName("LIF-6 people change their own name, language and zone, and their memberships follow")
    void profile() {
        var tenant = house.tenant("Northwind");
        var browser = signedIn(tenant);

        var refused = browser.submit(
                "/me", "/me", "firstName", "", "lastName", "Okafor", "language", "de", "timeZone", "Europe/Berlin");
        assertThat(refused.statusCode()).isEqualTo(422);
        var saved = browser.submit(
                "/me",
                "/me",
                "firstName",
                "Amára",
                "lastName",
                "Okafor-Weiß",
                "language",
                "de",
                "timeZone",
                "Europe/Berlin");

        assertThat(saved.statusCode()).isEqualTo(303);
        assertThat(browser.get("/me").body()).contains("Ihr Profil", "Okafor-Weiß");
        assertThat(house.asOwner()
                        .sql(
                                "select first_name || ' ' || last_name || ' ' || language from member where account_id = ?")
                        .param(tenant.admin().requireAccount().value())
                        .query(String.class)
                        .single())
                .isEqualTo("Amára Okafor-Weiß de");
        assertThat(browser.submit("/me", "/me", "firstName", "A", "lastName", "B", "language", "xx", "timeZone", "UTC")
                        .statusCode())
                .isEqualTo(422);
    }

    @Test
    @DisplayName("ACT-6 the strength of a password is told while it is typed, and never kept")
    void strength() {
        var browser = new Browser(house);

        assertThat(browser.submit("/sign-in", "/password/strength?minimum=15", "password", "hunter2")
                        .body())
                .contains("Too short");
        assertThat(browser.submit("/sign-in", "/password/strength?minimum=8", "password", "password1")
                        .body())
                .contains("Too easy to guess");
        assertThat(browser.submit("/sign-in", "/password/strength?minimum=15", "password", NEW_PASSWORD)
                        .body())
                .contains("Strong");
        assertThat(browser.submit(
                                "/sign-in",
                                "/password/strength?minimum=15",
                                "password",
                                "okafor over the water",
                                "lastName",
                                "Okafor")
                        .body())
                .contains("Contains your name");
    }

    private Browser signedIn(Tenant tenant) {
        return signedIn(tenant, "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0");
    }

    private Browser signedIn(Tenant tenant, String userAgent) {
        var browser = new Browser(house).calledItself(userAgent);
        assertThat(browser.signIn(tenant.adminEmail(), House.PASSWORD).statusCode())
                .isEqualTo(303);
        return browser;
    }

    private int openSessions(Tenant tenant) {
        return house.asOwner()
                .sql("select count(*) from session where account_id = ?")
                .param(tenant.admin().requireAccount().value())
                .query(Integer.class)
                .single();
    }

    private String lastUsed(Tenant tenant) {
        return house.asOwner()
                .sql("select max(last_used_at)::text from session where account_id = ?")
                .param(tenant.admin().requireAccount().value())
                .query(String.class)
                .single();
    }
}
