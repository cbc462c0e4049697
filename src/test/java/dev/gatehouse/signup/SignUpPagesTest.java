package dev.gatehouse.signup;

import static dev.gatehouse.signup.Strangers.PASSWORD;
import static dev.gatehouse.signup.Strangers.byEmail;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.platform.Actor;
import dev.gatehouse.testing.Browser;
import dev.gatehouse.testing.House;
import dev.gatehouse.testing.InHouse;
import dev.gatehouse.testing.Tenant;
import java.net.http.HttpResponse;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Through the addresses that browsers use. */
@InHouse
class SignUpPagesTest {

    private static final Pattern FLEETING = Pattern.compile(
            "name=\"_csrf\" value=\"[^\"]*\"|content=\"[^\"]*\" data-header|[0-9a-f]{16}|[a-z0-9.+-]+@[a-z0-9.-]+|\\+49[0-9 ]+");

    private final House house;
    private final Strangers strangers;

    SignUpPagesTest(House house) {
        this.house = house;
        this.strangers = new Strangers(house);
    }

    @Test
    @DisplayName(
            "CRE-5 where sign-up is off neither the page nor a form sent straight to it is there, and sign-in offers none")
    void off() {
        var tenant = house.tenant("Northwind");
        var browser = new Browser(house);
        var token = browser.token("/sign-in");

        for (var path : List.of("/sign-up", "/sign-up/sent", "/sign-up/code"))
            assertThat(browser.get("/o/" + tenant.slug() + path).statusCode())
                    .as(path)
                    .isEqualTo(404);
        for (var path : List.of("/sign-up", "/sign-up/code", "/sign-up/again"))
            assertThat(browser.post(
                                    "/o/" + tenant.slug() + path,
                                    fields("_csrf", token, "way", "email", "email", "direct@example.com"))
                            .statusCode())
                    .as(path)
                    .isEqualTo(404);
        assertThat(browser.get("/o/" + tenant.slug() + "/sign-in").body()).doesNotContain("Create one now!");
        assertThat(strangers.members(tenant)).isEqualTo(1);
    }

    @Test
    @DisplayName(
            "CRE-5 the sign-in page offers it with the very words, and the platform's leads to the one organization, or asks which")
    void offered() {
        var tenant = open();
        var browser = new Browser(house);

        assertThat(browser.get("/o/" + tenant.slug() + "/sign-in").body())
                .contains("Don't have an account? Create one now!")
                .contains("href=\"/o/" + tenant.slug() + "/sign-up\"");
        assertThat(browser.get("/sign-in").body()).contains("href=\"/sign-up\"");
        open();
        assertThat(browser.get("/sign-up").body()).contains("Where do you want to sign up?");
        assertThat(Browser.location(
                        browser.get("/sign-up?organization=" + house.url() + "/o/" + tenant.slug() + "/members")))
                .endsWith("/o/" + tenant.slug() + "/sign-up");
        assertThat(browser.get("/sign-up?organization=nobody").body()).contains("Nobody can sign up there");
    }

    @Test
    @DisplayName("CRE-5 known and unknown addresses get the same answers, letter by letter")
    void sameAnswers() {
        var tenant = open();
        strangers.join(tenant, byEmail("known@example.com"));
        var answers = new ArrayList<String>();
        for (var email : List.of("known@example.com", "fresh@example.com", tenant.adminEmail())) {
            var browser = new Browser(house);
            var sent = send(browser, tenant, "way", "email", "email", email);
            assertThat(sent.statusCode()).isEqualTo(303);
            var page = browser.get("/o/" + tenant.slug() + "/sign-up/sent");
            answers.add(Browser.location(sent)
                    + page.statusCode()
                    + FLEETING.matcher(page.body()).replaceAll(""));
            assertThat(browser.cookie("gatehouse-sign-up")).doesNotContain(email);
        }
        assertThat(answers).allMatch(answer -> answer.equals(answers.getFirst()));
    }

    @Test
    @DisplayName(
            "CRE-5 what was typed is kept with the sentence at its field, but never the password; the page is not stored")
    void kept() {
        var tenant = open();
        var browser = new Browser(house);

        var answer = send(browser, tenant, "way", "email", "email", "nonsense");

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.body())
                .contains("value=\"nonsense\"")
                .contains("id=\"email-error\"")
                .contains("value=\"Mei\"");
        assertThat(answer.body()).doesNotContain(PASSWORD);
        assertThat(answer.headers().firstValue("Cache-Control").orElse("")).contains("no-store");
    }

    @Test
    @DisplayName("CRE-5 a mail scanner that opens the link confirms nothing; the button does, signs in, and works once")
    void button() {
        var tenant = open();
        var browser = new Browser(house);
        send(browser, tenant, "way", "email", "email", "button@example.com");
        var path = "/sign-up/confirm/" + house.secretTo("button@example.com", "/sign-up/confirm/");

        for (var i = 0; i < 3; i++)
            assertThat(new Browser(house).get(path).statusCode()).isEqualTo(200);
        var confirmed = browser.submit(path, path);

        assertThat(Browser.location(confirmed)).endsWith("/o/" + tenant.slug() + "/members");
        assertThat(browser.get("/o/" + tenant.slug() + "/members").statusCode()).isEqualTo(200);
        assertThat(new Browser(house).get(path).statusCode()).isEqualTo(410);
    }

    @Test
    @DisplayName("LIF-3 who waits reaches the page that says so and their own pages, and nothing else")
    void waits() {
        var tenant = house.tenant("Northwind");
        strangers.policy(tenant, "sign_up = 'identifiers'");
        var browser = new Browser(house);
        send(browser, tenant, "way", "email", "email", "waits@example.com");
        var path = "/sign-up/confirm/" + house.secretTo("waits@example.com", "/sign-up/confirm/");
        assertThat(Browser.location(browser.submit(path, path))).endsWith("/o/" + tenant.slug() + "/waiting");

        assertThat(browser.get("/o/" + tenant.slug() + "/waiting").body()).contains("Almost there");
        assertThat(Browser.location(browser.get("/"))).endsWith("/o/" + tenant.slug() + "/waiting");
        assertThat(browser.get("/me").statusCode()).isEqualTo(200);
        for (var page : List.of("/members", "/teams", "/colleagues", "/sign-up-links"))
            assertThat(browser.get("/o/" + tenant.slug() + page).statusCode())
                    .as(page)
                    .isEqualTo(404);

        var admin = new Browser(house);
        admin.signIn(tenant.adminEmail(), House.PASSWORD);
        var member = "/o/" + tenant.slug() + "/members/" + strangers.member(tenant, "waits@example.com");
        assertThat(admin.get(member).body())
                .contains("Waiting for confirmation")
                .contains("Confirm user");
        assertThat(admin.submit(member + "/confirmation", member + "/confirmation", "identifier", "")
                        .statusCode())
                .isEqualTo(422);
        assertThat(admin.submit(member + "/confirmation", member + "/confirmation", "identifier", "17")
                        .statusCode())
                .isEqualTo(303);
        assertThat(Browser.location(browser.get("/o/" + tenant.slug() + "/waiting")))
                .endsWith("/members");
        assertThat(browser.get("/o/" + tenant.slug() + "/members").statusCode()).isEqualTo(200);
    }

    @Test
    @DisplayName("CRE-5 who is signed in sees one button; a member goes to the members")
    void joins() {
        var tenant = open();
        var home = house.tenant("Contoso");
        house.member(home, "Jonas", "Berg", "jonas.pages@example.com");
        var browser = new Browser(house);
        browser.signIn("jonas.pages@example.com", House.PASSWORD);
        var page = "/o/" + tenant.slug() + "/sign-up";

        assertThat(browser.get(page).body()).contains("Join Northwind").doesNotContain("name=\"password\"");
        assertThat(Browser.location(browser.submit(page, page + "/join", "consent", "0")))
                .endsWith("/o/" + tenant.slug() + "/members");
        assertThat(Browser.location(browser.get(page))).endsWith("/o/" + tenant.slug() + "/members");
    }

    @Test
    @DisplayName("CRE-6 a short address leads to the form; switched off, it says so; unknown, it is not there")
    void links() {
        var tenant = open();
        var links = house.get(SignUpLinks.class);
        var link = links.get(tenant.admin(), links.create(tenant.admin(), new LinkForm("", "", ""), ZoneOffset.UTC));
        var browser = new Browser(house);

        var form = Browser.location(browser.get("/j/" + link.code()))
                .replace(house.url().toString(), "");
        assertThat(form).isEqualTo("/o/" + tenant.slug() + "/sign-up?link=" + link.code());
        assertThat(browser.get(form).statusCode()).isEqualTo(200);
        links.end(tenant.admin(), link.id());
        assertThat(browser.get(form).statusCode()).isEqualTo(410);
        assertThat(browser.get(form).body()).contains("This link was switched off");
        assertThat(browser.get("/j/abcdefghjkmnpqrst").statusCode()).isEqualTo(404);
        assertThat(browser.get("/j/%00").statusCode())
                .isGreaterThanOrEqualTo(400)
                .isLessThan(500);
    }

    @Test
    @DisplayName("CRE-6 pictures and sheets of a link are there for who edits the settings, and for nobody else")
    void pictures() {
        var tenant = open();
        Actor lena = house.member(tenant, "Lena", "Fischer", "lena.pages@example.com");
        assertThat(lena.member()).isNotNull();
        var links = house.get(SignUpLinks.class);
        var id = links.create(tenant.admin(), new LinkForm("", "", ""), ZoneOffset.UTC);
        var page = "/o/" + tenant.slug() + "/sign-up-links/" + id;
        var admin = new Browser(house);
        admin.signIn(tenant.adminEmail(), House.PASSWORD);
        var member = new Browser(house);
        member.signIn("lena.pages@example.com", House.PASSWORD);

        for (var part : List.of("/sheet", "/qr.svg", "/qr.png")) {
            assertThat(admin.get(page + part).statusCode()).as(part).isEqualTo(200);
            assertThat(member.get(page + part).statusCode()).as(part).isEqualTo(403);
            assertThat(new Browser(house).get(page + part).statusCode())
                    .as(part)
                    .isEqualTo(303);
        }
        assertThat(admin.get(page + "/qr.svg")
                        .headers()
                        .firstValue("Content-Type")
                        .orElse(""))
                .isEqualTo("image/svg+xml");
        assertThat(admin.get(page + "/sheet").body())
                .contains(house.url() + "/j/" + links.get(tenant.admin(), id).code());
    }

    private Tenant open() {
        var tenant = house.tenant("Northwind");
        strangers.policy(tenant, "sign_up = 'anyone'");
        return tenant;
    }

    private static HttpResponse<String> send(Browser browser, Tenant tenant, String... more) {
        var page = "/o/" + tenant.slug() + "/sign-up";
        var sent = fields(more);
        sent.put("_csrf", browser.token(page));
        return browser.post(page, sent);
    }

    private static Map<String, String> fields(String... more) {
        var sent = new HashMap<>(Map.of(
                "firstName", "Mei", "lastName", "Tanaka", "password", PASSWORD, "language", "en", "consent", "0"));
        for (var i = 0; i < more.length; i += 2) sent.put(more[i], more[i + 1]);
        return sent;
    }
}
