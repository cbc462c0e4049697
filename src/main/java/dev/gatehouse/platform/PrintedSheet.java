package dev.gatehouse.platform;

import org.dhatim.fastexcel.PaperSize;
import org.dhatim.fastexcel.Worksheet;

/** How a sheet comes out of a printer: across the page, and no wider than one. Said before its rows are flushed. */
public final class PrintedSheet {

    private PrintedSheet() {}

    /** A list, with its head on every page. */
    public static void list(Worksheet sheet) {
        text(sheet);
        sheet.repeatRows(0);
    }

    /** A sheet that is read from its top. */
    public static void text(Worksheet sheet) {
        sheet.pageOrientation("landscape");
        sheet.paperSize(PaperSize.A4_PAPER);
        sheet.setFitToPage(true);
        sheet.fitToWidth((short) 1);
        sheet.fitToHeight((short) 0);
    }
}
