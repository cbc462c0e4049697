package dev.gatehouse.console;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a toast says after an action (console.md, Notifications).
 *
 * @param key the text, filled with the arguments: strings and whole numbers
 * @param nextKey the words of a link to the next step; null without one
 * @param nextAddress where that link leads, on this site
 */
public record Note(
        Tone tone,
        String key,
        List<Object> arguments,
        @Nullable String nextKey,
        @Nullable String nextAddress) {

    /** How it went. */
    public enum Tone {
        SUCCESS,
        INFO,
        DANGER
    }

    /** Something was done. */
    public static Note success(String key, Object... arguments) {
        return new Note(Tone.SUCCESS, key, List.of(arguments), null, null);
    }

    /** Something to know. */
    public static Note info(String key, Object... arguments) {
        return new Note(Tone.INFO, key, List.of(arguments), null, null);
    }

    /** Something went wrong. */
    public static Note danger(String key, Object... arguments) {
        return new Note(Tone.DANGER, key, List.of(arguments), null, null);
    }

    /** The same with a link to the next step. */
    public Note next(String textKey, String address) {
        return new Note(tone, key, arguments, textKey, address);
    }
}
