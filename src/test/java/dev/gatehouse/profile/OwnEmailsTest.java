package dev.gatehouse.profile;

import static dev.gatehouse.profile.Own.SIGN_IN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.gatehouse.platform.Actor;
import dev.gatehouse.platform.OrganizationId;
import dev.gatehouse.platform.Refusal;
import dev.gatehouse.testing.Browser;
import dev.gatehouse.testing.House;
import dev.gatehouse.testing.InHouse;
import dev.gatehouse.testing.Race;
import java.time.Duration;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@InHouse
class OwnEmailsTest {

    private final House house;
    private final Own own;
    private final OwnIdentifiers identifiers;

    OwnEmailsTest(House house) {
        this.house = house;
        this.own = new Own(house);
        this.identifiers = house.get(OwnIdentifiers.class);
    }

    @Test
    @DisplayName(
            "ACT-3 an address that was added opens the account at once, ends open links to a new password, and is told at the old address")
    void added() {
        var tenant = house.tenant("Northwind");
        house.member(tenant, "Lena", "Fischer", "lena@added.test");
        var lena = own.signedIn("lena@added.test");
        new Browser(house).submit("/forgot-password", "/forgot-password", "identifier", "lena@added.test");
        var reset = house.secretTo("lena@added.test", "/reset-password/");
        assertThat(own.opens("new@added.test")).isFalse();

        own.add(lena, "new@added.test");

        assertThat(own.opens("New@added.test")).isTrue();
        assertThat(own.opens("lena@added.test")).isTrue();
        assertThat(house.mailTo("lena@added.test"))
                .contains("The e-mail address n•••@added.test was added.", "Firefox on Linux")
                .doesNotContain("new@added.test");
        assertThat(new Browser(house).get("/reset-password/" + reset).body()).doesNotContain("name=\"password\"");
        assertThat(lena.get(SIGN_IN).body()).contains("new@added.test", "Main address");
        assertThat(house.asOwner()
                        .sql(
                                "select count(*) from event where kind = 'account.email_verified' and detail::text like '%added.test%'")
                        .query(Integer.class)
                        .single())
                .isZero();
    }

    @Test
    @DisplayName(
            "ACT-3 whoever finds an open device adds nothing without the password, and guesses count as failed sign-ins")
    void password() {
        var tenant = house.tenant("Northwind");
        house.member(tenant, "Lena", "Fischer", "lena@password.test");
        var thief = own.signedIn("lena@password.test");

        for (var guess = 0; guess < 5; guess++) {
            var answer = thief.submit(
                    SIGN_IN, SIGN_IN + "/emails", "email", "thief@password.test", "current", "guess " + guess);
            assertThat(answer.statusCode()).isEqualTo(422);
            assertThat(answer.body()).contains("value=\"thief@password.test\"", "aria-invalid");
        }
        var waits =
                thief.submit(SIGN_IN, SIGN_IN + "/emails", "email", "thief@password.test", "current", House.PASSWORD);

        assertThat(waits.statusCode()).isEqualTo(429);
        assertThat(waits.headers().firstValue("Retry-After")).isPresent();
        assertThat(own.opens("lena@password.test")).isFalse();
    }

    @Test
    @DisplayName(
            "ACT-3 an address that somebody else has proved is answered like any other; only its owner reads the difference")
    void uniform() {
        var tenant = house.tenant("Northwind");
        house.member(tenant, "Lena", "Fischer", "lena@uniform.test");
        house.member(tenant, "Jonas", "Lindqvist", "jonas@uniform.test");
        var lena = own.signedIn("lena@uniform.test");

        var free = own.ask(lena, "someone@uniform.test");
        var code = own.codeTo("someone@uniform.test");
        var freeWrong = own.confirm(lena, "someone@uniform.test", wrong(code));
        var taken = own.ask(lena, "jonas@uniform.test");
        var takenWrong = own.confirm(lena, "jonas@uniform.test", code);

        assertThat(plain(taken.body())).isEqualTo(plain(free.body()));
        assertThat(taken.statusCode()).isEqualTo(free.statusCode());
        assertThat(plain(takenWrong.body())).isEqualTo(plain(freeWrong.body()));
        assertThat(house.mailTo("jonas@uniform.test"))
                .contains("You already have an account")
                .doesNotContainPattern("\\b[0-9]{6}\\b");
        assertThat(own.opens("jonas@uniform.test")).isTrue();
    }

    @Test
    @DisplayName("ACT-3 of two accounts that prove one address at the same moment, one gets it")
    void raced() {
        var tenant = house.tenant("Northwind");
        var people = new Actor[2];
        for (var i = 0; i < 2; i++) people[i] = house.member(tenant, "P", "Q", "racer" + i + "@raced.test");
        for (var round = 0; round < 6; round++) {
            house.asOwner().sql("delete from limit_window").update();
            var address = "shared" + round + "@raced.test";
            var codes = new String[2];
            for (var i = 0; i < 2; i++) {
                identifiers.askEmail(account(people[i]), address, House.PASSWORD);
                codes[i] = own.codeTo(address);
            }

            var outcomes = Race.of(2, i -> {
                identifiers.confirmEmail(account(people[i]), address, codes[i]);
                return true;
            });

            assertThat(outcomes).filteredOn(Race.Outcome::won).hasSize(1);
            assertThat(outcomes)
                    .filteredOn(outcome -> !outcome.won())
                    .allMatch(outcome -> outcome.refused() instanceof Refusal refusal
                            && refusal.code().startsWith("own.code"));
            assertThat(house.asOwner()
                            .sql("select count(*) from account_email where email = ?")
                            .param(address)
                            .query(Integer.class)
                            .single())
                    .isEqualTo(1);
        }
    }

    @Test
    @DisplayName("ACT-3 a code is good for its address alone, once, ten minutes long, and five wrong tries end it")
    void codes() {
        var tenant = house.tenant("Northwind");
        house.member(tenant, "Lena", "Fischer", "lena@codes.test");
        var lena = own.signedIn("lena@codes.test");

        own.ask(lena, "mine@codes.test");
        var code = own.codeTo("mine@codes.test");
        assertThat(own.confirm(lena, "other@codes.test", code).statusCode()).isEqualTo(422);
        for (var i = 0; i < 4; i++) own.confirm(lena, "mine@codes.test", wrong(code));
        assertThat(own.confirm(lena, "mine@codes.test", code).body()).contains("no longer good");

        own.ask(lena, "mine@codes.test");
        code = own.codeTo("mine@codes.test");
        house.clock().tick(Duration.ofMinutes(10));
        assertThat(own.confirm(lena, "mine@codes.test", code).body()).contains("no longer good");

        own.ask(lena, "mine@codes.test");
        code = own.codeTo("mine@codes.test");
        assertThat(own.confirm(lena, "mine@codes.test", " " + code.substring(0, 3) + " " + code.substring(3))
                        .statusCode())
                .isEqualTo(303);
        assertThat(own.confirm(lena, "mine@codes.test", code).statusCode()).isEqualTo(422);
    }

    @Test
    @DisplayName("ACT-3 another code comes without the password only where one is on its way to that very address")
    void again() {
        var tenant = house.tenant("Northwind");
        house.member(tenant, "Lena", "Fischer", "lena@again.test");
        var lena = own.signedIn("lena@again.test");
        own.ask(lena, "mine@again.test");
        var first = own.codeTo("mine@again.test");

        assertThat(lena.submit(SIGN_IN, SIGN_IN + "/emails/again", "to", "thief@again.test")
                        .statusCode())
                .isEqualTo(422);
        assertThat(lena.submit(SIGN_IN, SIGN_IN + "/emails/again", "to", "mine@again.test")
                        .body())
                .contains("A new code is on its way");

        var second = own.codeTo("mine@again.test");
        if (!second.equals(first))
            assertThat(own.confirm(lena, "mine@again.test", first).statusCode()).isEqualTo(422);
        assertThat(own.confirm(lena, "mine@again.test", second).statusCode()).isEqualTo(303);
        assertThat(house.asOwner()
                        .sql("select count(*) from message where address = 'thief@again.test'")
                        .query(Integer.class)
                        .single())
                .isZero();
    }

    @Test
    @DisplayName(
            "ACT-3 few codes go to one address and from one account in an hour, and few tries are free in a day whatever the number of codes")
    void limits() {
        var tenant = house.tenant("Northwind");
        var lena = account(house.member(tenant, "Lena", "Fischer", "lena@limits.test"));
        var jonas = account(house.member(tenant, "Jonas", "Lindqvist", "jonas@limits.test"));
        for (var i = 0; i < 5; i++)
            identifiers.askEmail(i % 2 == 0 ? lena : jonas, "victim@limits.test", House.PASSWORD);
        assertRefused("limit.reached", () -> identifiers.askEmail(lena, "victim@limits.test", House.PASSWORD));
        for (var i = 0; i < 6; i++) identifiers.askEmail(lena, "v" + i + "@limits.test", House.PASSWORD);
        assertRefused("limit.reached", () -> identifiers.askEmail(lena, "more@limits.test", House.PASSWORD));

        for (var i = 0; i < 20; i++) {
            if (i % 5 == 0) {
                house.clock().tick(Duration.ofHours(1));
                identifiers.askEmail(jonas, "j" + i + "@limits.test", House.PASSWORD);
            }
            var to = "j" + i / 5 * 5 + "@limits.test";
            assertThatExceptionOfType(Refusal.class).isThrownBy(() -> identifiers.confirmEmail(jonas, to, "none"));
        }
        identifiers.askEmail(jonas, "last@limits.test", House.PASSWORD);
        var code = own.codeTo("last@limits.test");
        assertRefused("limit.reached", () -> identifiers.confirmEmail(jonas, "last@limits.test", code));
    }

    @Test
    @DisplayName(
            "ACT-3 organizations see the main address, but for those that know another one, have it for somebody else, or own the record")
    void chosen() {
        var north = house.tenant("Northwind");
        var contoso = house.tenant("Contoso");
        var fabrikam = house.tenant("Fabrikam");
        var adatum = house.tenant("Adatum");
        var lena = house.member(north, "Lena", "Fischer", "lena@chosen.test");
        var knowsAnother = own.also(contoso, lena, "sales@contoso-chosen.test");
        var takenThere = own.also(fabrikam, lena, "lena@chosen.test");
        var external = own.also(adatum, lena, "lena@chosen.test");
        own.external(external);
        own.also(fabrikam, house.member(house.tenant("Other"), "X", "Y", "x@chosen.test"), "home@chosen.test");
        var browser = own.signedIn("lena@chosen.test");
        own.add(browser, "home@chosen.test");
        var address = SIGN_IN + "/emails/" + own.idOf(lena, "home@chosen.test") + "/main";

        assertThat(browser.get(address).body()).contains("It is shown as your address in Fabrikam and Northwind.");
        assertThat(browser.submit(SIGN_IN, address, "current", "wrong").statusCode())
                .isEqualTo(422);
        assertThat(browser.submit(SIGN_IN, address, "current", House.PASSWORD).statusCode())
                .isEqualTo(303);

        assertThat(own.shown(lena, "email")).isEqualTo("home@chosen.test");
        assertThat(own.shown(knowsAnother, "email")).isEqualTo("sales@contoso-chosen.test");
        assertThat(own.shown(takenThere, "email")).isEqualTo("lena@chosen.test");
        assertThat(own.shown(external, "email")).isEqualTo("lena@chosen.test");
        assertThat(house.mailTo("lena@chosen.test")).contains("h•••@chosen.test was made the main e-mail address");
        new Browser(house).submit("/forgot-password", "/forgot-password", "identifier", "lena@chosen.test");
        assertThat(house.mailTo("home@chosen.test")).contains("/reset-password/");
    }

    @Test
    @DisplayName(
            "ACT-3 an address that was removed opens nothing, leaves the records, ends links, and is told there and at the main one")
    void removed() {
        var tenant = house.tenant("Northwind");
        var lena = house.member(tenant, "Lena", "Fischer", "lena@removed.test");
        var browser = own.signedIn("lena@removed.test");
        own.add(browser, "home@removed.test");
        new Browser(house).submit("/forgot-password", "/forgot-password", "identifier", "lena@removed.test");
        var reset = house.secretTo("lena@removed.test", "/reset-password/");
        var address = SIGN_IN + "/emails/" + own.idOf(lena, "lena@removed.test") + "/removal";

        assertThat(browser.get(address).body()).contains("Remove lena@removed.test?", "Northwind");
        assertThat(browser.submit(SIGN_IN, address, "current", House.PASSWORD).statusCode())
                .isEqualTo(303);

        assertThat(own.opens("lena@removed.test")).isFalse();
        assertThat(own.opens("home@removed.test")).isTrue();
        assertThat(own.shown(lena, "email")).isEqualTo("home@removed.test");
        for (var told : new String[] {"lena@removed.test", "home@removed.test"})
            assertThat(house.mailTo(told)).contains("The e-mail address l•••@removed.test was removed.");
        assertThat(new Browser(house).get("/reset-password/" + reset).body()).doesNotContain("name=\"password\"");
    }

    @Test
    @DisplayName("ACT-3 the last way in stays, also when the last two are removed at the same moment")
    void last() {
        var tenant = house.tenant("Northwind");
        var lena = house.member(tenant, "Lena", "Fischer", "lena@last.test");
        var browser = own.signedIn("lena@last.test");
        var only = SIGN_IN + "/emails/" + own.idOf(lena, "lena@last.test") + "/removal";
        var refused = browser.submit(SIGN_IN, only, "current", House.PASSWORD);
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.body()).contains("the last thing that opens your account");
        own.add(browser, "home@last.test");
        var ids = new UUID[] {
            UUID.fromString(own.idOf(lena, "lena@last.test")), UUID.fromString(own.idOf(lena, "home@last.test"))
        };

        var outcomes = Race.of(2, i -> {
            identifiers.removeEmail(account(lena), ids[i], House.PASSWORD);
            return true;
        });

        assertThat(outcomes).filteredOn(Race.Outcome::won).hasSize(1);
        assertThat(own.opens("lena@last.test") || own.opens("home@last.test")).isTrue();
    }

    @Test
    @DisplayName("ACT-3 other people's addresses are not there, and what is no address is refused at its field")
    void foreign() {
        var tenant = house.tenant("Northwind");
        var lena = house.member(tenant, "Lena", "Fischer", "lena@foreign.test");
        house.member(tenant, "Jonas", "Lindqvist", "jonas@foreign.test");
        var jonas = own.signedIn("jonas@foreign.test");
        var theirs = SIGN_IN + "/emails/" + own.idOf(lena, "lena@foreign.test");

        for (var what : new String[] {"/main", "/removal"}) {
            assertThat(jonas.get(theirs + what).statusCode()).isEqualTo(404);
            assertThat(jonas.submit(SIGN_IN, theirs + what, "current", House.PASSWORD)
                            .statusCode())
                    .isEqualTo(404);
        }
        for (var odd : new String[] {"", "jonas", "a@b", "x@y.test\r\nBcc: z@y.test", "jonas@foreign.test"}) {
            var answer = own.ask(jonas, odd);
            assertThat(answer.statusCode()).as(odd).isEqualTo(422);
            assertThat(answer.body()).contains("email-error");
        }
    }

    private static Actor account(Actor person) {
        return new Actor(OrganizationId.PLATFORM, person.requireAccount(), null, null, person.origin());
    }

    private static String wrong(String code) {
        return code.startsWith("0") ? "1" + code.substring(1) : "0" + code.substring(1);
    }

    private static String plain(String body) {
        return body.replaceAll("name=\"_csrf\" value=\"[^\"]*\"|content=\"[^\"]*\" data-header|[0-9a-f]{16}", "")
                .replaceAll("(someone|jonas)@uniform.test", "x");
    }

    private static void assertRefused(String code, ThrowingCallable work) {
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(work)
                .matches(refusal -> refusal.code().equals(code), code);
    }
}
