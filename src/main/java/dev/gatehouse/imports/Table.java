package dev.gatehouse.imports;

import de.siegmar.fastcsv.writer.CsvWriter;
import dev.gatehouse.platform.HarmlessText;
import dev.gatehouse.platform.PrintedSheet;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.dhatim.fastexcel.Workbook;

/** Rows of harmless text that are written to a file one after the other: what they take in memory does not grow. */
interface Table extends AutoCloseable {

    void write(List<String> cells) throws IOException;

    @Override
    void close() throws IOException;

    /** A CSV file; with the mark by which spreadsheets know UTF-8. */
    static Table csv(OutputStream target) throws IOException {
        var writer = new OutputStreamWriter(target, StandardCharsets.UTF_8);
        writer.write('\ufeff');
        var csv = CsvWriter.builder().build(writer);
        return new Table() {
            @Override
            public void write(List<String> cells) {
                csv.writeRecord(cells.stream().map(HarmlessText::of).toList());
            }

            @Override
            public void close() throws IOException {
                csv.close();
            }
        };
    }

    /** An xlsx file with one sheet. What is written first is its head, and its last column has room for sentences. */
    static Table xlsx(OutputStream target, String name) {
        var book = new Workbook(target, "Gatehouse", "1.0");
        var sheet = book.newWorksheet(name);
        sheet.freezePane(0, 1);
        PrintedSheet.list(sheet);
        return new Table() {
            private static final int FLUSHED = 2_000;
            private static final int WIDTH = 20;
            private static final int WIDEST = 80;
            private int row;

            @Override
            public void write(List<String> cells) throws IOException {
                if (row == 0)
                    for (var column = 0; column < cells.size(); column++) {
                        sheet.width(column, column == cells.size() - 1 ? WIDEST : WIDTH);
                        sheet.style(0, column).bold().set();
                    }
                for (var column = 0; column < cells.size(); column++)
                    if (!cells.get(column).isEmpty())
                        sheet.inlineString(row, column, HarmlessText.of(cells.get(column)));
                row++;
                if (row % FLUSHED == 0) sheet.flush();
            }

            @Override
            public void close() throws IOException {
                book.close();
            }
        };
    }
}
