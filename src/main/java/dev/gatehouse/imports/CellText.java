package dev.gatehouse.imports;

import dev.gatehouse.platform.HarmlessText;
import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a cell says, whatever wrote it. */
final class CellText {

    /** The most characters that a spreadsheet lets a cell have. */
    static final int LONGEST = 32_767;

    /** With room for the characters that xlsx writes as seven. */
    static final int LONGEST_RAW = LONGEST * 8;

    /** How xlsx writes what XML cannot (ECMA-376 part 1, 22.9.2.19). */
    private static final Pattern ESCAPE = Pattern.compile("_x([0-9A-Fa-f]{4})_");

    private static final Pattern ERROR = Pattern.compile(
            "#(NULL!|DIV/0!|VALUE!|REF!|NAME\\?|NUM!|N/A|GETTING_DATA|SPILL!|CALC!|FIELD!|BLOCKED!|CONNECT!|UNKNOWN!|BUSY!)");

    private CellText() {}

    /** Whether a spreadsheet shows that its own formula went wrong there; such a cell says nothing about a person. */
    static boolean isError(String cell) {
        return !cell.isEmpty() && cell.charAt(0) == '#' && ERROR.matcher(cell).matches();
    }

    /** Without space around it, the no-break and invisible kinds too, and without the apostrophe that kept it from being run. */
    static String plain(String cell) {
        // First what an export put there: space behind its apostrophe is part of what it stands before.
        if (!cell.isEmpty() && cell.charAt(0) == '\'') return trimmed(HarmlessText.restore(cell));
        var text = trimmed(cell);
        if (text.isEmpty()) return text;
        return text.charAt(0) == '\'' ? trimmed(HarmlessText.restore(text)) : CellNumber.repaired(text);
    }

    /** What is compared where people may write a word as they like: letters and digits alone, without case and accents. */
    static String folded(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFKD)
                .toLowerCase(Locale.ROOT)
                .codePoints()
                // An Arabic letter may be drawn long with as many of U+0640 as one likes.
                .filter(letter -> Character.isLetterOrDigit(letter) && letter != 0x640)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString()
                .replace("ß", "ss");
    }

    /** A text of an xlsx file without its escapes. */
    static String unescaped(StringBuilder text) {
        if (text.indexOf("_x") < 0) return text.toString();
        return ESCAPE.matcher(text).replaceAll(escape -> {
            var sign = (char) Integer.parseInt(escape.group(1), 16);
            // No text of a database holds that one; it stays as it is written.
            return Matcher.quoteReplacement(sign == 0 ? escape.group() : String.valueOf(sign));
        });
    }

    private static String trimmed(String cell) {
        var from = 0;
        var to = cell.length();
        while (from < to && blank(cell.charAt(from))) from++;
        while (from < to && blank(cell.charAt(to - 1))) to--;
        return cell.substring(from, to);
    }

    private static boolean blank(char sign) {
        return sign <= ' '
                || (sign >= '\u0080'
                        && (Character.isWhitespace(sign)
                                || Character.isSpaceChar(sign)
                                || Character.isISOControl(sign)
                                || sign == '\u200b'
                                || sign == '\ufeff'));
    }
}
