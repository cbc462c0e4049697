package dev.gatehouse.signin;

import static dev.gatehouse.testing.Browser.location;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.gatehouse.platform.Identifier;
import dev.gatehouse.platform.Refusal;
import dev.gatehouse.platform.Username;
import dev.gatehouse.signin.Newcomers.Known;
import dev.gatehouse.testing.Browser;
import dev.gatehouse.testing.House;
import dev.gatehouse.testing.InHouse;
import dev.gatehouse.testing.Tenant;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One field for whatever a person has. */
@InHouse
class IdentifierTest {

    private static final String WRONG = "not the right password";

    private final House house;
    private final Newcomers newcomers;

    IdentifierTest(House house) {
        this.house = house;
        this.newcomers = new Newcomers(house);
    }

    @BeforeEach
    void cleanWindows() {
        house.asOwner().sql("delete from limit_window").update();
        house.asOwner().sql("delete from sign_in_guard").update();
    }

    @Test
    @DisplayName("ACT-3 e-mail address, username and phone number all lead in, however they are written")
    void allOfThem() {
        var tenant = house.tenant("Northwind");
        newcomers.registered(
                tenant, new Known("Lena", "Fischer", "lena.all@example.com", "Lena.Fischer", "+49 1511 2345001"));

        for (var typed : List.of(
                "lena.fischer",
                " LENA.FISCHER ",
                "+4915112345001",
                "+49 (1511) 234-5001",
                "004915112345001",
                "Lena.All@example.com"))
            assertThat(new Browser(house).signIn(typed, House.PASSWORD).statusCode())
                    .as(typed)
                    .isEqualTo(303);
    }

    @Test
    @DisplayName("ACT-3 a username or number that is added later works at once")
    void addedLater() {
        var tenant = house.tenant("Northwind");
        var member = newcomers.registered(tenant, Known.username("later.lena"));
        assertThat(new Browser(house).signIn("+4915112345002", House.PASSWORD).statusCode())
                .isEqualTo(422);

        newcomers.know(member, "phone", "+4915112345002");
        newcomers.know(member, "username", "renamed.lena");

        assertThat(new Browser(house).signIn("+4915112345002", House.PASSWORD).statusCode())
                .isEqualTo(303);
        assertThat(new Browser(house).signIn("renamed.lena", House.PASSWORD).statusCode())
                .isEqualTo(303);
        assertThat(new Browser(house).signIn("later.lena", House.PASSWORD).statusCode())
                .isEqualTo(422);
    }

    @Test
    @DisplayName("ACT-3 a number that somebody proved leads in, also where their organization has none of them")
    void provedNumber() {
        var tenant = house.tenant("Northwind");
        newcomers.proveNumber(tenant.admin().requireAccount(), "+4915112345003");

        assertThat(new Browser(house).signIn("+4915112345003", House.PASSWORD).statusCode())
                .isEqualTo(303);
        assertThat(own(tenant, "+4915112345003", House.PASSWORD).statusCode()).isEqualTo(303);
        assertThat(own(house.tenant("Contoso"), "+4915112345003", House.PASSWORD)
                        .statusCode())
                .isEqualTo(422);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "015112345678", "a", "two words", "@", "12345", "+1", "a@b"})
    @DisplayName("ACT-3 what can be nothing that anybody signs in with is said at the field, and costs no hash")
    void malformed(String typed) {
        var before = hashes();

        var answer = new Browser(house).signIn(typed, WRONG);

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.body()).contains("id=\"identifier-error\"");
        assertThat(hashes()).isEqualTo(before);
    }

    @Test
    @DisplayName(
            "ACT-3 on an organization's own page its country is that of numbers without one; elsewhere the field asks for it")
    void country() {
        var tenant = house.tenant("Northwind");
        newcomers.policy(tenant, "default_country", "DE");
        newcomers.registered(tenant, Known.phone("+4915112345004"));

        assertThat(new Browser(house).get("/sign-in").body()).contains("A phone number with its country");
        assertThat(new Browser(house).get(page(tenant)).body()).contains("is read as one of", "Germany");
        assertThat(new Browser(house).signIn("01511 2345004", House.PASSWORD).body())
                .contains("Enter the phone number with its country");
        assertThat(own(tenant, "01511 2345004", House.PASSWORD).statusCode()).isEqualTo(303);
        assertThat(new Browser(house)
                        .submit(
                                "/sign-in",
                                "/sign-in",
                                "identifier",
                                "01511 2345004",
                                "organization",
                                tenant.slug(),
                                "password",
                                House.PASSWORD)
                        .statusCode())
                .isEqualTo(303);
    }

    @Test
    @DisplayName(
            "ACT-3 a username that several organizations know asks for the organization, whether or not the password is right")
    void ambiguousUsername() {
        var north = house.tenant("Northwind");
        var south = house.tenant("Southwind");
        newcomers.registered(north, Known.username("maria.both"));
        newcomers.registered(south, Known.username("Maria.Both"));
        newcomers.registered(north, Known.username("maria.once"));

        var right = new Browser(house).signIn("maria.both", House.PASSWORD);
        var wrong = new Browser(house).signIn("maria.both", WRONG);
        var once = new Browser(house).signIn("maria.once", WRONG);
        var nobody = new Browser(house).signIn("maria.none", WRONG);

        assertThat(List.of(right.statusCode(), wrong.statusCode(), once.statusCode(), nobody.statusCode()))
                .containsOnly(422);
        var answer = SignInTest.plain(nobody, "maria.none");
        assertThat(answer).contains("name=\"organization\"").doesNotContain("Northwind", "Southwind");
        assertThat(SignInTest.plain(right, "maria.both"))
                .isEqualTo(SignInTest.plain(wrong, "maria.both"))
                .isEqualTo(answer);
        assertThat(SignInTest.plain(once, "maria.once")).isEqualTo(answer);
        assertThat(named(north, "maria.both", House.PASSWORD).statusCode()).isEqualTo(303);
        assertThat(own(south, "maria.both", House.PASSWORD).statusCode()).isEqualTo(303);
    }

    @Test
    @DisplayName("ACT-3 a number that several share asks for the organization; its own page knows it")
    void sharedNumber() {
        var north = house.tenant("Northwind");
        var south = house.tenant("Southwind");
        newcomers.registered(north, Known.phone("+4915112345005"));
        newcomers.registered(south, Known.phone("+4915112345005"));

        assertThat(new Browser(house).signIn("+4915112345005", House.PASSWORD).body())
                .contains("name=\"organization\"");
        for (var tenant : List.of(north, south)) {
            var browser = new Browser(house);
            var answer = own(browser, tenant, "+4915112345005", House.PASSWORD);
            assertThat(location(answer)).endsWith("/o/" + tenant.slug());
            assertThat(location(browser.get("/o/" + tenant.slug()))).endsWith("/o/" + tenant.slug() + "/members");
        }
    }

    @Test
    @DisplayName("ACT-3 one account in two organizations is one person: nothing is asked")
    void oneAccountTwice() {
        var north = house.tenant("Northwind");
        var south = house.tenant("Southwind");
        var here = newcomers.registered(north, Known.username("ida.twice"));
        var there = newcomers.registered(south, Known.username("ida.twice"));
        house.asOwner()
                .sql("update member set account_id = ? where id = ?")
                .params(
                        Objects.requireNonNull(here.account()).value(),
                        there.id().value())
                .update();

        assertThat(new Browser(house).signIn("ida.twice", House.PASSWORD).statusCode())
                .isEqualTo(303);
    }

    @Test
    @DisplayName(
            "ACT-3 where several would fit, the organization that the person was going to or this browser was last in decides")
    void likely() {
        var north = house.tenant("Northwind");
        var south = house.tenant("Southwind");
        newcomers.registered(north, Known.username("otto.both"));
        newcomers.registered(south, Known.username("otto.both"));

        var going = new Browser(house)
                .submit(
                        "/sign-in",
                        "/sign-in",
                        "identifier",
                        "otto.both",
                        "password",
                        House.PASSWORD,
                        "continue",
                        "/o/" + north.slug() + "/teams");
        var regular = new Browser(house);
        regular.keep("gatehouse-organization", south.slug());

        assertThat(location(going)).endsWith("/o/" + north.slug() + "/teams");
        assertThat(regular.signIn("otto.both", House.PASSWORD).statusCode()).isEqualTo(303);
        assertThat(location(regular.get("/"))).endsWith("/o/" + south.slug() + "/members");
    }

    @Test
    @DisplayName("ACT-3 nobody, somebody and several cost one hash each")
    void sameWork() {
        var north = house.tenant("Northwind");
        var south = house.tenant("Southwind");
        newcomers.registered(north, Known.username("pia.both"));
        newcomers.registered(south, Known.username("pia.both"));
        newcomers.registered(north, Known.username("pia.once"));
        newcomers.oneTimePassword(north, newcomers.invited(north, Known.username("pia.new")));

        for (var typed : List.of("pia.none", "pia.once", "pia.both", "pia.new")) {
            var before = hashes();
            assertThat(new Browser(house).signIn(typed, WRONG).statusCode()).isEqualTo(422);
            assertThat(hashes() - before).as(typed).isEqualTo(1);
        }
    }

    @Test
    @DisplayName("ACT-3 one count of guesses, whatever was typed: address, username and number wait together")
    void oneCount() {
        var tenant = house.tenant("Northwind");
        newcomers.registered(
                tenant, new Known("Lena", "Fischer", "lena.count@example.com", "lena.count", "+4915112345006"));
        new Browser(house).signIn("lena.count", WRONG);
        new Browser(house).signIn("+4915112345006", WRONG);
        new Browser(house).signIn("lena.count@example.com", WRONG);
        own(tenant, "lena.count", WRONG);
        named(tenant, "+4915112345006", WRONG);

        for (var typed : List.of("lena.count", "+4915112345006", "lena.count@example.com"))
            assertThat(new Browser(house).signIn(typed, House.PASSWORD).statusCode())
                    .as(typed)
                    .isEqualTo(429);
        assertThat(own(tenant, "lena.count", House.PASSWORD).statusCode()).isEqualTo(429);
        house.clock().tick(Duration.ofSeconds(16));
        assertThat(own(tenant, "lena.count", House.PASSWORD).statusCode()).isEqualTo(303);
    }

    @Test
    @DisplayName("ACT-3 a name that nobody has and one that several have are made to wait like any other")
    void unknownWaits() {
        var north = house.tenant("Northwind");
        newcomers.registered(north, Known.username("rosa.both"));
        newcomers.registered(house.tenant("Southwind"), Known.username("rosa.both"));
        for (var typed : List.of("rosa.none", "rosa.both")) {
            for (var i = 0; i < 5; i++) new Browser(house).signIn(typed, WRONG);
            assertThat(new Browser(house).signIn(typed, WRONG).statusCode())
                    .as(typed)
                    .isEqualTo(429);
        }
        assertThat(own(north, "rosa.both", House.PASSWORD).statusCode())
                .as("guesses at what several have count against none of them")
                .isEqualTo(303);
    }

    @Test
    @DisplayName("ACT-3 a username cannot be somebody's address or number")
    void noDisguise() {
        for (var typed : List.of("lena@example.com", "+4915112345678", "0151 12345678", "lena@", "4915112345678"))
            assertThatExceptionOfType(Refusal.class)
                    .as(typed)
                    .isThrownBy(() -> Username.parse(typed))
                    .extracting(Refusal::code)
                    .isEqualTo("username.malformed");
        assertThat(Identifier.read("lena@example.com", "DE")).containsInstanceOf(Identifier.Email.class);
        assertThat(Identifier.read("0151 12345678", "DE")).containsInstanceOf(Identifier.Phone.class);
        assertThat(Identifier.read("lena", "DE")).containsInstanceOf(Identifier.Name.class);
    }

    @Test
    @DisplayName("ACT-3 an address that an account has proved is that account's, whatever organizations noted")
    void provedAddressWins() {
        var north = house.tenant("Northwind");
        var south = house.tenant("Southwind");
        newcomers.registered(south, Known.email(north.adminEmail()));

        var browser = new Browser(house);
        assertThat(browser.signIn(north.adminEmail(), House.PASSWORD).statusCode())
                .isEqualTo(303);
        assertThat(location(browser.get("/"))).endsWith("/o/" + north.slug() + "/members");
        var there = new Browser(house);
        assertThat(own(there, south, north.adminEmail(), House.PASSWORD).statusCode())
                .isEqualTo(303);
        assertThat(there.get("/o/" + south.slug() + "/members").statusCode()).isEqualTo(200);
    }

    @Test
    @DisplayName("ACT-3 blocked people and those of a suspended organization are nobody, to every name of theirs")
    void blocked() {
        var tenant = house.tenant("Northwind");
        var member = newcomers.registered(tenant, Known.username("bert.blocked"));
        newcomers.know(member, "status", "BLOCKED");
        assertThat(new Browser(house).signIn("bert.blocked", House.PASSWORD).statusCode())
                .isEqualTo(422);

        newcomers.know(member, "status", "REGISTERED");
        house.asOwner()
                .sql("update organization set suspended_at = created_at where id = ?")
                .param(tenant.id().value())
                .update();
        assertThat(new Browser(house).signIn("bert.blocked", House.PASSWORD).statusCode())
                .isEqualTo(422);
        assertThat(location(new Browser(house).get(page(tenant))))
                .endsWith("/sign-in?continue=/o/" + tenant.slug() + "/members");
    }

    @Test
    @DisplayName("ACT-3 every organization has a sign-in page in its colours, and no other address has one")
    void ownPage() {
        var tenant = house.tenant("Northwind");
        var browser = new Browser(house);

        assertThat(location(browser.get("/o/" + tenant.slug()))).endsWith(page(tenant));
        assertThat(browser.get(page(tenant)).body())
                .contains("Northwind", "autocomplete=\"username\"", "/forgot-password?organization=" + tenant.slug());
        assertThat(browser.get("/o/nobody-has-this/sign-in").statusCode()).isEqualTo(404);
        assertThat(browser.get("/o/nobody-has-this").statusCode()).isEqualTo(404);
        own(browser, tenant, tenant.adminEmail(), House.PASSWORD);
        assertThat(location(browser.get(page(tenant)))).endsWith("/o/" + tenant.slug());
        var other = house.tenant("Contoso");
        assertThat(browser.get(page(other)).statusCode())
                .as("somebody may have another account there")
                .isEqualTo(200);
        assertThat(location(browser.get("/o/" + other.slug()))).endsWith("/");
    }

    @Test
    @DisplayName(
            "ACT-3 whoever is no member of the organization whose page it is gets in all the same, to where they belong")
    void elsewhere() {
        var mine = house.tenant("Northwind");
        var other = house.tenant("Contoso");
        var browser = new Browser(house);

        own(browser, other, mine.adminEmail(), House.PASSWORD);

        assertThat(location(browser.get("/o/" + other.slug()))).endsWith("/");
        assertThat(location(browser.get("/"))).endsWith("/o/" + mine.slug() + "/members");
    }

    @Test
    @DisplayName("ACT-3 people without an address have a page of their own, a list entry and sessions like others")
    void withoutAddress() {
        var tenant = house.tenant("Northwind");
        newcomers.registered(tenant, Known.username("ohne.adresse"));
        var browser = new Browser(house);
        browser.signIn("ohne.adresse", House.PASSWORD);

        assertThat(browser.get("/me").statusCode()).isEqualTo(200);
        assertThat(browser.get("/me/sessions").statusCode()).isEqualTo(200);
        assertThat(browser.get("/o/" + tenant.slug() + "/members").body()).contains("Lena Fischer");
        assertThat(browser.submit(
                                "/me",
                                "/me/password",
                                "current",
                                House.PASSWORD,
                                "password",
                                "eleven lanterns over water")
                        .statusCode())
                .isEqualTo(303);
        house.runJobs();
    }

    private HttpResponse<String> own(Tenant tenant, String identifier, String password) {
        return own(new Browser(house), tenant, identifier, password);
    }

    private static HttpResponse<String> own(Browser browser, Tenant tenant, String identifier, String password) {
        return browser.submit(page(tenant), page(tenant), "identifier", identifier, "password", password);
    }

    private HttpResponse<String> named(Tenant tenant, String identifier, String password) {
        return new Browser(house)
                .submit(
                        "/sign-in",
                        "/sign-in",
                        "identifier",
                        identifier,
                        "organization",
                        house.url() + "/o/" + tenant.slug() + "/sign-in",
                        "password",
                        password);
    }

    private static String page(Tenant tenant) {
        return "/o/" + tenant.slug() + "/sign-in";
    }

    private long hashes() {
        return house.get(MeterRegistry.class)
                .get("gatehouse.password.hash")
                .timer()
                .count();
    }
}
