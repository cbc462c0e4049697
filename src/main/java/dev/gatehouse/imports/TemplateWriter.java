package dev.gatehouse.imports;

import de.siegmar.fastcsv.writer.CsvWriter;
import dev.gatehouse.platform.HarmlessText;
import dev.gatehouse.platform.PrintedSheet;
import dev.gatehouse.platform.Texts;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.text.DecimalFormatSymbols;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.IntStream;
import org.dhatim.fastexcel.BorderSide;
import org.dhatim.fastexcel.BorderStyle;
import org.dhatim.fastexcel.DataValidationErrorStyle;
import org.dhatim.fastexcel.VisibilityState;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.springframework.stereotype.Component;

/** The list to download, fill in and upload (CRE-4): a header in the reader's language, an example, and what may stand where. */
@Component
class TemplateWriter {

    private static final String HEADER_FILL = "E7EEF7";
    private static final String EXAMPLE_INK = "667382";
    private static final String LINE = "C8D3E1";
    private static final int[] HELP_WIDTHS = {32, 48, 96};
    private static final double LINE_HEIGHT = 15;

    private final TemplateColumns columns;

    TemplateWriter(TemplateColumns columns) {
        this.columns = columns;
    }

    /** A sheet to fill in, one that explains it, and a hidden one with what the others offer to choose. */
    void xlsx(Offer offer, Texts.Language language, OutputStream target) throws IOException {
        var all = columns.of(offer, language);
        try (var book = new Workbook(target, "Gatehouse", "1.0")) {
            var people = sheet(book, "people", language);
            var help = sheet(book, "help", language);
            var lists = sheet(book, "lists", language);
            lists.setVisibilityState(VisibilityState.HIDDEN);
            people.freezePane(0, 1);
            PrintedSheet.list(people);
            for (var column = 0; column < all.size(); column++) {
                write(people, column, all.get(column));
                offer(people, lists, column, all.get(column).choices(), language);
            }
            explain(help, all, language);
            people.finish();
            help.finish();
            lists.finish();
        }
    }

    /** The header and the example, as a spreadsheet of the reader's language opens it. */
    void csv(Offer offer, Texts.Language language, OutputStream target) throws IOException {
        var all = columns.of(offer, language);
        var writer = new OutputStreamWriter(target, StandardCharsets.UTF_8);
        // Without the mark, spreadsheets take UTF-8 for the characters of the system.
        writer.write('\ufeff');
        var decimal = DecimalFormatSymbols.getInstance(language.locale()).getDecimalSeparator();
        try (var csv =
                CsvWriter.builder().fieldSeparator(decimal == '.' ? ',' : ';').build(writer)) {
            csv.writeRecord(all.stream().map(TemplateColumn::label).toList());
            csv.writeRecord(all.stream().map(TemplateWriter::harmless).toList());
        }
    }

    /** A number that begins with its country would be reckoned with. What is chosen from a list is harmless already. */
    private static String harmless(TemplateColumn column) {
        return column.choices().isEmpty() ? HarmlessText.of(column.example()) : column.example();
    }

    private static Worksheet sheet(Workbook book, String key, Texts.Language language) {
        var sheet = book.newWorksheet(language.text("imports.template." + key));
        if (language.rightToLeft()) sheet.rightToLeft();
        return sheet;
    }

    private static void write(Worksheet sheet, int at, TemplateColumn column) {
        sheet.width(
                at,
                Math.clamp(Math.max(column.label().length(), column.example().length()) + 4L, 16, 44));
        sheet.style(at).format(column.format()).set();
        head(sheet, 0, at, column.label());
        var example = column.example();
        switch (column.format()) {
            case TemplateColumn.NUMBER -> sheet.value(1, at, Integer.valueOf(example));
            case TemplateColumn.DATE -> sheet.value(1, at, LocalDate.parse(example));
            default -> sheet.inlineString(1, at, example);
        }
        sheet.style(1, at)
                .italic()
                .fontColor(EXAMPLE_INK)
                .format(column.format())
                .set();
    }

    private static void head(Worksheet sheet, int row, int column, String text) {
        sheet.inlineString(row, column, text);
        sheet.style(row, column)
                .bold()
                .fillColor(HEADER_FILL)
                .borderStyle(BorderSide.BOTTOM, BorderStyle.THIN)
                .borderColor(BorderSide.BOTTOM, LINE)
                .verticalAlignment("center")
                .format(TemplateColumn.TEXT)
                .set();
    }

    private static void offer(
            Worksheet people, Worksheet lists, int column, List<String> choices, Texts.Language language) {
        if (choices.isEmpty()) return;
        for (var row = 0; row < choices.size(); row++) lists.inlineString(row, column, choices.get(row));
        var letters = Sheets.letters(column);
        var cells = "'%s'!$%s$1:$%s$%d".formatted(lists.getName(), letters, letters, choices.size());
        people.range(1, column, Worksheet.MAX_ROWS - 1, column)
                .validateWithListByFormula(cells)
                .allowBlank(true)
                .errorStyle(DataValidationErrorStyle.STOP)
                .showErrorMessage(true)
                .errorTitle(language.text("imports.template.choose.title"))
                .error(language.text("imports.template.choose"));
    }

    private static void explain(Worksheet help, List<TemplateColumn> all, Texts.Language language) {
        for (var column = 0; column < HELP_WIDTHS.length; column++) help.width(column, HELP_WIDTHS[column]);
        PrintedSheet.text(help);
        say(help, 0, 0, language.text("imports.template.title"), language);
        help.range(0, 0, 0, HELP_WIDTHS.length - 1).merge();
        help.style(0, 0).bold().fontSize(14).set();
        help.rowHeight(0, LINE_HEIGHT * 2);
        var people = language.text("imports.template.people");
        var sentences = List.of(
                language.unmarked("imports.template.rows", people),
                language.unmarked(
                        "imports.template.example", ExampleRow.firstName(language), ExampleRow.lastName(language)),
                language.text("imports.template.needed"),
                language.text("imports.template.next"),
                language.text("imports.template.save"));
        var row = 1;
        for (var sentence : sentences) {
            say(help, row, 0, sentence, language);
            help.range(row, 0, row, HELP_WIDTHS.length - 1).merge();
            help.rowHeight(row++, height(sentence, IntStream.of(HELP_WIDTHS).sum()) + LINE_HEIGHT / 3);
        }
        row++;
        var heads = List.of("column", "need", "meaning");
        for (var column = 0; column < heads.size(); column++)
            head(help, row, column, language.text("imports.template." + heads.get(column)));
        for (var column : all) {
            row++;
            var cells = List.of(column.label(), column.need(), column.help());
            var height = LINE_HEIGHT;
            for (var at = 0; at < cells.size(); at++) {
                say(help, row, at, cells.get(at), language);
                height = Math.max(height, height(cells.get(at), HELP_WIDTHS[at]));
            }
            help.rowHeight(row, height);
        }
    }

    private static void say(Worksheet help, int row, int column, String text, Texts.Language language) {
        help.inlineString(row, column, inDirection(text, language));
        help.style(row, column)
                .wrapText(true)
                .verticalAlignment("top")
                .horizontalAlignment(language.rightToLeft() ? "right" : "left")
                .set();
    }

    /** Cells do not say in which direction their text runs, and some spreadsheets take it to be from the left. */
    private static String inDirection(String text, Texts.Language language) {
        return language.rightToLeft() ? "\u2067" + text + "\u2069" : text;
    }

    /** Not every spreadsheet makes room for lines that are wrapped. */
    private static double height(String text, int width) {
        var length = text.codePoints()
                .mapToDouble(letter -> Character.isIdeographic(letter) || letter >= 0x3000 ? 2 : 1)
                .sum();
        return LINE_HEIGHT * Math.ceil(length / width);
    }
}
