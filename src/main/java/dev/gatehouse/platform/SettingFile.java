package dev.gatehouse.platform;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** Settings that stand in a file, and names that are no setting. */
final class SettingFile {

    private SettingFile() {}

    /** What the file holds, with what was given over it. */
    static Map<String, String> under(Map<String, String> given, Map<String, Setting<?>> known) {
        var name = given.get(Settings.CONFIG_FILE.variable());
        if (name == null) return given;
        var all = new HashMap<String, String>();
        try {
            var number = 0;
            for (var line : Files.readAllLines(Path.of(name))) {
                number++;
                var text = line.strip();
                if (text.isEmpty() || text.startsWith("#")) continue;
                var equals = text.indexOf('=');
                var place = " in line %d of %s".formatted(number, name);
                if (equals < 1)
                    throw new StartRefusal("There is no NAME=value" + place + ". Example: GATEHOUSE_PORT=8080");
                var variable = text.substring(0, equals).strip();
                if (!known.containsKey(variable) || variable.equals(Settings.CONFIG_FILE.variable()))
                    throw unknown(variable, known.keySet(), place);
                all.put(variable, text.substring(equals + 1).strip());
            }
        } catch (IOException | IllegalArgumentException e) {
            throw new StartRefusal(
                    "GATEHOUSE_CONFIG_FILE names %s, which cannot be read. Example: GATEHOUSE_CONFIG_FILE=%s"
                            .formatted(name, Settings.CONFIG_FILE.example()),
                    e);
        }
        all.putAll(given);
        return all;
    }

    /** Names what was probably meant. */
    static StartRefusal unknown(String name, Iterable<String> known, String place) {
        var nearest = "";
        var least = 4;
        for (var candidate : known) {
            var distance = distance(name, candidate);
            if (distance < least) {
                least = distance;
                nearest = candidate;
            }
        }
        var hint = nearest.isEmpty()
                ? "Every setting stands in docs/operator/settings.md."
                : "Did you mean " + nearest + "?";
        return new StartRefusal(
                "There is no setting %s%s. %s Example: GATEHOUSE_PORT=8080".formatted(name, place, hint));
    }

    /** Levenshtein's edit distance. */
    private static int distance(String a, String b) {
        var previous = new int[b.length() + 1];
        for (var j = 0; j <= b.length(); j++) previous[j] = j;
        for (var i = 1; i <= a.length(); i++) {
            var current = new int[b.length() + 1];
            current[0] = i;
            for (var j = 1; j <= b.length(); j++)
                current[j] = Math.min(
                        Math.min(current[j - 1], previous[j]) + 1,
                        previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1));
            previous = current;
        }
        return previous[b.length()];
    }
}
