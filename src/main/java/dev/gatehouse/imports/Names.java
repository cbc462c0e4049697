package dev.gatehouse.imports;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Things by the names that people write for them: case, accents in whichever form, and space around do not matter. */
final class Names<T> {

    private static final Pattern BETWEEN = Pattern.compile("\\s*[›>/]\\s*");
    private static final Pattern SPACE = Pattern.compile("\\s+");

    /** A column has few names, and each of them many times; but somebody's file may write each in more ways than there is memory for. */
    private static final int REMEMBERED = 20_000;

    private static final int REMEMBERED_LENGTH = 300;

    private final Map<String, Meaning<T>> known = new HashMap<>();
    private final Map<String, Meaning<T>> asked = new HashMap<>();

    /** What a name means; nothing where it is the name of several. */
    record Meaning<T>(@Nullable T thing) {}

    void add(String name, T thing) {
        known.merge(
                fold(name), new Meaning<>(thing), (there, more) -> there.equals(more) ? there : new Meaning<>(null));
    }

    /** What a name means; null where it is no name of anything. */
    @Nullable
    Meaning<T> find(String name) {
        var before = asked.get(name);
        if (before != null) return before;
        var meaning = known.get(fold(name));
        if (meaning != null && name.length() <= REMEMBERED_LENGTH && asked.size() < REMEMBERED)
            asked.put(name, meaning);
        return meaning;
    }

    private static String fold(String name) {
        var normal = SPACE.matcher(Normalizer.normalize(name, Normalizer.Form.NFKC))
                .replaceAll(" ")
                .strip()
                .toLowerCase(Locale.ROOT);
        return Arrays.stream(BETWEEN.split(normal)).map(String::strip).collect(Collectors.joining(" › "));
    }
}
