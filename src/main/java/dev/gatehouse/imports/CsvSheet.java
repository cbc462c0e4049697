package dev.gatehouse.imports;

import de.siegmar.fastcsv.reader.AbstractBaseCsvCallbackHandler;
import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import dev.gatehouse.platform.Refusal;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** A CSV file: its characters and its separator are found, its quoted fields may have line breaks. */
final class CsvSheet implements Sheet {

    private static final String SEPARATORS = ";,\t";
    private static final int SAMPLE = 1 << 16;
    private static final int SAMPLED_ROWS = 50;

    /** A field with all its quotation marks doubled has room; one that never ends has none. */
    private static final int BUFFER = 1 << 17;

    private final CloseableIterator<Line> records;
    private final Fields fields;
    private final List<String> header;
    private int number;

    private CsvSheet(BufferedReader reader, char separator) {
        this.fields = new Fields();
        this.records = builder(separator).build(fields, reader).iterator();
        this.header = readHeader();
    }

    static CsvSheet open(Path file) throws IOException {
        var text = CsvText.of(file);
        var reader = text.reader(file);
        try {
            return new CsvSheet(reader, separator(reader));
        } catch (CharacterCodingException wrong) {
            reader.close();
            throw Sheets.refusal("imports.file.characters", 1);
        } catch (IOException | RuntimeException wrong) {
            reader.close();
            throw wrong;
        }
    }

    @Override
    public List<String> header() {
        return header;
    }

    @Override
    public @Nullable SheetRow next() {
        for (var row = record(); row != null; row = record()) {
            if (row.lastFilled < 0) continue;
            // A separator within a name that is not quoted moves all that follows into the wrong columns.
            if (row.lastFilled >= header.size()) throw Sheets.refusal("imports.file.wide", number, header.size());
            return new SheetRow(number, row.cells.subList(0, Math.min(row.cells.size(), header.size())));
        }
        return null;
    }

    @Override
    public void close() {
        try {
            records.close();
        } catch (IOException closed) {
            throw new UncheckedIOException(closed);
        }
    }

    private List<String> readHeader() {
        for (var row = record(); row != null; row = record())
            if (row.lastFilled >= 0) return List.copyOf(row.cells.subList(0, row.lastFilled + 1));
        throw Sheets.refusal("imports.file.empty");
    }

    private @Nullable Line record() {
        try {
            var row = records.next();
            if (++number > Sheets.ROWS) throw Sheets.refusal("imports.file.rows", Sheets.ROWS - 1);
            return row;
        } catch (NoSuchElementException end) {
            return null;
        } catch (CsvParseException wrong) {
            if (wrong.getCause() instanceof Refusal refusal) throw refusal;
            throw Sheets.refusal("imports.file.line", fields.line(), CellText.LONGEST);
        } catch (UncheckedIOException wrong) {
            if (wrong.getCause() instanceof CharacterCodingException)
                throw Sheets.refusal("imports.file.characters", fields.line());
            throw wrong;
        }
    }

    /** The one of {@code ; ,} and tab by which the first rows come out widest and most alike; {@code sep=} in the first line says it. */
    private static char separator(BufferedReader reader) throws IOException {
        var sample = new char[SAMPLE];
        reader.mark(SAMPLE + 1);
        var length = 0;
        for (var read = 0; read >= 0 && length < SAMPLE; length += Math.max(0, read))
            read = reader.read(sample, length, SAMPLE - length);
        reader.reset();
        var text = new String(sample, 0, length);
        for (var at = 0; at < length; at++) if (sample[at] == 0) throw Sheets.refusal("imports.file.binary");
        if (text.regionMatches(true, 0, "sep=", 0, 4) && length > 5 && (sample[5] == '\r' || sample[5] == '\n')) {
            reader.readLine();
            return sample[4] == '"' ? ',' : sample[4];
        }
        if (length == SAMPLE) text = text.substring(0, Math.max(text.lastIndexOf('\n'), text.lastIndexOf('\r')) + 1);
        var best = ',';
        var most = 0.0;
        for (var at = 0; at < SEPARATORS.length(); at++) {
            var candidate = SEPARATORS.charAt(at);
            var score = score(text, candidate);
            if (score > most) {
                most = score;
                best = candidate;
            }
        }
        return best;
    }

    private static double score(String text, char separator) {
        var widths = new ArrayList<Integer>();
        try (var rows =
                builder(separator).build(new Fields(), new StringReader(text)).iterator()) {
            while (widths.size() < SAMPLED_ROWS && rows.hasNext()) {
                var width = rows.next().cells.size();
                if (width > 0) widths.add(width);
            }
        } catch (CsvParseException | IOException wrong) {
            // What was readable up to there decides; the fault is told with its line when the row is read.
        }
        if (widths.isEmpty()) return 0;
        var header = widths.getFirst();
        var alike = widths.stream().filter(header::equals).count();
        return (header - 1) * (1.0 + alike) / widths.size();
    }

    private static CsvReader.CsvReaderBuilder builder(char separator) {
        return CsvReader.builder()
                .fieldSeparator(separator)
                .skipEmptyLines(false)
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .allowUnclosedQuote(false)
                .maxBufferSize(BUFFER);
    }

    private record Line(List<String> cells, int lastFilled) {}

    /** Makes cells of fields and keeps to the bounds. */
    private static final class Fields extends AbstractBaseCsvCallbackHandler<Line> {

        private List<String> cells = new ArrayList<>();
        private int lastFilled = -1;

        long line() {
            return Math.max(1, getStartingLineNumber());
        }

        @Override
        protected void handleBegin(long line) {
            cells = new ArrayList<>(cells.size());
            lastFilled = -1;
        }

        @Override
        protected void handleField(int index, char[] buffer, int offset, int length, boolean quoted) {
            if (index >= Sheets.COLUMNS) throw Sheets.refusal("imports.file.columns", Sheets.COLUMNS);
            if (length > CellText.LONGEST) throw Sheets.refusal("imports.file.line", line(), CellText.LONGEST);
            var cell = CellText.plain(new String(buffer, offset, length));
            if (cell.indexOf('\0') >= 0) throw Sheets.refusal("imports.file.binary");
            cells.add(cell);
            if (!cell.isEmpty()) lastFilled = index;
        }

        @Override
        protected Line buildRecord() {
            return new Line(cells, lastFilled);
        }
    }
}
