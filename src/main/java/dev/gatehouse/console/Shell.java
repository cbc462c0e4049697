package dev.gatehouse.console;

import dev.gatehouse.platform.Refusal;
import dev.gatehouse.platform.Texts;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What surrounds every page: who looks at it, in which organization, language, zone and light.
 *
 * @param languages all languages that may be chosen
 * @param organization where the person is; null outside of any
 * @param organizations where they may switch to
 * @param level the text key of their permission level here, such as {@code level.hub_admin}; null without one
 * @param viewer null where nobody is signed in
 * @param note what the last action said; null without one
 * @param path the address of this page with its query
 * @param requestId names this request in the logs
 */
public record Shell(
        Texts.Language language,
        List<Texts.Language> languages,
        ZoneId zone,
        Instant now,
        Theme theme,
        String product,
        @Nullable Place organization,
        List<Place> organizations,
        @Nullable String level,
        @Nullable Viewer viewer,
        List<Tab> tabs,
        @Nullable Note note,
        @Nullable Csrf csrf,
        String path,
        String requestId) {

    /**
     * An organization as the shell shows it.
     *
     * @param colour {@code #rrggbb}, or null for the product's own
     * @param logo the address of its picture; null where it has none
     */
    public record Place(
            String name,
            String slug,
            @Nullable String colour,
            @Nullable String logo) {

        public Place(String name, String slug, @Nullable String colour) {
            this(name, slug, colour, null);
        }
    }

    /**
     * The person who looks.
     *
     * @param operator whether they run the platform (ORG-7)
     * @param seed what their colour comes from: in an organization the member, as in its lists
     */
    public record Viewer(String name, String address, boolean operator, String seed) {

        public Viewer(String name, String address, boolean operator) {
            this(name, address, operator, address);
        }
    }

    /** One tab: its words are the text {@code tab.<key>}; the count may be absent. */
    public record Tab(
            String key,
            String icon,
            String address,
            @Nullable Long count,
            boolean active) {}

    /** The token that forms and htmx send back. */
    public record Csrf(String header, String parameter, String token) {}

    /** The shell of a signed-in person. */
    public Shell signedIn(
            Texts.Language language,
            ZoneId zone,
            Viewer viewer,
            @Nullable Place organization,
            List<Place> organizations,
            @Nullable String level,
            List<Tab> tabs) {
        return with(language, zone, viewer, organization, organizations, level, tabs);
    }

    /** The shell of a page that speaks for an organization to somebody who is not in it yet: accept, sign-in. */
    public Shell in(Texts.Language language, Place organization) {
        return with(language, zone, viewer, organization, organizations, level, tabs);
    }

    private Shell with(
            Texts.Language language,
            ZoneId zone,
            @Nullable Viewer viewer,
            @Nullable Place organization,
            List<Place> organizations,
            @Nullable String level,
            List<Tab> tabs) {
        return new Shell(
                language,
                languages,
                zone,
                now,
                theme,
                product,
                organization,
                organizations,
                level,
                viewer,
                tabs,
                note,
                csrf,
                path,
                requestId);
    }

    public String text(String key, Object... arguments) {
        return language.text(key, arguments);
    }

    /** The sentence of a refusal, in the reader's language. */
    public String refusal(Refusal refusal) {
        return language.text("refusal." + refusal.code(), refusal.arguments().toArray());
    }

    public String number(long number) {
        return language.number(number);
    }

    /** As people say it: "2 min ago". */
    public String when(Instant moment) {
        return language.when(moment, now, zone);
    }

    /** The whole moment, for a tooltip. */
    public String exact(Instant moment) {
        return language.exact(moment, zone);
    }

    /** "6 days left", or "until 31 Dec 2027". */
    public String left(Instant end) {
        return language.left(end, now, zone);
    }
}
