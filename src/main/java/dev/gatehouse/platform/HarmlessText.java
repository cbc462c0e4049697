package dev.gatehouse.platform;

/**
 * Text for the cells of a CSV or xlsx file that people open in a spreadsheet: an apostrophe stands before what the
 * spreadsheet would take for a formula, and is taken off when the file is read again.
 */
public final class HarmlessText {

    /** What begins a formula, in the wide forms too. */
    private static final String FORMULA = "=+-@＝＋－＠";

    private HarmlessText() {}

    /**
     * What is safe to open. What begins with apostrophes itself gets one more where a formula follows them, so that
     * {@link #restore} gives back every text.
     */
    public static String of(String text) {
        return risky(text) ? "'" + text : text;
    }

    /** The text that {@link #of} was given. */
    public static String restore(String cell) {
        return !cell.isEmpty() && cell.charAt(0) == '\'' && risky(cell) ? cell.substring(1) : cell;
    }

    private static boolean risky(String text) {
        var at = 0;
        while (at < text.length() && (text.charAt(at) == '\'' || Character.isWhitespace(text.charAt(at)))) at++;
        if (at == text.length()) return false;
        return FORMULA.indexOf(text.charAt(at)) >= 0 || controlAfterApostrophes(text);
    }

    private static boolean controlAfterApostrophes(String text) {
        var at = 0;
        while (text.charAt(at) == '\'') at++;
        return Character.isISOControl(text.charAt(at));
    }
}
