package dev.gatehouse.imports;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that LibreOffice and openpyxl made, see {@code src/test/resources/imports/README.md}. */
class XlsxTest {

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"openpyxl.xlsx", "libreoffice.xlsx"})
    @DisplayName(
            "CRE-4 an xlsx file reads as people see it: texts with their zeros, numbers without powers, days, yes and no")
    void people(String name) {
        assertThat(rows(name))
                .containsExactly(
                        List.of(
                                "Vorname",
                                "Nachname",
                                "E-Mail",
                                "Telefon",
                                "Personalnummer",
                                "Eintritt",
                                "Aktiv",
                                "Gehalt"),
                        List.of(
                                "Jürgen",
                                "Müller",
                                "juergen@example.com",
                                "+491701234567",
                                "000123",
                                "2024-02-29",
                                "TRUE",
                                "1234.5"),
                        List.of(
                                "Renée",
                                "O'Brien",
                                "renee@example.com",
                                "491701234568",
                                "000124",
                                "1999-12-31",
                                "FALSE",
                                "0.1"),
                        List.of(
                                "太郎",
                                "山田",
                                "taro@example.com",
                                "491701234569",
                                "007",
                                "2025-01-02 13:45",
                                "TRUE",
                                "-7"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"libreoffice-formulas.xlsx"})
    @DisplayName("CRE-4 a formula counts with its stored result, and one that went wrong is known by its sign")
    void formulas(String name) {
        var rows = rows(name);
        assertThat(rows)
                .containsExactly(
                        List.of("Name", "Zahl", "Summe"),
                        List.of("Ada", "2", "42"),
                        List.of("Grace", "3", "groß"),
                        List.of("Leer", "4", ""),
                        List.of("Fehler", "5", "#DIV/0!"),
                        List.of("Fremd", "6", "6"));
        assertThat(CellText.isError(rows.get(4).getLast())).isTrue();
        assertThat(CellText.isError("#1")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"openpyxl-formats.xlsx"})
    @DisplayName("CRE-4 days, times and zeros in front are read by how they are shown; text keeps what is within it")
    void formats(String name) {
        assertThat(rows(name))
                .containsExactly(
                        List.of("Tag", "Zeit", "Beides", "Nullen", "Prozent", "Text", "Tag 2"),
                        List.of("2024-02-29", "08:30", "2024-02-29 08:30", "00123", "0.5", "00123", "2024-02-29"),
                        List.of("mit Rand", "zwei\nZeilen", "A", "=1+1", "tab\there", "007", "<&\"'>"));
    }

    @Test
    @DisplayName("CRE-4 days that are counted from 1904 are the same days")
    void from1904() {
        assertThat(rows("openpyxl-1904.xlsx").get(1).subList(0, 3))
                .isEqualTo(rows("openpyxl-formats.xlsx").get(1).subList(0, 3));
    }

    @ParameterizedTest
    @ValueSource(strings = {"excel-windows-1252.csv", "excel-utf-8.csv", "excel-unicode.txt"})
    @DisplayName("CRE-4 CSV as Excel saves it: Windows-1252 with semicolons, UTF-8 with a mark, UTF-16 with tabs")
    void excel(String name) {
        assertThat(rows(name))
                .containsExactly(
                        List.of("Vorname", "Nachname", "E-Mail", "Telefon"),
                        List.of("Jürgen", "Müller; \"der Ältere\"", "juergen@example.com", "+491701234567"),
                        List.of("Renée", "O'Brien", "renee@example.com", "491701234568"));
    }

    @Test
    @DisplayName("CRE-4 CSV as LibreOffice saves it")
    void libreOffice() {
        assertThat(rows("libreoffice.csv"))
                .hasSize(4)
                .element(1)
                .satisfies(row -> assertThat(row.subList(0, 5))
                        .containsExactly("Jürgen", "Müller", "juergen@example.com", "+491701234567", "000123"));
    }

    private List<List<String>> rows(String name) {
        // A copy: beside the file, the reader keeps its texts for a while.
        try {
            var file = Files.copy(Path.of("src/test/resources/imports").resolve(name), folder.resolve(name));
            var rows = new ArrayList<List<String>>();
            try (var sheet = Sheets.open(file, name)) {
                rows.add(sheet.header());
                for (var row = sheet.next(); row != null; row = sheet.next()) rows.add(row.cells());
            }
            try (var left = Files.list(folder)) {
                assertThat(left).containsOnly(file);
            }
            Files.delete(file);
            return rows;
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
