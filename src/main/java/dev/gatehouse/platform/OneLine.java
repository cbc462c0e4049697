package dev.gatehouse.platform;

import java.text.Normalizer;

/**
 * Names and other single lines that people type and others read. Characters that would break out of a line, a mail header
 * or the direction of the text around are refused; everything else, in any script, is kept as given.
 */
public final class OneLine {

    /** Letters, numbers, punctuation and symbols leave a mark on the page; but of the letters these are blank to people. */
    private static final String BLANK = "\u115F\u1160\u2800\u3164\uFFA0";

    private static final int VISIBLE = types(
            Character.UPPERCASE_LETTER,
            Character.LOWERCASE_LETTER,
            Character.TITLECASE_LETTER,
            Character.MODIFIER_LETTER,
            Character.OTHER_LETTER,
            Character.DECIMAL_DIGIT_NUMBER,
            Character.LETTER_NUMBER,
            Character.OTHER_NUMBER,
            Character.DASH_PUNCTUATION,
            Character.START_PUNCTUATION,
            Character.END_PUNCTUATION,
            Character.CONNECTOR_PUNCTUATION,
            Character.OTHER_PUNCTUATION,
            Character.INITIAL_QUOTE_PUNCTUATION,
            Character.FINAL_QUOTE_PUNCTUATION,
            Character.MATH_SYMBOL,
            Character.CURRENCY_SYMBOL,
            Character.MODIFIER_SYMBOL,
            Character.OTHER_SYMBOL);

    /** Controls, halves of characters, line and paragraph separators. */
    private static final int UNWANTED =
            types(Character.CONTROL, Character.SURROGATE, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR);

    /** The marks that turn the direction of what follows (bidi embeddings and isolates), and the mark of a byte order. */
    private static final String TURNING =
            "\u200E\u200F\u061C\u202A\u202B\u202C\u202D\u202E\u2066\u2067\u2068\u2069\uFEFF";

    private OneLine() {}

    /** The text without space around it. Refuses at its field: {@code <code>.empty}, also where nothing of it can be seen, {@code <code>.long} or {@code <code>.characters}. */
    public static String require(String field, String code, String text, int most) {
        var line = Normalizer.normalize(text.strip(), Normalizer.Form.NFC);
        if (line.codePoints().noneMatch(OneLine::visible)) throw Refusal.input(field, code + ".empty");
        if (line.codePointCount(0, line.length()) > most) throw Refusal.input(field, code + ".long", most);
        if (line.codePoints().anyMatch(OneLine::unwanted)) throw Refusal.input(field, code + ".characters");
        return line;
    }

    private static boolean visible(int sign) {
        return (VISIBLE >> Character.getType(sign) & 1) == 1 && BLANK.indexOf(sign) < 0;
    }

    private static boolean unwanted(int sign) {
        return (UNWANTED >> Character.getType(sign) & 1) == 1 || TURNING.indexOf(sign) >= 0;
    }

    private static int types(byte... types) {
        var mask = 0;
        for (var type : types) mask |= 1 << type;
        return mask;
    }
}
