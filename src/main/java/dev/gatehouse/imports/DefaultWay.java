package dev.gatehouse.imports;

import java.util.Arrays;
import java.util.Locale;

/** How a way in is opened for people whose rows do not say (ACT-1, ACT-2). */
public enum DefaultWay {
    /** Not yet. */
    NONE,
    /** By the links that the organization has switched on and each of them can get. */
    LINKS,
    /** By a one-time password, that is made where none stands in the file. */
    CODE;

    /** As it is stored, and as the form sends it. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Reads the word of a form; anything else is {@link #NONE}. */
    public static DefaultWay of(String key) {
        return Arrays.stream(values())
                .filter(way -> way.key().equals(key))
                .findFirst()
                .orElse(NONE);
    }
}
