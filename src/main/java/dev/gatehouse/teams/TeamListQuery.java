package dev.gatehouse.teams;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is asked of the list of teams, read from an address that anyone may have written or shared: what it does not know
 * falls back to everything, from the start.
 *
 * @param text what was typed into the search; empty for no search
 * @param mine whether only teams that the viewer made are asked for
 * @param onboarding whether only teams that new people join by themselves are asked for
 * @param from the key of the row to go on from; null for the first page
 * @param backward whether the page before the key is asked for, instead of the page after it
 */
public record TeamListQuery(
        String text,
        boolean mine,
        boolean onboarding,
        @Nullable TeamKey from,
        boolean backward) {

    private static final int LONGEST_TEXT = 100;

    /** Reads the parameters of an address. */
    public static TeamListQuery of(Map<String, String> parameters) {
        var before = parameters.get("before");
        var key = TeamKey.parse(before == null ? parameters.get("after") : before);
        return new TeamListQuery(
                typed(parameters.getOrDefault("q", "")),
                "me".equals(parameters.get("by")),
                "onboarding".equals(parameters.get("kind")),
                key,
                key != null && before != null);
    }

    /** Whether anything narrows the list. */
    public boolean narrow() {
        return mine || onboarding || !text.isEmpty();
    }

    /** The same search at an address, to go on from a key: {@code /o/<slug>/teams?q=…&after=}. */
    String at(String address, String direction, TeamKey key) {
        var asked = new StringBuilder(address).append('?');
        if (!text.isEmpty())
            asked.append("q=")
                    .append(URLEncoder.encode(text, StandardCharsets.UTF_8))
                    .append('&');
        if (mine) asked.append("by=me&");
        if (onboarding) asked.append("kind=onboarding&");
        return asked.append(direction).append('=').append(key.encode()).toString();
    }

    private static String typed(String text) {
        var clean = text.replaceAll("\\p{Cntrl}", " ").strip();
        return clean.substring(
                0, clean.offsetByCodePoints(0, Math.min(LONGEST_TEXT, clean.codePointCount(0, clean.length()))));
    }
}
