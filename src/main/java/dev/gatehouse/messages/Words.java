package dev.gatehouse.messages;

import java.util.regex.Pattern;

/** What other people typed, made harmless for a mail: a name stays a name. */
final class Words {

    /** The most letters of a name in a mail. */
    static final int BOUND = 200;

    /** Line ends and other control characters, direction overrides and isolates, invisible joiners that hide text. */
    private static final Pattern CONTROLS =
            Pattern.compile("[\\p{Cc}\\p{Zl}\\p{Zp}\\u200b\\u200e\\u200f\\u202a-\\u202e\\u2060-\\u206f\\ufeff]+");

    /** What mail programs would turn into a link of a stranger's choice. */
    private static final Pattern LINK = Pattern.compile("(?i)\\b[a-z][a-z0-9+.-]*://+|\\bwww\\.");

    private Words() {}

    /** One line without control characters. */
    static String clean(String text) {
        return CONTROLS.matcher(text).replaceAll(" ").replaceAll(" {2,}", " ").strip();
    }

    /** A name or a title that goes into a sentence: one line, of a bounded length, that no mail program makes a link of. */
    static String name(String text) {
        return name(text, BOUND);
    }

    /** A name of at most so many letters. */
    static String name(String text, int bound) {
        var clean = clean(LINK.matcher(clean(text)).replaceAll(""));
        return clean.codePointCount(0, clean.length()) <= bound
                ? clean
                : clean.substring(0, clean.offsetByCodePoints(0, bound)) + "…";
    }
}
