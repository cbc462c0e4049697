package dev.gatehouse.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.platform.Refusal;
import dev.gatehouse.platform.Texts;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** CSV as spreadsheets, databases and people write it. */
class CsvTest {

    private static final Charset WINDOWS_1252 = Charset.forName("windows-1252");

    @TempDir
    private Path folder;

    @Test
    @DisplayName("CRE-4 comma, semicolon and tab are found by themselves, also where a name holds another of them")
    void separators() throws IOException {
        for (var separator : List.of(",", ";", "\t")) {
            var rows = rows("""
                    First name|Last name|E-mail
                    Ada|"Lovelace, Countess; of King"|ada@example.com
                    Grace|Hopper|grace@example.com
                    """.replace("|", separator).getBytes(StandardCharsets.UTF_8));
            assertThat(rows)
                    .containsExactly(
                            List.of("First name", "Last name", "E-mail"),
                            List.of("Ada", "Lovelace, Countess; of King", "ada@example.com"),
                            List.of("Grace", "Hopper", "grace@example.com"));
        }
        assertThat(rows("sep=|\r\na|b,c\r\n1|2\r\n".getBytes(StandardCharsets.UTF_8)))
                .containsExactly(List.of("a", "b,c"), List.of("1", "2"));
        assertThat(rows("E-mail\nada@example.com\n".getBytes(StandardCharsets.UTF_8)))
                .containsExactly(List.of("E-mail"), List.of("ada@example.com"));
    }

    @Test
    @DisplayName("CRE-4 UTF-8, UTF-16 and Windows-1252 are found by themselves, with and without a mark")
    void characters() throws IOException {
        var text = "Vorname;Nachname\r\nJürgen;Größe – €\r\n";
        var expected = List.of(List.of("Vorname", "Nachname"), List.of("Jürgen", "Größe – €"));
        for (var charset :
                List.of(StandardCharsets.UTF_8, StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE, WINDOWS_1252)) {
            assertThat(rows(text.getBytes(charset))).as(charset.name()).isEqualTo(expected);
            if (!charset.equals(WINDOWS_1252))
                assertThat(rows(("\ufeff" + text).getBytes(charset)))
                        .as(charset.name() + " with a mark")
                        .isEqualTo(expected);
        }
        assertThat(rows("名,姓\n太郎,山田\n".getBytes(StandardCharsets.UTF_16LE)))
                .containsExactly(List.of("名", "姓"), List.of("太郎", "山田"));
    }

    @Test
    @DisplayName("CRE-4 Windows-1252 is known by the only umlaut, in the last of 70,000 rows")
    void lastUmlaut() throws IOException {
        var text = new StringBuilder("Vorname;Nachname\r\n");
        for (var row = 0; row < 70_000; row++) text.append("Ada;Lovelace\r\n");
        text.append("Jürgen;Müller\r\n");
        var rows = rows(text.toString().getBytes(WINDOWS_1252));
        assertThat(rows).hasSize(70_002).last().isEqualTo(List.of("Jürgen", "Müller"));
    }

    @Test
    @DisplayName(
            "CRE-4 quoted fields hold separators, quotation marks and line breaks; rows are counted as a spreadsheet does")
    void quoted() throws IOException {
        var file = write("""
                name,note

                "Ada ""the first""\","two
                lines"
                ,,
                Grace,x
                """.getBytes(StandardCharsets.UTF_8));
        try (var sheet = Sheets.open(file, "people.csv")) {
            assertThat(sheet.next()).isEqualTo(new SheetRow(3, List.of("Ada \"the first\"", "two\nlines")));
            assertThat(sheet.next()).isEqualTo(new SheetRow(5, List.of("Grace", "x")));
            assertThat(sheet.next()).isNull();
        }
    }

    @Test
    @DisplayName("CRE-4 lines end as on any machine, old Macs too, and the last one needs no end")
    void lineEnds() throws IOException {
        for (var end : List.of("\n", "\r\n", "\r"))
            assertThat(rows(String.join(end, "a,b", "1,2", "3,4").getBytes(StandardCharsets.UTF_8)))
                    .containsExactly(List.of("a", "b"), List.of("1", "2"), List.of("3", "4"));
    }

    @Test
    @DisplayName(
            "CRE-4 zeros in front stay, space around goes, the apostrophe that an export put before a formula is taken off")
    void plain() throws IOException {
        assertThat(rows("phone,name\n 0049170 ,'+49 170\n\u00a0007\u00a0,'=1+1\n'x,'t Hart\n"
                        .getBytes(StandardCharsets.UTF_8)))
                .containsExactly(
                        List.of("phone", "name"),
                        List.of("0049170", "+49 170"),
                        List.of("007", "=1+1"),
                        List.of("'x", "'t Hart"));
    }

    @Test
    @DisplayName("CRE-4 a quotation mark that never closes is told with its line, in a small file and in one of 60 MB")
    void unclosed() throws IOException {
        assertRefused("a,b\n1,2\n3,\"4\n5,6\n".getBytes(StandardCharsets.UTF_8), "imports.file.line", 3L, 32_767);
        assertRefused("a,b\n1,\"2\"x\n".getBytes(StandardCharsets.UTF_8), "imports.file.line", 2L, 32_767);
        var text = new StringBuilder("a,b\n1,\"");
        while (text.length() < 60_000_000) text.append("5,6\n");
        var bytes = text.toString().getBytes(StandardCharsets.UTF_8);
        assertRefused(bytes, "imports.file.line", 2L, 32_767);
    }

    @Test
    @DisplayName("CRE-4 a field has at most 32,767 characters")
    void longField() throws IOException {
        assertThat(rows(("a,b\n1," + "x".repeat(32_767) + "\n").getBytes(StandardCharsets.UTF_8)))
                .hasSize(2);
        assertRefused(
                ("a,b\n1," + "x".repeat(32_768) + "\n").getBytes(StandardCharsets.UTF_8),
                "imports.file.line",
                2L,
                32_767);
    }

    @Test
    @DisplayName(
            "CRE-4 a row that is wider than the header is refused: what follows a stray separator would stand in the wrong column")
    void wide() throws IOException {
        assertRefused("a,b\n1,2,,\n1,2,3\n".getBytes(StandardCharsets.UTF_8), "imports.file.wide", 3, 2);
        assertRefused("x,".repeat(300).getBytes(StandardCharsets.UTF_8), "imports.file.columns", 200);
    }

    @Test
    @DisplayName("CRE-4 a file with characters of two kinds is refused with the line, not read wrong")
    void mixedCharacters() throws IOException {
        var file = Files.createTempFile(folder, "mixed", ".csv");
        try (var stream = Files.newOutputStream(file)) {
            stream.write("Vorname\nJürgen\nÄnne\n".getBytes(StandardCharsets.UTF_8));
            stream.write("Özil\n".getBytes(WINDOWS_1252));
        }
        assertRefused(Files.readAllBytes(file), "imports.file.characters", 4L);
        assertRefused(new byte[] {'a', '\n', (byte) 0x81, (byte) 0x8d, '\n'}, "imports.file.characters", 2L);
        assertRefused(
                new byte[] {(byte) 0xff, (byte) 0xfe, 'a', 0, 0, (byte) 0xd8, 'b', 0}, "imports.file.characters", 1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"%PDF-1.7 x", "<html><table><tr><td>a", "{\\rtf1 a}", "  <?xml version='1.0'?><Workbook/>"})
    @DisplayName("CRE-4 what only calls itself a list is refused with a sentence")
    void others(String text) throws IOException {
        assertRefused(text.getBytes(StandardCharsets.UTF_8), "imports.file.other");
    }

    @Test
    @DisplayName("CRE-4 nothing, blank rows alone, and bytes that are no text are refused with a sentence")
    void nothing() throws IOException {
        assertRefused(new byte[0], "imports.file.empty");
        assertRefused("\n,,\n \n".getBytes(StandardCharsets.UTF_8), "imports.file.empty");
        assertRefused(new byte[] {'a', 0, 'b', 'c', 0, 0, 0, 1}, "imports.file.binary");
        var late = new byte[100_000];
        Arrays.fill(late, (byte) 'a');
        late[90_000] = 0;
        assertRefused(late, "imports.file.binary");
    }

    private List<List<String>> rows(byte[] bytes) throws IOException {
        try (var sheet = Sheets.open(write(bytes), "people.csv")) {
            var rows = new ArrayList<List<String>>();
            rows.add(sheet.header());
            for (var row = sheet.next(); row != null; row = sheet.next()) rows.add(row.cells());
            return rows;
        }
    }

    private Path write(byte[] bytes) throws IOException {
        return Files.write(Files.createTempFile(folder, "people", ".csv"), bytes);
    }

    private void assertRefused(byte[] bytes, String code, Object... arguments) {
        assertThatThrownBy(() -> rows(bytes)).isInstanceOfSatisfying(Refusal.class, refusal -> {
            assertThat(refusal.code()).isEqualTo(code);
            assertThat(refusal.kind()).isEqualTo(Refusal.Kind.INPUT);
            assertThat(refusal.arguments()).containsExactly(arguments);
            Stream.of(Locale.ENGLISH, Locale.GERMAN)
                    .forEach(language -> assertThat(new Texts().in(language).text("refusal." + code, arguments))
                            .isNotBlank());
        });
    }
}
