package dev.gatehouse.organizations;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A department as files name it: its names from the top down, with space, slash and space between them, as in {@code Sales / North}. A
 * slash, or several in a row, that stand alone in a name themselves, as a word of it, are written with one slash more: {@code Ships / Boats}
 * in {@code Fleet} is {@code Fleet / Ships // Boats}. So every name can be read again; one like {@code R/D} is written as it is.
 */
public final class DepartmentPath {

    private static final String BETWEEN = " / ";
    private static final Pattern ALONE = Pattern.compile("(?<![^ ])/+(?![^ ])");
    private static final Pattern ALONE_TWICE = Pattern.compile("(?<![^ ])/(/+)(?![^ ])");

    private DepartmentPath() {}

    /** The path of names from the top down. */
    public static String of(List<String> names) {
        return names.stream()
                .map(name -> name.indexOf('/') < 0 ? name : ALONE.matcher(name).replaceAll("$0/"))
                .collect(Collectors.joining(BETWEEN));
    }

    /** The names that a path was made of. */
    public static List<String> names(String path) {
        return Arrays.stream(path.strip().split(BETWEEN, -1))
                .map(name -> ALONE_TWICE.matcher(name).replaceAll("$1").strip())
                .toList();
    }
}
