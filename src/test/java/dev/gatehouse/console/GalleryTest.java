package dev.gatehouse.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.Cookie;
import com.microsoft.playwright.options.ReducedMotion;
import com.microsoft.playwright.options.WaitForSelectorState;
import dev.gatehouse.testing.Axe;
import dev.gatehouse.testing.Chromium;
import dev.gatehouse.testing.Pictures;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;

class GalleryTest {

    private static final String MEMBERS = "/o/northwind/members";
    private static ServletWebServerApplicationContext gallery;
    private static int port;

    @BeforeAll
    static void open() {
        gallery = Gallery.start();
        port = Objects.requireNonNull(gallery.getWebServer()).getPort();
    }

    @AfterAll
    static void close() {
        gallery.close();
    }

    @ParameterizedTest(
            name = "CON-1 {0} is clean for axe and obeys the policy: light at a desk, dark on a phone in German")
    @ValueSource(
            strings = {
                MEMBERS,
                "/o/northwind/nobody",
                "/o/northwind/members?q=zzz",
                "/o/northwind/invitations/new?wrong=true",
                "/o/northwind/links",
                "/o/northwind/members/7/removal",
                "/card/accept",
                "/card/alerts",
                "/nowhere"
            })
    void clean(String path) {
        var name = path.replaceAll("[^a-z]+", "-").substring(1);
        for (var look : List.of("light-en-wide", "dark-de-phone")) {
            try (var context = context(look)) {
                var page = context.newPage();
                var complaints = complaints(page);
                page.navigate(at(path));
                page.evaluate("document.fonts.ready");
                shoot(page, name + "-" + look);
                assertClean(page, path + " " + look);
                assertThat(complaints).as(path).isEmpty();
                assertThat((Boolean) page.evaluate("document.documentElement.scrollWidth <= innerWidth"))
                        .as("%s %s scrolls sideways", path, look)
                        .isTrue();
            }
        }
    }

    @Test
    @DisplayName("CON-1 an e-mail reads well in light and dark")
    void mails() {
        for (var look : List.of("light-en-wide", "dark-de-phone")) {
            try (var context = context(look)) {
                var page = context.newPage();
                // A mail client has no such policy; the page of the test server does.
                var mail = context.request().get(at("/mail")).text();
                page.setContent(mail);
                shoot(page, "mail-" + look);
                assertClean(page, "mail " + look, "wcag2a", "wcag2aa", "wcag21aa", "wcag22aa");
            }
        }
    }

    @Test
    @DisplayName("CON-1 menu, pane and dialog: axe clean, focus kept and returned, unsaved changes guarded")
    void moving() {
        for (var look : List.of("light-en-wide", "dark-de-phone")) {
            try (var context = context(look)) {
                var page = context.newPage();
                var complaints = complaints(page);
                page.navigate(at(MEMBERS));
                var menu = page.locator("[popovertarget='menu-7']");
                menu.press("ArrowDown");
                assertThat(page.locator("#menu-7").isVisible()).isTrue();
                Pictures.keepScreen(page, "console/menu-" + look);
                assertClean(page, "menu " + look);
                page.locator("#menu-7 .gh-warn").click();
                page.locator("#dialog h2").waitFor();
                assertThat(page.locator("#dialog h2").textContent()).contains("Lena Fischer");
                Pictures.keepScreen(page, "console/dialog-" + look);
                assertClean(page, "dialog " + look);
                page.locator("#dialog button.btn-danger").click();
                page.locator(".gh-toast-danger").waitFor();
                Pictures.keepScreen(page, "console/refused-" + look);
                page.locator(".gh-toast-danger [data-dismiss]").click();
                page.keyboard().press("Escape");
                assertThat(page.evaluate("document.activeElement.getAttribute('popovertarget')"))
                        .isEqualTo("menu-7");

                page.locator(".gh-page-header .btn-primary").click();
                page.locator("#pane h2").waitFor();
                page.locator("#addresses").fill("lena@example.org");
                Pictures.keepScreen(page, "console/pane-" + look);
                assertClean(page, "pane " + look);
                page.keyboard().press("Escape");
                assertThat(page.locator("#leave").isVisible()).isTrue();
                Pictures.keepScreen(page, "console/leave-" + look);
                page.locator("[data-stay]").click();
                assertThat(page.locator("#addresses").inputValue()).isEqualTo("lena@example.org");
                page.locator("#pane button.btn-primary").click();
                page.locator(".gh-toast-success").waitFor();
                Pictures.keepScreen(page, "console/toast-" + look);
                assertClean(page, "toast " + look);
                assertThat(complaints).allMatch(complaint -> complaint.contains("409"));
            }
        }
    }

    @Test
    @DisplayName("MEM-2 the list answers while one types, the address follows, and Enter loads no new page")
    void search() {
        try (var context = context("light-en-wide")) {
            var page = context.newPage();
            page.navigate(at(MEMBERS));
            page.evaluate("window.stayed = true");
            page.keyboard().press("/");
            page.keyboard().type("jonas");
            page.waitForURL(url -> url.contains("q=jonas"));
            page.locator("tbody tr")
                    .nth(1)
                    .waitFor(new Locator.WaitForOptions().setState(WaitForSelectorState.DETACHED));
            page.keyboard().press("Enter");
            PlaywrightAssertions.assertThat(page.locator("tbody tr")).hasCount(1);
            assertThat(page.url()).doesNotContain("role=");
            assertThat(page.evaluate("window.stayed")).isEqualTo(true);
            page.goBack();
            page.locator("tbody tr").nth(7).waitFor();
        }
    }

    @Test
    @DisplayName("CON-1 light and language are chosen without JavaScript")
    void withoutScript() {
        try (var context = Chromium.browser()
                .newContext(new Browser.NewContextOptions()
                        .setJavaScriptEnabled(false)
                        .setLocale("en-GB"))) {
            var page = context.newPage();
            page.navigate(at("/card/accept"));
            page.locator("[popovertarget=themes]").click();
            page.locator("[value=dark]").click();
            assertThat(page.locator("html").getAttribute("data-bs-theme")).isEqualTo("dark");
            page.locator("[popovertarget=languages]").click();
            page.locator("[value=de]").click();
            assertThat(page.locator("html").getAttribute("lang")).isEqualTo("de");
            assertThat(page.url()).isEqualTo(at("/card/accept"));
        }
    }

    private static void assertClean(Page page, String what) {
        assertClean(page, what, "wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice");
    }

    private static void assertClean(Page page, String what, String... rules) {
        var found = Axe.of(page).withTags(List.of(rules)).analyze();
        assertThat(found.getViolations())
                .as(what)
                .extracting(rule -> rule.getId() + ": "
                        + rule.getNodes().stream()
                                .map(node -> node.getHtml() + " " + node.getFailureSummary())
                                .toList())
                .isEmpty();
    }

    private BrowserContext context(String look) {
        var dark = look.startsWith("dark");
        var context = Chromium.browser()
                .newContext(new Browser.NewContextOptions()
                        .setLocale(look.contains("-de-") ? "de-DE" : "en-GB")
                        .setColorScheme(dark ? ColorScheme.DARK : ColorScheme.LIGHT)
                        .setReducedMotion(ReducedMotion.REDUCE)
                        .setViewportSize(look.endsWith("phone") ? 390 : 1360, look.endsWith("phone") ? 844 : 940));
        if (!look.endsWith("phone"))
            context.addCookies(List.of(new Cookie("gatehouse-theme", dark ? "dark" : "light").setUrl(at("/"))));
        return context;
    }

    private static List<String> complaints(Page page) {
        List<String> complaints = new ArrayList<>();
        page.onConsoleMessage(message -> {
            if (message.type().equals("error") && !message.text().contains("404")) complaints.add(message.text());
        });
        page.onPageError(complaints::add);
        return complaints;
    }

    private static void shoot(Page page, String name) {
        Pictures.keep(page, "console/" + name);
    }

    private String at(String path) {
        return "http://localhost:" + port + path;
    }
}
