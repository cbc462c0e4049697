package dev.gatehouse.imports;

import dev.gatehouse.platform.Refusal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import javax.xml.stream.XMLStreamConstants;
import org.jspecify.annotations.Nullable;

/**
 * The first sheet of an xlsx file that people see. Formulas count with the result that is stored; merged cells and formulas
 * without a result are refused, for what a person sees there would be lost.
 */
final class XlsxSheet implements Sheet {

    private static final int LAST_COLUMN = 16_384;

    private final XlsxPackage archive;
    private final XlsxXml xml;
    private final SharedStrings texts;
    private final CellFormats formats;
    private final boolean from1904;
    private final List<String> header;

    /** Where the header stands; merged cells above it are a title. */
    private final int headerNumber;

    private boolean heading = true;
    private int number;
    private int width = Sheets.COLUMNS;
    private String[] cells = new String[Sheets.COLUMNS];
    private boolean filled;
    private boolean inRows;
    private boolean ended;

    // The cell that is being read.
    private int column;
    private @Nullable String type;
    private int look;
    private boolean formula;
    private boolean collecting;
    private boolean spoken;
    private final StringBuilder text = new StringBuilder();

    private XlsxSheet(XlsxPackage archive, XlsxBook book, SharedStrings texts) throws IOException {
        this.archive = archive;
        this.texts = texts;
        this.from1904 = book.from1904();
        var styles = book.styles() == null ? null : archive.open(book.styles());
        if (styles == null) this.formats = CellFormats.none();
        else
            try (var xml = new XlsxXml(styles)) {
                this.formats = CellFormats.read(xml);
            }
        this.xml = XlsxBook.xml(archive, book.sheet());
        this.header = readHeader();
        this.headerNumber = number;
        this.width = header.size();
        this.heading = false;
    }

    /** Refuses what is no xlsx file, and what is damaged. */
    static Sheet open(Path file) throws IOException {
        var archive = new XlsxPackage(file);
        var texts = SharedStrings.NONE;
        try {
            var book = XlsxBook.of(archive);
            var part = book.texts() == null ? null : archive.open(book.texts());
            if (part != null) texts = SharedStrings.read(part, folder(file));
            return new XlsxSheet(archive, book, texts);
        } catch (IOException | RuntimeException wrong) {
            texts.close();
            archive.close();
            throw wrong;
        }
    }

    @Override
    public List<String> header() {
        return header;
    }

    @Override
    public @Nullable SheetRow next() {
        while (readRow()) if (filled) return new SheetRow(number, List.of(cells));
        return null;
    }

    @Override
    public void close() {
        xml.close();
        texts.close();
        try {
            archive.close();
        } catch (IOException closed) {
            throw new UncheckedIOException(closed);
        }
    }

    private List<String> readHeader() {
        while (readRow()) {
            if (!filled) continue;
            var last = cells.length - 1;
            while (cells[last].isEmpty()) last--;
            return List.of(Arrays.copyOf(cells, last + 1));
        }
        throw Sheets.refusal("imports.file.empty");
    }

    /** Goes to the end of the next row; false after the last, when the rest of the sheet has been looked at. */
    private boolean readRow() {
        while (!ended) {
            switch (xml.next()) {
                case XMLStreamConstants.START_ELEMENT -> begin(xml.name());
                case XMLStreamConstants.END_ELEMENT -> {
                    if (end(xml.name())) return true;
                }
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA, XMLStreamConstants.SPACE -> {
                    if (collecting) collect();
                }
                case XMLStreamConstants.END_DOCUMENT -> ended = true;
                default -> {}
            }
        }
        return false;
    }

    private void begin(String name) {
        switch (name) {
            case "sheetData" -> inRows = true;
            case "row" -> {
                if (inRows) beginRow();
            }
            case "c" -> {
                if (inRows) beginCell();
            }
            case "f" -> formula = true;
            case "v" -> collecting = belongs();
            case "t" -> collecting = belongs() && !spoken;
            case "rPh" -> spoken = true;
            case "mergeCell" -> checkMerged(xml.attribute("ref"));
            default -> {}
        }
    }

    private boolean end(String name) {
        switch (name) {
            case "c" -> {
                if (inRows && column < width) endCell();
            }
            case "v", "t" -> collecting = false;
            case "rPh" -> spoken = false;
            case "sheetData" -> inRows = false;
            case "row" -> {
                return inRows;
            }
            default -> {}
        }
        return false;
    }

    private void beginRow() {
        var said = CellNumber.integer(xml.attribute("r"));
        var next = said < 0 ? number + 1 : said;
        if (next > Sheets.ROWS) throw Sheets.refusal("imports.file.rows", Sheets.ROWS - 1);
        if (next <= number) throw Sheets.refusal("imports.file.damaged");
        number = next;
        column = -1;
        filled = false;
        cells = new String[width];
        Arrays.fill(cells, "");
    }

    private void beginCell() {
        var reference = xml.attribute("r");
        column = reference == null ? column + 1 : column(reference);
        type = xml.attribute("t");
        look = CellNumber.integer(xml.attribute("s"));
        formula = false;
        text.setLength(0);
    }

    /** What stands right of the header belongs to no column; a header may not go on for ever. */
    private boolean belongs() {
        if (inRows && heading && column >= width) throw Sheets.refusal("imports.file.columns", Sheets.COLUMNS);
        return inRows && column < width;
    }

    private void collect() {
        if (text.length() > CellText.LONGEST_RAW) throw tooLong();
        xml.appendTo(text);
    }

    private void endCell() {
        var cell = cell();
        if (cell.isEmpty()) return;
        if (cell.length() > CellText.LONGEST) throw tooLong();
        cells[column] = cell;
        filled = true;
    }

    private String cell() {
        var kind = type == null ? "n" : type;
        if (text.isEmpty()) {
            if (formula && !kind.equals("str")) throw Sheets.refusal("imports.file.formula", address(column, number));
            return "";
        }
        return switch (kind) {
            case "s" -> CellText.plain(texts.get(CellNumber.integer(text.toString())));
            case "n" -> CellNumber.text(text.toString().strip(), formats.get(look), from1904);
            case "b" -> text.charAt(0) == '1' ? "TRUE" : "FALSE";
            case "d" -> day(text.toString().strip());
            default -> CellText.plain(CellText.unescaped(text));
        };
    }

    /** ISO 8601, of which nobody wants midnight. */
    private static String day(String moment) {
        return moment.replaceFirst("T00:00(:00(\\.0+)?)?Z?$", "");
    }

    private Refusal tooLong() {
        return Sheets.refusal("imports.file.cell", address(column, number), CellText.LONGEST);
    }

    /** Merged cells that begin above the header's row are a title; those right of it belong to no column. */
    private void checkMerged(@Nullable String cells) {
        if (heading || cells == null) return;
        var colon = cells.indexOf(':');
        if (colon < 0 || cells.length() > 30) return;
        var last = cells.substring(colon + 1);
        if (row(last) >= headerNumber && column(cells.substring(0, colon)) < header.size())
            throw Sheets.refusal("imports.file.merged", cells);
    }

    /** The number of a column from 0; one that no spreadsheet has is beyond all others. */
    private static int column(String reference) {
        var column = 0;
        for (var at = 0; at < reference.length(); at++) {
            var letter = reference.charAt(at) & ~0x20;
            if (letter < 'A' || letter > 'Z') break;
            column = column * 26 + letter - 'A' + 1;
            if (column > LAST_COLUMN) return LAST_COLUMN;
        }
        if (column == 0) throw Sheets.refusal("imports.file.damaged");
        return column - 1;
    }

    private static int row(String reference) {
        var at = 0;
        while (at < reference.length() && !Character.isDigit(reference.charAt(at))) at++;
        return CellNumber.integer(reference.substring(at));
    }

    private static String address(int column, int row) {
        return Sheets.letters(column) + row;
    }

    private static Path folder(Path file) {
        var folder = file.toAbsolutePath().getParent();
        if (folder == null) throw new IllegalArgumentException("no folder");
        return folder;
    }
}
