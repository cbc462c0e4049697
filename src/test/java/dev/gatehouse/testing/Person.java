package dev.gatehouse.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import java.util.ArrayList;
import java.util.List;

/** Somebody in front of a browser of their own. Every page that they look at is checked with axe, and kept as a picture where {@link Pictures} are asked for. */
public final class Person implements AutoCloseable {

    private final House house;
    private final BrowserContext context;
    private final Page page;
    private final List<String> complaints = new ArrayList<>();

    private Person(House house, Browser.NewContextOptions options) {
        this.house = house;
        this.context = Chromium.browser().newContext(options.setReducedMotion(ReducedMotion.REDUCE));
        this.page = context.newPage();
        page.setDefaultTimeout(20_000);
        page.onPageError(complaints::add);
        page.onConsoleMessage(message -> {
            if (message.text().contains("Content Security Policy")) complaints.add(message.text());
        });
    }

    /** At a desk, in English, with light pages. */
    public static Person atDesk(House house) {
        return new Person(
                house,
                new Browser.NewContextOptions().setViewportSize(1280, 900).setLocale("en-GB"));
    }

    /** With a phone, in German, with dark pages. */
    public static Person onPhone(House house) {
        return new Person(
                house,
                new Browser.NewContextOptions()
                        .setViewportSize(390, 844)
                        .setLocale("de-DE")
                        .setColorScheme(ColorScheme.DARK));
    }

    /** Without JavaScript. */
    public static Person withoutScripts(House house) {
        return new Person(
                house,
                new Browser.NewContextOptions()
                        .setViewportSize(1280, 900)
                        .setLocale("en-GB")
                        .setJavaScriptEnabled(false));
    }

    /** With a phone, in German, with dark pages and without JavaScript. */
    public static Person onPhoneWithoutScripts(House house) {
        return new Person(
                house,
                new Browser.NewContextOptions()
                        .setViewportSize(390, 844)
                        .setLocale("de-DE")
                        .setColorScheme(ColorScheme.DARK)
                        .setJavaScriptEnabled(false));
    }

    public Page page() {
        return page;
    }

    /** Opens a page of the server. */
    public Person open(String path) {
        page.navigate(path.startsWith("http") ? path : house.url() + path);
        return this;
    }

    /** Fills in the field of a label. */
    public Person fill(String label, String value) {
        page.getByLabel(label, new Page.GetByLabelOptions().setExact(true)).fill(value);
        return this;
    }

    /** Presses the button with these words. */
    public Person press(String words) {
        page.getByRole(
                        AriaRole.BUTTON,
                        new Page.GetByRoleOptions().setName(words).setExact(true))
                .click();
        return this;
    }

    /** Follows the link with these words. */
    public Person follow(String words) {
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(words).setExact(true))
                .click();
        return this;
    }

    /** Waits until these words are to be seen. */
    public Person sees(String words) {
        page.getByText(words)
                .filter(new Locator.FilterOptions().setVisible(true))
                .first()
                .waitFor();
        return this;
    }

    /** Waits until the page has this heading. */
    public Person seesHeading(String words) {
        page.getByRole(
                        AriaRole.HEADING,
                        new Page.GetByRoleOptions().setName(words).setExact(true))
                .first()
                .waitFor();
        return this;
    }

    /** Waits for an address of the server. */
    public Person arrivesAt(String path) {
        page.waitForURL(house.url() + path);
        return this;
    }

    /** Signs in with the password of the house. */
    public Person signIn(String identifier, String password) {
        return open("/sign-in")
                .fill("E-mail address, username or phone number", identifier)
                .fill("Password", password)
                .press("Sign in");
    }

    /** Keeps a picture of the page where that is asked for, and demands that axe, the content policy and the width of the screen are content. */
    public Person look(String picture) {
        Pictures.keep(page, picture);
        assertThat(complaints).as("complaints of the browser at %s", picture).isEmpty();
        var violations = Axe.of(page).analyze().getViolations();
        // Axe leaves empty style attributes behind, which a later swap of the page would trip over.
        page.evaluate("document.querySelectorAll('[style=\"\"]').forEach(e => e.removeAttribute('style'))");
        assertThat(violations)
                .as("axe at %s", picture)
                .extracting(
                        rule -> rule.getId() + ": " + rule.getNodes().getFirst().getHtml())
                .isEmpty();
        assertThat((Boolean) page.evaluate("document.documentElement.scrollWidth <= innerWidth"))
                .as("%s fits the screen", picture)
                .isTrue();
        return this;
    }

    /** Keeps a picture without scripts at work, which axe would need. */
    public Person keep(String picture) {
        Pictures.keep(page, picture);
        return this;
    }

    @Override
    public void close() {
        context.close();
    }
}
