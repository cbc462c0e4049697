package dev.gatehouse.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.BoundingBox;
import dev.gatehouse.access.Grants;
import dev.gatehouse.access.PredefinedRole;
import dev.gatehouse.platform.MemberId;
import dev.gatehouse.platform.ScopeId;
import dev.gatehouse.platform.Texts;
import dev.gatehouse.teams.Teams;
import dev.gatehouse.testing.Chromium;
import dev.gatehouse.testing.Ground;
import dev.gatehouse.testing.House;
import dev.gatehouse.testing.InHouse;
import dev.gatehouse.testing.Person;
import dev.gatehouse.testing.Pictures;
import dev.gatehouse.testing.Tenant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@InHouse
class LanguageJourneyTest {

    /** What holds words and does not give way: none of it may be wider inside than outside. */
    private static final String CLIPPED = """
            () => [...document.querySelectorAll('button, a.btn, .gh-tag, .gh-status, th, .form-label, legend, h1, h2, dt')]
                .filter(e => e.checkVisibility() && e.clientWidth > 2 && !e.closest('.visually-hidden, .gh-switch, .gh-person')
                    && getComputedStyle(e).display !== 'inline' && e.scrollWidth > e.clientWidth + 1)
                .map(e => e.outerHTML.slice(0, 160))
            """;

    private final House house;
    private final Ground ground;

    LanguageJourneyTest(House house) {
        this.house = house;
        this.ground = new Ground(house);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ar", "de"})
    @DisplayName("CON-2 every main page reads in Arabic and German, on a desk and on a phone, with nothing cut off")
    void pages(String tag) {
        var texts = house.get(Texts.class).in(Locale.of(tag));
        var tenant = house.tenant("Harbor Books", 12);
        var furnished = furnish(tenant, tag);
        try (var admin = Person.atDesk(house)) {
            comeIn(admin, tenant, texts);
            var here = "/o/" + tenant.slug();
            admin.open(here + "/settings").page().locator("#defaultLanguage").selectOption(tag);
            admin.page().locator("main input[name=name]").fill(name(tag));
            admin.press(texts.text("settings.save")).sees(texts.text("settings.saved"));
            look(admin, tag + "-settings");
            admin.open(here + "/members").follow(texts.text("members.invite"));
            admin.page().locator("#addresses").fill(tag + "@example.com, wrong");
            admin.page().locator("#pane .btn-primary").click();
            admin.page().locator("#addresses-wrong").waitFor();
            look(admin, tag + "-invite-wrong");
            admin.page().setViewportSize(390, 844);
            look(admin, tag + "-invite-wrong-phone");
            admin.page().locator("#addresses").fill(tag + "@example.com\n" + tag + "-two@example.com");
            admin.page().locator("#pane .btn-primary").click();
            admin.page().locator(".gh-toast").waitFor();
            var pages = List.of(
                    here + "/members",
                    here + "/members/" + furnished.member(),
                    here + "/members/" + furnished.member() + "/removal",
                    here + "/teams",
                    here + "/teams/" + furnished.team(),
                    here + "/teams/" + furnished.team() + "/edit",
                    here + "/roles",
                    here + "/roles/new",
                    here + "/grants/new?member=" + furnished.member(),
                    here + "/hubs",
                    here + "/hubs/" + furnished.hub(),
                    here + "/usage",
                    here + "/audit-log",
                    here + "/bulk",
                    here + "/nothing-here",
                    "/me",
                    "/me/sessions");
            for (var page : pages) {
                var picture = picture(tag, page.replace(here, ""));
                admin.page().setViewportSize(1280, 900);
                look(admin.open(page), picture);
                admin.page().setViewportSize(390, 844);
                look(admin, picture + "-phone");
            }
        }
        try (var guest = Person.atDesk(house)) {
            guest.open("/accept/" + house.secretTo(tag + "@example.com", "/accept/"));
            choose(guest, texts);
            look(guest, tag + "-accept");
            guest.page().setViewportSize(390, 844);
            look(guest, tag + "-accept-phone");
            for (var page : List.of("/sign-in", "/forgot-password", "/accept/unknown"))
                look(guest.open(page), picture(tag, page));
            showMail(tag);
        }
    }

    @Test
    @DisplayName(
            "CON-2 Arabic is mirrored: the pane comes from the left, ways back point right, addresses stay as they are")
    void rightToLeft() {
        var tenant = house.tenant("Harbor Books");
        var texts = house.get(Texts.class).in(Locale.of("ar"));
        for (var i = 0; i < 50; i++) house.member(tenant, "ليلى", "حداد", "layla" + i + "@example.com");
        try (var admin = Person.atDesk(house)) {
            admin.open("/sign-in");
            choose(admin, texts);
            assertThat(admin.page().evaluate("document.documentElement.dir + document.documentElement.lang"))
                    .isEqualTo("rtlar");
            assertThat(style(admin, "input[autocomplete=username]", "direction"))
                    .isEqualTo("ltr");
            assertThat(style(admin, "input[autocomplete=username]", "textAlign"))
                    .isEqualTo("right");
            signIn(admin, tenant);
            admin.arrivesAt("/o/" + tenant.slug() + "/members");

            var next = box(admin, ".gh-pager [rel=next]");
            assertThat(next.x).as("next is left of previous").isLessThan(box(admin, ".gh-pager .gh-page-off").x);
            assertThat(style(admin, ".gh-pager [rel=next] .icon", "transform")).isEqualTo("matrix(-1, 0, 0, 1, 0, 0)");
            assertThat(box(admin, ".gh-bar .gh-mark").x).isGreaterThan(900);
            var name = box(admin, ".gh-cell-who .gh-who-name");
            assertThat(words(admin, ".gh-cell-who .gh-who > div > bdi"))
                    .as("an address begins below its name")
                    .isCloseTo(name.x + name.width, within(1.0));

            admin.page().locator("[popovertarget=export]").click();
            var menu = box(admin, "#export");
            var opener = box(admin, "[popovertarget=export]");
            assertThat(menu.x + menu.width).as("a menu stands at its button").isBetween(opener.x, 1280.0);
            look(admin, "ar-menu");
            admin.page().keyboard().press("Escape");

            admin.page().locator("[data-select]").nth(0).check();
            admin.page().locator("[data-select]").nth(1).check();
            assertThat(admin.page().locator("[data-selection-count]").innerText())
                    .contains("2");
            look(admin, "ar-selection");

            admin.page()
                    .locator("a.btn-primary", new Page.LocatorOptions().setHasText(texts.text("members.invite")))
                    .click();
            admin.page().locator("#addresses").waitFor();
            assertThat(box(admin, "#pane").x).as("the pane stands at the left").isZero();
            look(admin, "ar-pane");
            admin.page().locator("#addresses").fill("salim@example.com");
            admin.page().locator("#pane .btn-primary").click();
            admin.page().locator(".gh-toast").waitFor();
            assertThat(box(admin, ".gh-toast").x)
                    .as("toasts come from the left")
                    .isLessThan(40);
            look(admin, "ar-toast");

            admin.open("/o/" + tenant.slug() + "/members?q=salim")
                    .page()
                    .locator("[popovertarget^='menu-']")
                    .click();
            look(admin, "ar-row-menu");
        }
    }

    @Test
    @DisplayName("CON-2 what Arabic proposes as a name can be saved: no mark of direction is left in it")
    void proposedName() {
        var tenant = house.tenant("Harbor Books");
        var texts = house.get(Texts.class).in(Locale.of("ar"));
        try (var admin = Person.atDesk(house)) {
            comeIn(admin, tenant, texts);
            admin.open("/o/" + tenant.slug() + "/roles")
                    .page()
                    .locator("[popovertarget^='menu-']")
                    .first()
                    .click();
            admin.follow(texts.text("roles.copy"));
            admin.page().locator("#pane input[name=name]").waitFor();
            look(admin, "ar-role-copy");
            admin.page().locator("#pane .btn-primary").click();
            admin.sees("تم إنشاء الدور");
        }
    }

    private record Furnished(MemberId member, String team, ScopeId hub) {}

    /** People, a team, places and roles, named as people of the language name them. */
    private Furnished furnish(Tenant tenant, String tag) {
        var words =
                switch (tag) {
                    case "ar" -> List.of("ليلى", "حداد", "سليم", "الخوري", "التسويق", "المتجر الإلكتروني", "الأخبار");
                    case "ja" -> List.of("陽菜", "佐藤", "健太", "鈴木", "マーケティング", "オンラインストア", "お知らせ");
                    default ->
                        List.of(
                                "Annegret",
                                "Müller-Lüdenscheidt",
                                "Jörg",
                                "Weiß",
                                "Öffentlichkeitsarbeit",
                                "Onlinehandel",
                                "Pressemitteilungen");
                };
        var member =
                Objects.requireNonNull(house.member(tenant, words.get(0), words.get(1), "first@" + tag + ".example")
                        .member());
        house.member(tenant, words.get(2), words.get(3), "second@" + tag + ".example");
        var hub = ground.hub(tenant, words.get(5));
        ground.repository(tenant, hub, words.get(6));
        ground.archive(ground.hub(tenant, words.get(6)));
        var team = house.get(Teams.class).create(tenant.admin(), words.get(4), true, List.of(member));
        var grants = house.get(Grants.class);
        grants.give(tenant.admin(), team.subject(), house.gift(tenant, PredefinedRole.REPOSITORY_EDITOR, hub));
        grants.give(tenant.admin(), team.subject(), house.gift(tenant, PredefinedRole.HUB_VIEWER, hub));
        return new Furnished(member, team.toString(), hub);
    }

    private static String name(String tag) {
        return switch (tag) {
            case "ar" -> "مكتبة المرفأ";
            case "ja" -> "みなと書店";
            default -> "Hafenbuchhandlung";
        };
    }

    private static String picture(String tag, String page) {
        return tag
                + page.replaceAll("\\?.*", "")
                        .replaceAll("[0-9a-f]{8}-[0-9a-f-]{27}", "one")
                        .replace('/', '-');
    }

    /** Signs in, in the language that the menu of the sign-in page offers. */
    private void comeIn(Person person, Tenant tenant, Texts.Language language) {
        choose(person.open("/sign-in"), language);
        signIn(person, tenant);
        person.arrivesAt("/o/" + tenant.slug() + "/members");
    }

    private static void choose(Person person, Texts.Language language) {
        person.page().locator("[popovertarget=languages]").click();
        person.press(language.name());
        person.page().locator("html[lang=" + language.tag() + "]").waitFor();
    }

    private static void signIn(Person person, Tenant tenant) {
        person.page().locator("input[autocomplete=username]").fill(tenant.adminEmail());
        person.page().locator("input[type=password]").fill(House.PASSWORD);
        person.page().locator("main button.btn-primary").click();
    }

    private static void look(Person person, String picture) {
        person.look(picture);
        assertThat((List<?>) person.page().evaluate(CLIPPED))
                .as("words that are cut off at %s", picture)
                .isEmpty();
    }

    /** The mail as a mail program would show it that keeps neither html nor body of it. */
    private void showMail(String tag) {
        var html = house.htmlTo(tag + "@example.com");
        assertThat(html).contains("lang=\"" + tag + "\"");
        // Elsewhere, where no policy of the server holds.
        try (var elsewhere = Chromium.browser().newContext(new Browser.NewContextOptions().setViewportSize(700, 900))) {
            var page = elsewhere.newPage();
            page.setContent(html);
            Pictures.keep(page, tag + "-mail");
        }
    }

    private static String style(Person person, String selector, String property) {
        return String.valueOf(person.page()
                .locator(selector)
                .first()
                .evaluate("(e, property) => getComputedStyle(e)[property]", property));
    }

    /** The right end of the words of something, wherever its box ends. */
    private static double words(Person person, String selector) {
        return ((Number)
                        person.page()
                                .locator(selector)
                                .first()
                                .evaluate(
                                        "e => { const range = document.createRange(); range.selectNodeContents(e); return range.getBoundingClientRect().right; }"))
                .doubleValue();
    }

    private static BoundingBox box(Person person, String selector) {
        return Objects.requireNonNull(person.page().locator(selector).first().boundingBox());
    }
}
