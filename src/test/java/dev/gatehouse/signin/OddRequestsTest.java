package dev.gatehouse.signin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.platform.Limits;
import dev.gatehouse.testing.Browser;
import dev.gatehouse.testing.House;
import dev.gatehouse.testing.InHouse;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Requests that no page of ours would send, or not any more. */
@InHouse
class OddRequestsTest {

    private final House house;

    OddRequestsTest(House house) {
        this.house = house;
    }

    @Test
    @DisplayName("CON-1 what cannot be read is answered with 400: bytes that are no UTF-8, letters for a number, a NUL")
    void malformed() {
        var tenant = house.tenant("Northwind");
        house.asOwner()
                .sql("insert into operator (account_id, since) values (:account, now())")
                .param("account", tenant.admin().requireAccount().value())
                .update();
        var browser = new Browser(house);
        browser.signIn(tenant.adminEmail(), House.PASSWORD);

        assertThat(new Browser(house).get("/sign-in?continue=%ED%A0%80").statusCode())
                .isIn(200, 400);
        assertThat(new Browser(house).get("/sign-in?continue=%ff%fe").statusCode())
                .isEqualTo(400);
        assertThat(browser.get("/operator/organizations?after=%00").statusCode())
                .isEqualTo(400);
        assertThat(browser.get("/operator/organizations?before=%00").statusCode())
                .isEqualTo(400);
        assertThat(browser.get("/operator/organizations?after=northwind").statusCode())
                .isEqualTo(200);
        assertThat(browser.get("/o/" + tenant.slug() + "/members?q=%00").statusCode())
                .isIn(200, 400);
        assertThat(new Browser(house)
                        .submit("/sign-in", "/password/strength", "password", "x", "minimum", "abc")
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    @DisplayName("CON-1 what the container refuses before us has our look and our headers too")
    void refusedByTheContainer() {
        var answer = new Browser(house).get("/assets/..%2fme");
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.headers().firstValue("Content-Security-Policy")).isPresent();
        assertThat(answer.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
        assertThat(answer.body()).contains("That request could not be understood", "/assets/gatehouse-");
    }

    @Test
    @DisplayName("ACT-3 too many tries leave the sign-in form where it was, with the address and how long to wait")
    void tooMany() {
        var limits = house.get(Limits.class);
        for (var i = 0; i < 100; i++) limits.take(SignIn.NETWORK, "127.0.0.1");
        var answer = new Browser(house).signIn("mei@example.com", "wrong wrong wrong");
        limits.clear(SignIn.NETWORK, "127.0.0.1");

        assertThat(answer.statusCode()).isEqualTo(429);
        assertThat(answer.headers().firstValue("Retry-After")).isPresent();
        assertThat(answer.body())
                .contains("Try again in")
                .contains("10")
                .contains("minutes")
                .contains("value=\"mei@example.com\"", "name=\"password\"");
    }

    @Test
    @DisplayName("ACT-3 a sign-in form that stood open for too long comes back with what was typed, and works then")
    void staleSignIn() {
        var tenant = house.tenant("Harbor");
        var browser = new Browser(house);
        var form = new HashMap<>(Map.of(
                "_csrf", "stale", "identifier", tenant.adminEmail(), "password", House.PASSWORD, "continue", "/me"));
        var answer = browser.post("/sign-in", form);

        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.body())
                .contains("The page was open for too long", "value=\"" + tenant.adminEmail() + "\"", "value=\"/me\"")
                .doesNotContain("organization admin");
        var token = answer.body().replaceFirst("(?s).*name=\"_csrf\" value=\"([^\"]+)\".*", "$1");
        form.put("_csrf", token);
        assertThat(Browser.location(browser.post("/sign-in", form))).isEqualTo("/me");
    }

    @Test
    @DisplayName("CON-1 any other form that stood open for too long asks for a reload, and not for more permissions")
    void stale() {
        var tenant = house.tenant("Contoso");
        var browser = new Browser(house);
        browser.signIn(tenant.adminEmail(), House.PASSWORD);
        var answer = browser.post("/o/" + tenant.slug() + "/settings", Map.of("_csrf", "stale", "name", "Other"));
        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.body())
                .contains("This page was open for too long", "Reload the page")
                .doesNotContain("organization admin");

        var forgot = new Browser(house).post("/forgot-password", Map.of("identifier", "mei@example.com"));
        assertThat(forgot.statusCode()).isEqualTo(303);
        assertThat(Browser.location(forgot)).isEqualTo("/forgot-password");
    }

    @Test
    @DisplayName("ACT-6 the meter says of an organization's name what the form will say")
    void meterKnowsTheOrganization() {
        var answer = new Browser(house)
                .submit(
                        "/sign-in",
                        "/password/strength",
                        "password",
                        "my blue heron flies at dawn",
                        "organization",
                        "Blue Heron Books");
        assertThat(answer.body()).contains("the organization's name").doesNotContain("Strong");
    }
}
