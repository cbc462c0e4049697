package dev.gatehouse.creation;

import java.util.Locale;

/** How somebody who is created is to come in (CRE-1). */
public enum Way {
    /** By links that are sent (ACT-1). */
    LINKS,
    /** With a password that works once (ACT-2). */
    CODE,
    /** With an initial password (CRE-2). */
    PASSWORD,
    /** Not yet. */
    NONE;

    /** As forms and text keys have it. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Reads the word of a form; anything else is nothing yet. */
    static Way of(String word) {
        for (var way : values()) if (way.key().equals(word)) return way;
        return NONE;
    }
}
