package dev.gatehouse.organizations;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is asked of a list of hubs or repositories, read from an address that anyone may have written: what it does not know
 * falls back to all that are not archived, from the start.
 *
 * @param text what was typed into the search; empty for no search
 * @param archived whether the archived ones are asked for instead of the others
 * @param from where to go on; null for the first page
 * @param backward whether the page before is asked for
 */
public record PlaceQuery(
        String text, boolean archived, @Nullable PlaceKey from, boolean backward) {

    private static final int LONGEST_TEXT = 100;

    /** All that are not archived. */
    public static PlaceQuery all() {
        return of(Map.of());
    }

    /** Reads the parameters of an address. */
    public static PlaceQuery of(Map<String, String> parameters) {
        var before = parameters.get("before");
        var key = PlaceKey.parse(before == null ? parameters.get("after") : before);
        return new PlaceQuery(
                typed(parameters.getOrDefault("q", "")),
                "archived".equals(parameters.get("state")),
                key,
                key != null && before != null);
    }

    /** Whether anything narrows the list. */
    public boolean narrow() {
        return archived || !text.isEmpty();
    }

    private static String typed(String text) {
        var clean = text.replaceAll("\\p{Cntrl}", " ").strip();
        var end = clean.offsetByCodePoints(0, Math.min(LONGEST_TEXT, clean.codePointCount(0, clean.length())));
        return clean.substring(0, end);
    }
}
