package dev.gatehouse.platform;

import java.text.Normalizer;
import java.util.regex.Pattern;

/**
 * Names and other single lines that people type and others read. Characters that would break out of a line, a mail header
 * or the direction of the text around are refused; everything else, in any script, is kept as given.
 */
public final class OneLine {

    /** Controls, halves of characters, line and paragraph separators, and the marks that turn the direction of what follows (bidi embeddings and isolates). */
    private static final Pattern UNWANTED =
            Pattern.compile("[\\p{Cc}\\p{Cs}\\u2028\\u2029\\u200E\\u200F\\u061C\\u202A-\\u202E\\u2066-\\u2069\\uFEFF]");

    /** What leaves a mark on the page; the fillers are letters to Unicode, and blank to people. */
    private static final Pattern VISIBLE =
            Pattern.compile("[\\p{L}\\p{N}\\p{P}\\p{S}&&[^\\u115F\\u1160\\u2800\\u3164\\uFFA0]]");

    private OneLine() {}

    /** The text without space around it. Refuses at its field: {@code <code>.empty}, also where nothing of it can be seen, {@code <code>.long} or {@code <code>.characters}. */
    public static String require(String field, String code, String text, int most) {
        var line = Normalizer.normalize(text.strip(), Normalizer.Form.NFC);
        if (!VISIBLE.matcher(line).find()) throw Refusal.input(field, code + ".empty");
        if (line.codePointCount(0, line.length()) > most) throw Refusal.input(field, code + ".long", most);
        if (UNWANTED.matcher(line).find()) throw Refusal.input(field, code + ".characters");
        return line;
    }
}
