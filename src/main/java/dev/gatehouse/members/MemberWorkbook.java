package dev.gatehouse.members;

import dev.gatehouse.platform.PrintedSheet;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.regex.Pattern;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;

/** A workbook that is written row by row: inline strings and flushed rows, so that nothing of it stays in memory. */
final class MemberWorkbook {

    /** Without its head. Excel's own bound is 1,048,576 rows. */
    static final int ROWS_OF_A_SHEET = 1_000_000;

    /** Excel's own bound; it takes a file with a longer cell for a broken one. */
    private static final int LONGEST = 32_767;

    /** Texts repeat themselves so much that the quickest way makes them hardly larger. */
    private static final int QUICKEST = 1;

    private static final int ROWS_KEPT = 500;
    private static final int WIDTH = 20;

    /** What XML cannot say, and what looks like the way in which xlsx says it nevertheless (ECMA-376 part 1, 22.9.2.19). */
    private static final Pattern UNSPEAKABLE = Pattern.compile(
            "[\\x00-\\x08\\x0B-\\x1F\\uFFFE\\uFFFF]|[\\uD800-\\uDBFF](?![\\uDC00-\\uDFFF])|(?<![\\uD800-\\uDBFF])[\\uDC00-\\uDFFF]|_(?=x[0-9A-Fa-f]{4}_)");

    private final Workbook book;
    private final List<String> head;
    private final int rowsOfASheet;
    private Worksheet sheet;
    private int sheets = 1;
    private int row;

    MemberWorkbook(OutputStream target, List<String> head, int rowsOfASheet) {
        this.book = new Workbook(target, "Gatehouse", "1.0");
        this.head = head;
        this.rowsOfASheet = rowsOfASheet;
        book.setCompressionLevel(QUICKEST);
        this.sheet = open();
    }

    private Worksheet open() {
        row = 0;
        var opened = book.newWorksheet(sheets == 1 ? "Members" : "Members " + sheets);
        for (var column = 0; column < head.size(); column++) {
            opened.inlineString(0, column, text(head.get(column)));
            opened.style(0, column).bold().set();
            opened.width(column, WIDTH);
        }
        opened.freezePane(0, 1);
        PrintedSheet.list(opened);
        return opened;
    }

    void write(List<String> cells) throws IOException {
        if (row == rowsOfASheet) {
            sheet.finish();
            sheets++;
            sheet = open();
        }
        row++;
        for (var column = 0; column < cells.size(); column++)
            if (!cells.get(column).isEmpty()) sheet.inlineString(row, column, text(cells.get(column)));
        if (row % ROWS_KEPT == 0) sheet.flush();
    }

    /** Without this the file is no workbook. */
    void finish() throws IOException {
        sheet.finish();
        book.close();
    }

    private static String text(String cell) {
        var text = cell.length() > LONGEST ? cell.substring(0, LONGEST - 1) + "…" : cell;
        for (var at = 0; at < text.length(); at++) {
            var sign = text.charAt(at);
            if (sign < ' ' || sign == '_' || sign >= '\uD800')
                return UNSPEAKABLE
                        .matcher(text)
                        .replaceAll(
                                found -> "_x%04X_".formatted((int) found.group().charAt(0)));
        }
        return text;
    }
}
