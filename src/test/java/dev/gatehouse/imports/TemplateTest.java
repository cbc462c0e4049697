package dev.gatehouse.imports;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.gatehouse.organizations.Attribute;
import dev.gatehouse.organizations.AttributeValues;
import dev.gatehouse.platform.AttributeId;
import dev.gatehouse.platform.Refusal;
import dev.gatehouse.platform.Texts;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TemplateTest {

    private static final List<String> ALL = List.of(
            "firstName",
            "lastName",
            "email",
            "username",
            "phone",
            "identifier",
            "language",
            "currency",
            "department",
            "jobProfile",
            "role",
            "userType",
            "partner",
            "activation",
            "code");

    private static final Offer FULL = new Offer(
            List.of("Sales", "Sales › North", "=cmd()"),
            List.of("Cashier", "@home"),
            List.of("Member", "Editor"),
            List.of("Platform"),
            List.of("Acme & <Sons>"),
            List.of(
                    attribute("Shoe size", Attribute.Kind.NUMBER, true, true),
                    attribute("Born", Attribute.Kind.DATE, false, false),
                    attribute("Shirt", Attribute.Kind.CHOICE, false, false, "S", "M", "L"),
                    attribute("Vegan", Attribute.Kind.YES_NO, false, false),
                    attribute("+Note", Attribute.Kind.TEXT, false, false)),
            CellWords.ACTIVATIONS,
            Set.of(PersonField.DEPARTMENT));

    private static final Offer PLAIN =
            new Offer(List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), Set.of());

    @TempDir
    private Path folder;

    private final Texts texts = new Texts();
    private final TemplateWriter writer = new TemplateWriter(new TemplateColumns(texts));
    private final Columns columns = new Columns(texts);
    private final ExampleRow example = new ExampleRow(texts);

    @ParameterizedTest
    @ValueSource(strings = {"xlsx", "csv"})
    @DisplayName(
            "CRE-4 the template of each language is read back: all its columns known, its example known and nobody")
    void readBack(String format) throws IOException {
        var expected = new ArrayList<>(ALL);
        for (var attribute : FULL.attributes()) expected.add(AttributeValues.field(attribute.id()));
        for (var language : texts.all()) {
            var file = write(FULL, language, format);
            try (var sheet = Sheets.open(file, file.toString())) {
                var fields = columns.match(sheet.header(), FULL.attributes());
                assertThat(fields).as(language.tag()).isEqualTo(expected);
                Columns.check(fields, FULL.attributes());
                var row = requireNonNull(sheet.next());
                assertThat(example.is(fields, row.cells())).as(language.tag()).isTrue();
                assertThat(row.cells().get(4)).isEqualTo("+1 202 555 0123");
                assertThat(row.cells().subList(8, 9)).containsExactly("Sales");
                assertThat(row.cells().get(10)).as("role").isEmpty();
                assertThat(row.cells().subList(15, 18)).containsExactly("1", "2000-01-31", "S");
                assertThat(sheet.next()).isNull();
            }
        }
    }

    @Test
    @DisplayName("CRE-4 what must be filled is marked in the header; what an organization does not have is no column")
    void header() throws IOException {
        assertThat(header(FULL))
                .startsWith("First name *", "Last name *", "E-mail address", "Username")
                .contains("Department *", "Job profile", "Shoe size *", "Born", "+Note");
        assertThat(header(PLAIN))
                .containsExactly(
                        "First name *",
                        "Last name *",
                        "E-mail address",
                        "Username",
                        "Phone number",
                        "Universal identifier",
                        "Language",
                        "Currency");
    }

    @Test
    @DisplayName("CRE-4 what is one of a list is chosen from it, in all rows; the lists stand on a hidden sheet")
    void choices() throws IOException {
        var file = write(FULL, texts.in(Locale.GERMAN), "xlsx");
        var people = part(file, "xl/worksheets/sheet1.xml");
        var lists = part(file, "xl/worksheets/sheet3.xml");
        assertThat(part(file, "xl/workbook.xml"))
                .contains("name=\"Personen\"")
                .contains("name=\"Hilfe\"")
                .containsPattern("name=\"Listen\"[^>]*state=\"hidden\"");
        for (var column : List.of("G", "H", "I", "J", "K", "L", "M", "N", "R", "S"))
            assertThat(people)
                    .containsPattern("<dataValidation sqref=\"" + column + "2:" + column
                            + "1048576\" type=\"list\"[^>]*errorStyle=\"stop\"");
        assertThat(Pattern.compile("<dataValidation ").matcher(people).results())
                .hasSize(10);
        assertThat(people).contains("'Listen'!$I$1:$I$3", "'Listen'!$R$1:$R$3", "Wählen Sie einen Eintrag der Liste.");
        assertThat(lists)
                .contains("Deutsch", "EUR", "Sales › North", "Acme &amp; &lt;Sons&gt;", "Einmalpasswort", "Nein");
    }

    @Test
    @DisplayName("CRE-4 cells are text, so that numbers keep their zeros; days and numbers are what they are")
    void formats() throws IOException {
        var file = write(FULL, texts.in(Locale.ENGLISH), "xlsx");
        var people = part(file, "xl/worksheets/sheet1.xml");
        var styles = part(file, "xl/styles.xml");
        assertThat(format(people, styles, 5)).isEqualTo("@");
        assertThat(format(people, styles, 1)).isEqualTo("@");
        assertThat(format(people, styles, 17)).isEqualTo("yyyy-mm-dd");
        assertThat(people).contains("<pane ");
    }

    @Test
    @DisplayName("CRE-4 names that a spreadsheet would run are made harmless, and read as they were")
    void harmless() throws IOException {
        var file = write(FULL, texts.in(Locale.ENGLISH), "xlsx");
        assertThat(part(file, "xl/worksheets/sheet3.xml"))
                .contains(">'=cmd()<", ">'@home<")
                .doesNotContain(">=cmd()<");
        assertThat(part(file, "xl/worksheets/sheet1.xml")).contains(">'+Note<").doesNotContain("<f>");
        assertThat(Files.readString(write(FULL, texts.in(Locale.ENGLISH), "csv")))
                .contains("'+Note");
    }

    @Test
    @DisplayName("CRE-4 the help explains each column in the reader's language; Arabic reads from the right")
    void help() throws IOException {
        for (var language : texts.all()) {
            var help = part(write(FULL, language, "xlsx"), "xl/worksheets/sheet2.xml");
            for (var field : PersonField.values())
                assertThat(help)
                        .contains(escaped(language.text("imports.column." + field.key())))
                        .contains(escaped(language.text("imports.help." + field.key())));
            assertThat(help)
                    .contains(
                            escaped(language.text("imports.template.title")),
                            language.text("imports.example.last_name"))
                    .contains(escaped(language.text("imports.help.unique")));
            assertThat(help.contains("rightToLeft=\"true\"") || help.contains("rightToLeft=\"1\""))
                    .isEqualTo(language.tag().equals("ar"));
        }
    }

    @Test
    @DisplayName("CRE-4 ten thousand departments fit into the list")
    void many() throws IOException {
        var departments = IntStream.range(0, 10_000)
                .mapToObj(n -> "Sales › Region " + n / 100 + " › Shop " + n)
                .toList();
        var offer = new Offer(departments, List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), Set.of());
        var file = write(offer, texts.in(Locale.ENGLISH), "xlsx");
        assertThat(part(file, "xl/worksheets/sheet1.xml")).contains("'Lists'!$I$1:$I$10000");
        assertThat(part(file, "xl/worksheets/sheet3.xml")).contains("Sales › Region 99 › Shop 9999");
        assertThat(Files.size(file)).isLessThan(500_000);
    }

    @Test
    @DisplayName("CRE-4 CSV begins with the mark of UTF-8, and has semicolons where numbers have a decimal comma")
    void csv() throws IOException {
        var german = Files.readString(write(FULL, texts.in(Locale.GERMAN), "csv"), StandardCharsets.UTF_8);
        var english = Files.readString(write(FULL, texts.in(Locale.ENGLISH), "csv"), StandardCharsets.UTF_8);
        assertThat(german).startsWith("\ufeffVorname *;Nachname *;");
        assertThat(english).startsWith("\ufeffFirst name *,Last name *,");
    }

    @Test
    @DisplayName(
            "CRE-4 the example is known wherever it stands and however its columns do, and nobody else is taken for it")
    void example() {
        var fields = List.of("phone", "", "email", "lastName", "firstName");
        for (var number : List.of("+1 (202) 555-0123", "12025550123", "001 202 555 0123", "07700900123"))
            assertThat(example.is(fields, List.of(number, "x", "Someone@example.invalid", "example", "JANE")))
                    .as(number)
                    .isTrue();
        assertThat(example.is(
                        List.of("firstName", "lastName", "email"), List.of("花子", "見本", "someone@example.invalid")))
                .isTrue();
        assertThat(example.is(fields, List.of("+1 202 555 0123", "", "jane@example.com", "Example", "Jane")))
                .isFalse();
        assertThat(example.is(fields, List.of("+1 202 555 0123", "", "someone@example.invalid", "Lovelace", "Ada")))
                .isFalse();
        assertThat(example.is(List.of("firstName", "lastName"), List.of("Jane", "Example")))
                .isFalse();
        assertThat(example.is(fields, List.of())).isFalse();
    }

    @Test
    @DisplayName("CRE-4 an address, username or number that was left over from the example is refused")
    void leftOver() {
        ExampleRow.check("email", "jane@example.com");
        ExampleRow.check("lastName", "Example");
        ExampleRow.check("phone", "");
        for (var cell : List.of("someone@example.invalid", "SOMEONE@EXAMPLE.INVALID")) {
            var refusal = catchThrowableOfType(Refusal.class, () -> ExampleRow.check("email", cell));
            assertThat(refusal.code()).isEqualTo("imports.example");
            assertThat(refusal.field()).isEqualTo("email");
        }
        ExampleRow.check("phone", "+1 202 555 0124");
        for (var number : List.of("+1 202 555 0123", "07700 900123"))
            assertThat(catchThrowableOfType(Refusal.class, () -> ExampleRow.check("phone", number)))
                    .as(number)
                    .isNotNull();
        assertThat(catchThrowableOfType(Refusal.class, () -> ExampleRow.check("username", "example.person")))
                .isNotNull();
    }

    @Test
    @DisplayName("CRE-4 lists are printed across the page, as wide as one page is, with their head on each")
    void printed() throws IOException {
        var wrong = folder.resolve("wrong.xlsx");
        try (var table = Table.xlsx(Files.newOutputStream(wrong), "wrong rows")) {
            for (var row = 0; row < 3_000; row++) table.write(List.of("Mei", "Tanaka", "What is wrong"));
        }
        for (var file : List.of(write(FULL, texts.in(Locale.ENGLISH), "xlsx"), wrong)) {
            assertThat(part(file, "xl/worksheets/sheet1.xml"))
                    .containsPattern("<pageSetUpPr fitToPage=\"true\"")
                    .containsPattern(
                            "<pageSetup [^>]*fitToWidth=\"1\" fitToHeight=\"0\" [^>]*orientation=\"landscape\"");
            assertThat(part(file, "xl/workbook.xml"))
                    .containsPattern(
                            "localSheetId=\"0\" name=\"_xlnm.Print_Titles\"[^>]*>'(People|wrong rows)'!\\$1:\\$1<");
        }
    }

    @Test
    @DisplayName("CRE-4 where a number misses its country, the words of the settings' own page say where it is chosen")
    void whereCountry() {
        for (var language : texts.all())
            for (var key : List.of("refusal.imports.row.country", "imports.help.phone"))
                assertThat(language.text(key))
                        .as(language.tag())
                        .containsSubsequence(language.text("tab.settings"), language.text("settings.country"));
    }

    private Path write(Offer offer, Texts.Language language, String format) throws IOException {
        var file = folder.resolve(language.tag() + "." + format);
        try (var target = Files.newOutputStream(file)) {
            if (format.equals("csv")) writer.csv(offer, language, target);
            else writer.xlsx(offer, language, target);
        }
        return file;
    }

    private List<String> header(Offer offer) throws IOException {
        var file = write(offer, texts.in(Locale.ENGLISH), "xlsx");
        try (var sheet = Sheets.open(file, "template.xlsx")) {
            return sheet.header();
        }
    }

    /** A part of the archive, with its letters as they are read. */
    private static String part(Path file, String name) throws IOException {
        try (var zip = new ZipFile(file.toFile())) {
            var bytes = zip.getInputStream(requireNonNull(zip.getEntry(name))).readAllBytes();
            return Pattern.compile("&#x([0-9a-f]+);")
                    .matcher(new String(bytes, StandardCharsets.UTF_8))
                    .replaceAll(letter -> Character.toString(Integer.parseInt(letter.group(1), 16)))
                    .replace("&apos;", "'")
                    .replace("&quot;", "\"");
        }
    }

    /** How the cells of a column that nobody filled yet are shown. */
    private static String format(String sheet, String styles, int column) {
        var look = Pattern.compile("<col min=\"" + column + "\"[^>]*style=\"([0-9]+)\"")
                .matcher(sheet);
        assertThat(look.find()).as(sheet).isTrue();
        var looks = styles.substring(styles.indexOf("<cellXfs"), styles.indexOf("</cellXfs>"));
        var number = Pattern.compile("<xf numFmtId=\"([0-9]+)\"")
                .matcher(looks)
                .results()
                .map(found -> found.group(1))
                .toList()
                .get(Integer.parseInt(look.group(1)));
        if (number.equals("49")) return "@";
        var code = Pattern.compile("<numFmt numFmtId=\"" + number + "\" formatCode=\"([^\"]*)\"")
                .matcher(styles);
        return code.find() ? code.group(1) : "";
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    private static Attribute attribute(
            String name, Attribute.Kind kind, boolean required, boolean unique, String... choices) {
        return new Attribute(
                new AttributeId(UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8))),
                name,
                kind,
                List.of(choices),
                required,
                unique,
                false,
                false);
    }
}
