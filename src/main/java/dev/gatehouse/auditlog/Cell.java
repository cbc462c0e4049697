package dev.gatehouse.auditlog;

/** Cells of a download that a spreadsheet will not run as a formula (OWASP, CSV injection). */
final class Cell {

    private static final String BEGINNINGS = "=+-@\t\r\n";

    private Cell() {}

    /** The text; behind an apostrophe where a spreadsheet would read it as a formula, also behind marks that one does not see. */
    static String safe(String text) {
        var seen = text.codePoints()
                .filter(c -> !Character.isWhitespace(c) || c == '\t' || c == '\r' || c == '\n')
                .filter(c -> Character.getType(c) != Character.FORMAT)
                .findFirst();
        return seen.isPresent() && BEGINNINGS.indexOf(seen.getAsInt()) >= 0 ? "'" + text : text;
    }
}
