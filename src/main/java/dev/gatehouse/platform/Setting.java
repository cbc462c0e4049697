package dev.gatehouse.platform;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One thing that can be set: its variable is {@code GATEHOUSE_} and the name.
 *
 * @param fallback what holds when the variable is absent, as one would write it; null or empty where that is nothing, or depends
 * @param fallbackText the fallback in words, where there is none to write
 * @param example a value that is right
 * @param meaning one sentence for the documentation
 * @param reader makes the value; its {@link IllegalArgumentException} says what the value must be, as in "must be a number"
 */
record Setting<T>(
        String name,
        @Nullable String fallback,
        String fallbackText,
        String example,
        String meaning,
        Function<String, T> reader) {

    private static final String NONE = "none";

    /** Something that has a value of its own where nobody sets it. */
    static <T> Setting<T> of(String name, String fallback, String example, String meaning, Function<String, T> reader) {
        return new Setting<>(name, fallback, NONE, example, meaning, reader);
    }

    /** Something whose value, where nobody sets it, depends on others; {@code fallbackText} says how. */
    static <T> Setting<T> of(
            String name,
            @Nullable String fallback,
            String fallbackText,
            String example,
            String meaning,
            Function<String, T> reader) {
        return new Setting<>(name, fallback, fallbackText, example, meaning, reader);
    }

    /** Something that may be absent. */
    static <T> Setting<T> optional(String name, String example, String meaning, Function<String, T> reader) {
        return new Setting<>(name, null, NONE, example, meaning, reader);
    }

    String variable() {
        return "GATEHOUSE_" + name;
    }

    T read(String text) {
        try {
            return reader.apply(text.strip());
        } catch (IllegalArgumentException e) {
            throw new StartRefusal(
                    "%s %s. Example: %s=%s".formatted(variable(), e.getMessage(), variable(), example), e);
        }
    }

    /** One row of the table in docs/operator/settings.md. */
    String row() {
        var held = fallback == null || fallback.isEmpty() ? fallbackText : "`" + fallback + "`";
        return "| `%s` | %s | %s | `%s` |".formatted(variable(), held, meaning, example);
    }
}
