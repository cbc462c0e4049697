package dev.gatehouse.imports;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.platform.Refusal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process with 48 MB reads files that were made to harm: it survives each, soon, and says what is wrong. */
class HostileFilesTest {

    private static final Path FIXTURES = Path.of("src/test/resources/imports");

    @TempDir
    private static Path folder;

    private static final Map<String, Outcome> OUTCOMES = new HashMap<>();

    private record Outcome(int rows, String what, long millis) {}

    @BeforeAll
    static void readAll() throws IOException, InterruptedException {
        new HostileFiles(folder).makeAll();
        for (var name : List.of(
                "libreoffice-old.xls",
                "libreoffice.ods",
                "libreoffice-password.xlsx",
                "openpyxl-merged.xlsx",
                "openpyxl-formulas.xlsx")) Files.copy(FIXTURES.resolve(name), folder.resolve(name));
        var process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx48m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        ReadAll.class.getName(),
                        folder.toString())
                .redirectErrorStream(true)
                .start();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        for (var line : said.lines().toList()) {
            var cells = line.split("\t", -1);
            if (cells.length == 4)
                OUTCOMES.put(cells[0], new Outcome(Integer.parseInt(cells[1]), cells[2], Long.parseLong(cells[3])));
        }
    }

    @Test
    @DisplayName(
            "CRE-4 a file that unpacks to a thousand times its size is left at the bound, wherever in it that lies")
    void bombs() {
        assertRefused("imports.file.large[]", "bomb-rows.xlsx", "many-entries.xlsx");
    }

    @Test
    @DisplayName("CRE-4 cells, attributes, names and comments of 60 MB, millions of names and depths take no memory")
    void giants() {
        assertRefused("imports.file.cell[A2, 32767]", "long-cell.xlsx", "long-cdata.xlsx");
        assertRefused("imports.file.text[32767]", "long-text.xlsx", "bomb-texts.xlsx");
        assertRefused(
                "imports.file.damaged[]",
                "long-attribute.xlsx",
                "long-name.xlsx",
                "long-comment.xlsx",
                "many-names.xlsx",
                "many-attributes.xlsx",
                "deep.xlsx");
        assertRead(1, "many-texts.xlsx");
        assertRefused("imports.file.line[2, 32767]", "line.csv", "quotes.csv");
    }

    @Test
    @DisplayName("CRE-4 a million columns are refused, and a cell in a column that no spreadsheet has belongs to none")
    void columns() {
        assertRefused("imports.file.columns[200]", "million-columns.xlsx", "far-header.xlsx", "separators.csv");
        assertRead(1, "far-column.xlsx");
    }

    @Test
    @DisplayName("CRE-4 rows that no spreadsheet has, and rows out of their order, are refused")
    void rows() {
        assertRefused("imports.file.rows[1048575]", "far-row.xlsx", "blank.csv");
        assertRefused("imports.file.damaged[]", "backwards.xlsx");
    }

    @Test
    @DisplayName("CRE-4 document types and entities are refused: nothing is fetched, expanded or shown")
    void entities() {
        assertRefused("imports.file.damaged[]", "xxe.xlsx", "xxe-texts.xlsx", "laughs.xlsx", "entity.xlsx");
    }

    @Test
    @DisplayName("CRE-4 references out of the archive lead nowhere")
    void outside() {
        assertRefused("imports.file.other[]", "external.xlsx");
        assertRefused("imports.file.damaged[]", "outside.xlsx");
    }

    @Test
    @DisplayName(
            "CRE-4 other formats each get a sentence: old Excel, protected, OpenDocument, Word, binary, archives, bytes")
    void others() {
        assertRefused("imports.file.old[]", "libreoffice-old.xls");
        assertRefused("imports.file.locked[]", "libreoffice-password.xlsx");
        assertRefused("imports.file.other[]", "libreoffice.ods", "document.docx", "binary.xlsb", "pictures.zip");
        assertRefused("imports.file.binary[]", "binary.csv");
    }

    @Test
    @DisplayName(
            "CRE-4 an archive that is cut off or has another letter than when it was saved is refused, be it at its end")
    void damaged() {
        assertRefused("imports.file.damaged[]", "truncated.xlsx", "harmed.xlsx");
    }

    @Test
    @DisplayName("CRE-4 merged cells and formulas without their result are refused with the place")
    void lost() {
        assertRefused("imports.file.merged[B2:B4]", "openpyxl-merged.xlsx");
        assertRefused("imports.file.formula[C2]", "openpyxl-formulas.xlsx");
    }

    @Test
    @DisplayName("CRE-4 numbers that fill the screen when they are written out stay as they are")
    void wildNumbers() {
        assertRefused("imports.file.damaged[]", "wild-number.xlsx");
        assertThat(CellNumber.text("1E999999999", CellFormats.Format.GENERAL, false))
                .isEqualTo("1E999999999");
        assertThat(CellNumber.text("1E-999999999", CellFormats.Format.GENERAL, false))
                .isEqualTo("1E-999999999");
        assertThat(CellNumber.text("NaN", CellFormats.Format.GENERAL, false)).isEqualTo("NaN");
    }

    @Test
    @DisplayName("CRE-4 whatever bytes of a file are changed, it is read or refused, never a fault")
    void changed() throws IOException {
        var random = new Random(4);
        for (var name : List.of("openpyxl.xlsx", "libreoffice.xlsx", "libreoffice-password.xlsx", "excel-unicode.txt"))
            for (var round = 0; round < 200; round++) {
                var bytes = Files.readAllBytes(FIXTURES.resolve(name));
                for (var changes = random.nextInt(4); changes >= 0; changes--)
                    bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
                var length = random.nextInt(10) == 0 ? random.nextInt(bytes.length) : bytes.length;
                var file = Files.write(folder.resolve("changed"), Arrays.copyOf(bytes, length));
                try (var sheet = Sheets.open(file, name)) {
                    for (var row = sheet.next(); row != null; row = sheet.next())
                        assertThat(row.cells()).hasSizeLessThanOrEqualTo(200);
                } catch (Refusal refused) {
                    assertThat(refused.code()).startsWith("imports.file.");
                }
            }
        try (var left = Files.list(folder)) {
            assertThat(left.filter(path -> path.toString().endsWith(".tmp"))).isEmpty();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static void assertRefused(String what, String... names) {
        for (var name : names) assertThat(soon(name).what()).as(name).isEqualTo(what);
    }

    private static void assertRead(int rows, String name) {
        assertThat(soon(name).what()).as(name).isEqualTo("read");
        assertThat(soon(name).rows()).as(name).isEqualTo(rows);
    }

    private static Outcome soon(String name) {
        var outcome = requireNonNull(OUTCOMES.get(name), name);
        assertThat(outcome.millis()).as(name).isLessThan(20_000);
        return outcome;
    }
}
