package dev.gatehouse.console;

import java.text.BreakIterator;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The picture of people who have none: initials in any script, on a colour that stays the same. */
public final class Avatars {

    private static final int HUES = 8;

    /** Keeps two letters of a joined script apart, as Arabic initials are written. */
    private static final String APART = "\u200c";

    private Avatars() {}

    /** The first letters of the first and the last word; "?" for a name without any. */
    public static String initials(@Nullable String name) {
        var words = name == null ? "" : name.strip();
        if (words.isEmpty()) return "?";
        var last = words.substring(words.lastIndexOf(' ') + 1);
        if (last.length() == words.length()) return letter(words);
        return letter(words) + (joins(last) ? APART : "") + letter(last);
    }

    /** A number from 0 to 7 for whatever stands for the person and does not change. */
    public static int hue(String seed) {
        return Math.floorMod(seed.hashCode() * 31 + seed.length(), HUES);
    }

    private static boolean joins(String word) {
        return Character.getDirectionality(word.codePointAt(0)) == Character.DIRECTIONALITY_RIGHT_TO_LEFT_ARABIC;
    }

    /** A letter with its marks, as readers see it. */
    private static String letter(String word) {
        var breaks = BreakIterator.getCharacterInstance(Locale.ROOT);
        breaks.setText(word);
        return word.substring(0, breaks.next()).toUpperCase(Locale.ROOT);
    }
}
