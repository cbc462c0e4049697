package dev.gatehouse.creation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.gatehouse.access.PredefinedRole;
import dev.gatehouse.admission.Activation;
import dev.gatehouse.admission.Somebody;
import dev.gatehouse.members.MemberStatus;
import dev.gatehouse.messages.Channel;
import dev.gatehouse.platform.MemberId;
import dev.gatehouse.platform.Refusal;
import dev.gatehouse.testing.Browser;
import dev.gatehouse.testing.House;
import dev.gatehouse.testing.InHouse;
import dev.gatehouse.testing.Tenant;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Creating, letting in and editing people by forms alone, as a browser without scripts sends them. */
@InHouse
class CreationPagesTest {

    private static final List<String> BUTTONS = List.of("/edit", "/activation-links", "/one-time-password");

    private final House house;

    CreationPagesTest(House house) {
        this.house = house;
    }

    @Test
    @DisplayName("CRE-1 ACT-1 ACT-2 LIF-6 members see no button of these, and every route refuses them")
    void withoutPermission() {
        var tenant = house.tenant("Northwind");
        var people = new Somebody(house, tenant);
        var lena = people.created("lena@one.example", null);
        var waits = people.toConfirm("waits@one.example");
        house.member(tenant, "Plain", "Member", "plain@one.example");
        var plain = signedIn("plain@one.example");
        var admin = signedIn(tenant.adminEmail());
        var list = here(tenant) + "/members";

        assertThat(admin.get(list).body()).contains("href=\"" + list + "/new\"");
        assertThat(plain.get(list).body()).doesNotContain(list + "/new");
        for (var id : List.of(lena, waits)) {
            assertThat(plain.get(page(tenant, id)).statusCode()).isEqualTo(200);
            assertThat(plain.get(page(tenant, id)).body())
                    .doesNotContain(BUTTONS.stream()
                            .map(button -> page(tenant, id) + button)
                            .toList())
                    .doesNotContain("/address-confirmation");
        }
        assertThat(admin.get(page(tenant, lena)).body())
                .contains(BUTTONS.stream()
                        .map(button -> "href=\"" + page(tenant, lena) + button)
                        .toList());
        assertThat(admin.get(page(tenant, waits)).body())
                .contains("action=\"" + page(tenant, waits) + "/address-confirmation\"")
                .doesNotContain("/one-time-password");

        for (var route : List.of("/members/new", "/members/known?email=admin"))
            assertThat(plain.get(here(tenant) + route).statusCode()).as(route).isEqualTo(403);
        for (var button : BUTTONS)
            assertThat(plain.get(page(tenant, lena) + button).statusCode())
                    .as(button)
                    .isEqualTo(403);
        var direct = plain.submit(list, list + "/new", sent("new@one.example"));
        assertThat(direct.statusCode()).isEqualTo(403);
        for (var button : List.of("/edit", "/activation-links", "/one-time-password", "/address-confirmation"))
            assertThat(plain.submit(list, page(tenant, lena) + button, "channel", "email", "firstName", "Mine")
                            .statusCode())
                    .as(button)
                    .isEqualTo(403);
        assertThat(people.status(lena)).isEqualTo(MemberStatus.CREATED);
        assertThat(people.get(lena).firstName()).isEqualTo("Lena");
        assertThat(people.one(
                        "select count(*) from member where organization_id = :organization and email like 'new%'"))
                .isZero();
    }

    @Test
    @DisplayName("ROL-3 for somebody above them admins of people see no button either, and every route refuses")
    void above() {
        var tenant = house.tenant("Northwind");
        var people = new Somebody(house, tenant);
        people.holding(PredefinedRole.COMMUNITY_ADMIN, "community@two.example");
        var promised = people.created("boss@two.example", null, people.role(PredefinedRole.ORGANIZATION_ADMIN));
        var community = signedIn("community@two.example");

        assertThat(community.get(page(tenant, promised)).body())
                .contains("Lena Fischer")
                .doesNotContain(BUTTONS.stream()
                        .map(button -> page(tenant, promised) + button)
                        .toList());
        for (var button : List.of("/activation-links", "/one-time-password"))
            assertThat(community
                            .submit(here(tenant) + "/members", page(tenant, promised) + button, "channel", "email")
                            .body())
                    .as(button)
                    .doesNotContain("id=\"code\"")
                    .containsPattern("holds roles in the organization that you could not take away");
        assertThat(people.status(promised)).isEqualTo(MemberStatus.CREATED);
    }

    @Test
    @DisplayName(
            "ORG-1 who is of another organization is not there, for reading and for changing, as who is nowhere is not")
    void elsewhere() {
        var tenant = house.tenant("Northwind");
        var people = new Somebody(house, tenant);
        var lena = people.created("lena@three.example", null);
        var harbor = house.tenant("Harbor");
        var admin = signedIn(harbor.adminEmail());
        var start = here(harbor) + "/members";
        var pages = new ArrayList<String>();
        for (var id : List.of(lena.toString(), UUID.randomUUID().toString(), "nobody")) pages.add(start + "/" + id);
        pages.add(page(tenant, lena));

        for (var page : pages)
            for (var button : BUTTONS) {
                assertThat(admin.get(page + button).statusCode())
                        .as(page + button)
                        .isEqualTo(404);
                assertThat(admin.submit(start, page + button, "channel", "email")
                                .statusCode())
                        .as("post " + page + button)
                        .isEqualTo(404);
            }
        for (var page : pages)
            assertThat(admin.submit(start, page + "/address-confirmation").statusCode())
                    .as(page)
                    .isEqualTo(404);
        assertThat(admin.get(here(tenant) + "/members/new").statusCode()).isEqualTo(404);
        assertThat(admin.get(start + "/known?email=lena@three.example").body()).doesNotContain("Lena");
        assertThat(people.status(lena)).isEqualTo(MemberStatus.CREATED);
    }

    @Test
    @DisplayName(
            "CRE-1 what is wrong is said at its field, all at once, and nothing that was typed is lost but the password")
    void wrongFields() {
        var tenant = house.tenant("Northwind");
        var desk = new Desk(house, tenant);
        var profile = desk.jobProfile("Cashier").toString();
        desk.department("Stores");
        var shirt = "attribute." + desk.attribute("Shirt size", true, false);
        var admin = signedIn(tenant.adminEmail());
        var page = here(tenant) + "/members/new";

        var back = admin.submit(
                page,
                page,
                "kind",
                "email",
                "firstName",
                "Lena",
                "lastName",
                "",
                "email",
                "lena@",
                "phone",
                "12",
                "language",
                "ja",
                "currency",
                "CHF",
                "jobProfile",
                profile,
                "identifier",
                "E-4711",
                "way",
                "password",
                "password",
                "short");

        assertThat(back.statusCode()).isEqualTo(422);
        assertThat(back.body())
                .contains(List.of("lastName", "email", "phone", "department", "password", shirt).stream()
                        .map(field -> "id=\"" + field + "-error\"")
                        .toList())
                .contains("id=\"consent-error\"", "value=\"Lena\"", "value=\"lena@\"", "value=\"12\"")
                .contains("value=\"ja\" lang=\"ja\" selected", "value=\"CHF\" selected")
                .contains("value=\"" + profile + "\" selected", "value=\"E-4711\"")
                .containsPattern("name=\"way\" value=\"password\" checked")
                .doesNotContain("id=\"firstName-error\"", "id=\"jobProfile-error\"", "value=\"short\"");
        assertThat(members(tenant)).isEqualTo(1);
    }

    @Test
    @DisplayName("LIF-6 ACT-1 editing and sending come back with the sentence at the field and with what was typed")
    void wrongOthers() {
        var tenant = house.tenant("Northwind");
        var people = new Somebody(house, tenant);
        people.policy("personal_data_by_admins = true, activation_sms = true");
        var lena = people.created("lena@five.example", "+4915112345651");
        var admin = signedIn(tenant.adminEmail());
        var edit = page(tenant, lena) + "/edit";

        var back = admin.submit(
                edit, edit, "firstName", "Magdalena", "lastName", "Fischer", "email", "lena@", "language", "fr");
        assertThat(back.statusCode()).isEqualTo(422);
        assertThat(back.body())
                .contains("id=\"email-error\"", "value=\"lena@\"", "value=\"Magdalena\"")
                .containsPattern("value=\"fr\"[^>]* selected");
        assertThat(people.get(lena).firstName()).isEqualTo("Lena");

        var links = page(tenant, lena) + "/activation-links";
        assertThat(admin.get(links).body())
                .containsPattern("value=\"email\" checked")
                .containsPattern("value=\"sms\" checked");
        var none = admin.submit(links, links);
        assertThat(none.statusCode()).isEqualTo(422);
        assertThat(none.body()).contains("Choose at least one.").doesNotContain("value=\"email\" checked");
        assertThat(people.status(lena)).isEqualTo(MemberStatus.CREATED);
    }

    @Test
    @DisplayName(
            "ACT-2 a one-time password is on one page that nothing keeps, never again, and refused where the organization gives none")
    void onceShown() {
        var tenant = house.tenant("Northwind");
        var people = new Somebody(house, tenant);
        var lena = people.created("lena@six.example", null);
        var admin = signedIn(tenant.adminEmail());
        var way = page(tenant, lena) + "/one-time-password";

        var shown = admin.submit(way, way);
        assertThat(shown.headers().firstValue("Cache-Control").orElse("")).contains("no-store");
        var code = find(shown, "id=\"code\"[^>]*value=\"([^\"]+)\"");
        for (var page : List.of(way, page(tenant, lena), here(tenant) + "/audit-log"))
            assertThat(admin.get(page).body()).as(page).doesNotContain(code);

        people.policy("one_time_passwords = false");
        assertThat(admin.get(page(tenant, lena)).body()).doesNotContain(way);
        assertThat(admin.get(here(tenant) + "/members/new").body()).doesNotContain("name=\"way\" value=\"code\"");
        assertThat(admin.submit(here(tenant) + "/members", way).body())
                .contains("gives no one-time passwords")
                .doesNotContain("id=\"code\"");
        var page = here(tenant) + "/members/new";
        var sent = admin.submit(page, page, sent("other@six.example", "way", "code"));
        assertThat(sent.statusCode()).isEqualTo(422);
        assertThat(sent.body()).contains("id=\"way-error\"", "value=\"other@six.example\"");
        assertThat(members(tenant)).isEqualTo(2);
    }

    @Test
    @DisplayName(
            "CRE-1 ROL-3 a direct form gives no role that its sender could not give, nor what is of another organization")
    void directForm() {
        var tenant = house.tenant("Northwind");
        var people = new Somebody(house, tenant);
        people.holding(PredefinedRole.COMMUNITY_ADMIN, "community@seven.example");
        var community = signedIn("community@seven.example");
        var desk = new Desk(house, tenant);
        var foreign = new Desk(house, house.tenant("Harbor"));
        var page = here(tenant) + "/members/new";

        var role = community.submit(
                page,
                page,
                sent(
                        "one@seven.example",
                        "role",
                        desk.role("organization_admin").toString()));
        assertThat(role.statusCode()).isEqualTo(422);
        assertThat(role.body()).contains("id=\"role-error\"");
        desk.department("Stores");
        for (var field : List.of("department", "userType")) {
            var value = field.equals("department") ? foreign.department("Theirs") : foreign.userType("platform");
            var sent = community.submit(page, page, sent("two@seven.example", field, value.toString()));
            assertThat(sent.statusCode()).as(field).isEqualTo(422);
            assertThat(sent.body()).contains("id=\"" + field + "-error\"");
        }
        assertThat(members(tenant)).isEqualTo(2);
    }

    @Test
    @DisplayName(
            "ACT-1 CRE-3 opening a link changes nothing, as a mail scanner does it; a made-up one is gone, for both ways")
    void scanners() {
        var tenant = house.tenant("Northwind");
        var people = new Somebody(house, tenant);
        var lena = people.created("lena@eight.example", null);
        var admin = signedIn(tenant.adminEmail());
        var links = page(tenant, lena) + "/activation-links";
        admin.submit(links, links, "channel", "email");
        var waits = people.toConfirm("waits@eight.example");
        var activate = "/activate/" + house.secretTo("lena@eight.example", "/activate/");
        var confirm = "/confirm-address/" + house.secretTo("waits@eight.example", "/confirm-address/");

        var scanner = new Browser(house);
        for (var link : List.of(activate, confirm, activate, confirm))
            assertThat(scanner.get(link).statusCode()).as(link).isEqualTo(200);
        assertThat(people.status(lena)).isEqualTo(MemberStatus.INVITED);
        assertThat(people.status(waits)).isEqualTo(MemberStatus.INVITED);
        for (var link : List.of("/activate/", "/confirm-address/"))
            assertThat(scanner.get(link + "A".repeat(43)).statusCode()).isEqualTo(410);

        var entered = scanner.submit(
                activate,
                activate,
                "firstName",
                "Lena",
                "lastName",
                "Fischer",
                "password",
                Somebody.PASSWORD,
                "consent",
                "0");
        assertThat(Browser.location(entered)).endsWith(here(tenant) + "/members");
        assertThat(scanner.cookie("gatehouse_session")).isNotEmpty();
        var other = new Browser(house);
        assertThat(Browser.location(other.submit(confirm, confirm))).startsWith("/sign-in");
        assertThat(other.cookie("gatehouse_session"))
                .as("whoever has the mailbox needs the password too")
                .isEmpty();
        for (var link : List.of(activate, confirm))
            assertThat(other.get(link).statusCode()).as(link).isEqualTo(410);
    }

    @Test
    @DisplayName(
            "ACT-1 ACT-5 where a code is demanded and can go nowhere, the password that was set holds, and nobody is let in without the code")
    void codeGoesNowhere() {
        var tenant = house.tenant("Northwind");
        var people = new Somebody(house, tenant);
        people.policy("activation_sms = true, mfa_required = true");
        var lena = people.created(null, "+4915112345691");
        assertThatExceptionOfType(Refusal.class)
                .as("the number has had all that it gets in an hour")
                .isThrownBy(() -> {
                    for (var i = 0; i < 50; i++)
                        house.get(Activation.class).send(tenant.admin(), lena, Set.of(Channel.SMS));
                })
                .withMessage("sms.number");
        var activate = "/activate/" + people.smsSecret("+4915112345691");
        var named = people.named("mei.nine", "+4915112345692");
        people.policy("sms_countries = '{CH}'");

        var first = new Browser(house);
        var activated = first.submit(
                activate,
                activate,
                "firstName",
                "Lena",
                "lastName",
                "Fischer",
                "password",
                Somebody.PASSWORD,
                "consent",
                "0");
        var second = new Browser(house);
        var page = Browser.location(second.signIn("mei.nine", Somebody.INITIAL));
        assertThat(page).startsWith("/first-password/");
        var chosen = second.submit(
                page, page, "firstName", "Mei", "lastName", "Tanaka", "password", Somebody.PASSWORD, "timeZone", "UTC");

        assertThat(Browser.location(activated)).isEqualTo(here(tenant) + "/sign-in");
        assertThat(Browser.location(chosen)).startsWith("/sign-in?continue=");
        for (var browser : List.of(first, second))
            assertThat(browser.cookie("gatehouse_session")).isEmpty();
        for (var id : List.of(lena, named)) assertThat(people.status(id)).isEqualTo(MemberStatus.REGISTERED);
    }

    private Browser signedIn(String email) {
        var browser = new Browser(house);
        browser.signIn(email, House.PASSWORD);
        return browser;
    }

    private int members(Tenant tenant) {
        return new Somebody(house, tenant).one("select count(*) from member where organization_id = :organization");
    }

    private static String[] sent(String email, String... others) {
        var pairs = new ArrayList<String>();
        Desk.fields(email, others).forEach((name, value) -> pairs.addAll(List.of(name, value)));
        return pairs.toArray(String[]::new);
    }

    private static String here(Tenant tenant) {
        return "/o/" + tenant.slug();
    }

    private static String page(Tenant tenant, MemberId id) {
        return here(tenant) + "/members/" + id;
    }

    private static String find(HttpResponse<String> answer, String pattern) {
        var matcher = Pattern.compile(pattern).matcher(answer.body());
        assertThat(matcher.find()).as(pattern).isTrue();
        return Objects.requireNonNull(matcher.group(1));
    }
}
