package dev.gatehouse.platform;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What the program says about its texts: all literals of {@code src/main}, out of which it puts keys together. */
final class Sources {

    /** {@code "members.title"}; in SQL {@code 'hub_admin'}. A permission {@code members:read} has the text {@code members.read}. */
    private static final Pattern WORD = Pattern.compile("(?<=\")[a-z][\\w.:-]*(?=\")|(?<=')[a-z][\\w.:-]*(?=')");

    /** Constants of enums stand in keys by their names in small letters. */
    private static final Pattern CONSTANT = Pattern.compile("\\b[A-Z][A-Z0-9_]+\\b");

    /** {@code "refusal." + code}. */
    private static final Pattern BEGINNING = Pattern.compile("\"([a-z][\\w.]*\\.)\"");

    /** {@code key + ".meaning"}; an optional fact of an event, {@code "until?"}, ends the key of its sentence in the log. */
    private static final Pattern ENDING = Pattern.compile("\"(\\.[a-z][\\w.]*)\"|\"([a-z]+)\\?\"");

    /** {@code "permission." + section + "." + feature}. */
    private static final Pattern TWO_WORDS =
            Pattern.compile("\"([a-z][\\w.]*\\.)\"\\s*\\+\\s*[\\w.()]+\\s*\\+\\s*\"\\.\"");

    /** {@code case 403, 404 -> "error." + status}. */
    private static final Pattern STATUS = Pattern.compile("\\b[45]\\d\\d\\b");

    private final Map<Path, String> files = new TreeMap<>();
    private final Set<String> words = new TreeSet<>();
    private final Set<String> beginnings = new TreeSet<>();
    private final Set<String> endings = new TreeSet<>();
    private final Set<String> twoWords = new TreeSet<>();

    private Sources() {}

    /** Reads the sources of the program and what it is shipped with, without its texts. */
    static Sources read() {
        var sources = new Sources();
        try (var tree = Files.walk(Path.of("src/main"))) {
            for (var file : tree.filter(one -> one.toString().matches(".*\\.(java|jte|js|sql)"))
                    .toList()) sources.add(file, Files.readString(file));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        return sources;
    }

    private void add(Path file, String text) {
        files.put(file, text);
        WORD.matcher(text).results().forEach(word -> {
            words.add(word.group());
            words.add(word.group().replace(':', '.'));
        });
        CONSTANT.matcher(text).results().forEach(name -> words.add(name.group().toLowerCase(Locale.ROOT)));
        STATUS.matcher(text).results().forEach(status -> words.add(status.group()));
        BEGINNING.matcher(text).results().forEach(beginning -> beginnings.add(beginning.group(1)));
        TWO_WORDS.matcher(text).results().forEach(beginning -> twoWords.add(beginning.group(1)));
        ENDING.matcher(text)
                .results()
                .forEach(ending -> endings.add(ending.group(1) == null ? "." + ending.group(2) : ending.group(1)));
    }

    /** Java and templates, each as one text. */
    Set<String> programs() {
        return files.entrySet().stream()
                .filter(file -> file.getKey().toString().matches(".*\\.(java|jte)"))
                .map(Map.Entry::getValue)
                .collect(Collectors.toSet());
    }

    /** The templates by their paths. */
    Map<Path, String> templates() {
        return files.entrySet().stream()
                .filter(file -> file.getKey().toString().endsWith(".jte"))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /**
     * Whether a key stands somewhere as a whole, or can be put together as the program does: a beginning, a word that the
     * program knows, and an ending.
     */
    boolean canSay(String key) {
        if (words.contains(key)) return true;
        if (endings.stream().anyMatch(ending -> key.endsWith(ending) && canSay(withoutEnd(key, ending)))) return true;
        return beginnings.stream()
                .filter(key::startsWith)
                .anyMatch(beginning -> isWord(key.substring(beginning.length()), twoWords.contains(beginning)));
    }

    private boolean isWord(String rest, boolean two) {
        if (words.contains(rest)) return true;
        for (var dot = rest.indexOf('.'); two && dot > 0; dot = rest.indexOf('.', dot + 1))
            if (words.contains(rest.substring(0, dot)) && words.contains(rest.substring(dot + 1))) return true;
        return false;
    }

    private static String withoutEnd(String key, String ending) {
        return key.substring(0, key.length() - ending.length());
    }
}
