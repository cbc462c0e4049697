package dev.gatehouse.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.gatehouse.imports.ImportRun.State;
import dev.gatehouse.imports.ImportedRow.Outcome;
import dev.gatehouse.organizations.AttributeForm;
import dev.gatehouse.organizations.Attributes;
import dev.gatehouse.platform.OneTimeCodes;
import dev.gatehouse.platform.OneTimeCodes.Purpose;
import dev.gatehouse.platform.Refusal;
import dev.gatehouse.platform.Texts;
import dev.gatehouse.testing.House;
import dev.gatehouse.testing.InHouse;
import dev.gatehouse.testing.Race;
import dev.gatehouse.testing.Tenant;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@InHouse
class ImportFilesTest {

    private static final String PEOPLE = """
            First name,Last name,E-mail,Username,Phone,Activation
            Ada,Byron,ada@northwind.example,,,
            Kim,Park,,kim.park,07700 900 456 7,One-time password
            "'=cmd|' /C calc'!A0",Wood,sam@,,,
            """;

    @TempDir
    private Path folder;

    private final House house;
    private final Imports imports;
    private final ImportFiles files;
    private final Texts.Language english;

    ImportFilesTest(House house) {
        this.house = house;
        this.imports = house.get(Imports.class);
        this.files = house.get(ImportFiles.class);
        this.english = house.get(Texts.class).in(Locale.ENGLISH);
    }

    @ParameterizedTest
    @ValueSource(strings = {"people.csv", "people.xlsx"})
    @DisplayName(
            "CRE-4 the wrong rows come back in the file's own form with what is wrong, and are put right and uploaded alone")
    void wrongRows(String name) throws IOException {
        var tenant = house.tenant("Northwind");
        var run = read(tenant, name, PEOPLE.getBytes(StandardCharsets.UTF_8));
        assertThat(run.wrong()).isEqualTo(2);
        assertThat(WrongRows.name(run, english)).isEqualTo("people - wrong rows" + name.substring(name.indexOf('.')));

        var wrong = written(target -> files.wrong(tenant.admin(), run.id(), english, target));

        try (var sheet = Sheets.open(Files.write(folder.resolve("wrong"), wrong), name)) {
            assertThat(sheet.header()).hasSize(7).endsWith("Activation", "What is wrong");
            assertThat(Objects.requireNonNull(sheet.next()).cells())
                    .startsWith("Kim", "Park")
                    .last()
                    .asString()
                    .startsWith("Phone");
            assertThat(Objects.requireNonNull(sheet.next()).cells().getFirst()).isEqualTo("=cmd|' /C calc'!A0");
        }
        // Nobody is asked about the column that Gatehouse has put there itself.
        assertThat(read(tenant, name, wrong).state()).isEqualTo(State.READY);
    }

    @Test
    @DisplayName("CRE-4 the report says of each row what became of it, and nothing in it is a formula")
    void report() throws IOException {
        var tenant = house.tenant("Northwind");
        var run = read(tenant, "people.csv", PEOPLE.getBytes(StandardCharsets.UTF_8));
        imports.confirm(tenant.admin(), run.id(), 0);
        house.runJobs();

        var report = new String(
                written(target -> files.report(tenant.admin(), run.id(), english, target)), StandardCharsets.UTF_8);

        assertThat(report.lines())
                .hasSize(4)
                .contains("2,Ada Byron,added,,")
                .anyMatch(line ->
                        line.startsWith("3,Kim Park,wrong,imports.row.country,") && line.contains("Settings → Country"))
                .anyMatch(line -> line.startsWith("4,'=cmd|' /C calc'!A0 Wood,wrong,email.malformed,E-mail address: "));
    }

    @Test
    @DisplayName("CRE-4 ACT-2 one-time passwords that were made are fetched once, and each is the one of its person")
    void codes() throws IOException {
        var tenant = house.tenant("Northwind");
        var run = read(
                tenant,
                "people.csv",
                "First name,Last name,Username,Phone,Activation,E-mail\nKim,Park,kim.park,+491712345678,One-time password,\n"
                        .getBytes(StandardCharsets.UTF_8));
        assertRefused(() -> files.codes(tenant.admin(), run.id(), english, OutputStream.nullOutputStream()));
        imports.confirm(tenant.admin(), run.id(), 0);
        house.runJobs();
        assertThat(imports.get(tenant.admin(), run.id()).codesKept()).isTrue();

        var list = new String(
                written(target -> files.codes(tenant.admin(), run.id(), english, target)), StandardCharsets.UTF_8);

        var line = list.lines().skip(1).findFirst().orElseThrow();
        assertThat(line).matches("Kim,Park,kim\\.park,[A-Z0-9]{5}-[A-Z0-9]{5}");
        var kim = house.asOwner()
                .sql("select id from member where organization_id = :organization and username = 'kim.park'")
                .param("organization", tenant.id().value())
                .query(UUID.class)
                .single();
        assertThat(house.get(OneTimeCodes.class)
                        .given(Purpose.ONE_TIME_PASSWORD, kim, line.substring(line.lastIndexOf(',') + 1)))
                .isTrue();
        assertThat(imports.get(tenant.admin(), run.id()).codesKept()).isFalse();
        assertRefused(() -> files.codes(tenant.admin(), run.id(), english, OutputStream.nullOutputStream()));
    }

    @Test
    @DisplayName(
            "CRE-4 ACT-2 the list of one-time passwords is given to one of those who fetch it at once, to nobody before it is whole, and once more where it broke off")
    void codesOnce() throws IOException {
        var tenant = house.tenant("Northwind");
        var run = read(
                tenant,
                "people.csv",
                "First name,Last name,E-mail,Activation\nKim,Park,kim@northwind.example,One-time password\nAda,Byron,ada@northwind.example,One-time password\n"
                        .getBytes(StandardCharsets.UTF_8));
        imports.confirm(tenant.admin(), run.id(), 0);
        for (var lane = 0; lane < Imports.LANES; lane++)
            house.get(ImportApplying.class).step(tenant.id(), run.id(), lane);
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> files.codes(tenant.admin(), run.id(), english, OutputStream.nullOutputStream()))
                .satisfies(refusal -> assertThat(refusal.code()).isEqualTo("imports.codes.early"));
        house.runJobs();
        var asked = new AtomicBoolean();
        var away = new OutputStream() {
            @Override
            public void write(int sign) throws IOException {
                asked.set(true);
                assertRefused(() -> files.codes(tenant.admin(), run.id(), english, OutputStream.nullOutputStream()));
                throw new IOException("the browser is away");
            }
        };
        assertThatException()
                .isThrownBy(() -> files.codes(tenant.admin(), run.id(), english, away))
                .satisfies(broken -> assertThat(broken).isNotInstanceOf(Refusal.class));
        assertThat(asked).isTrue();

        var lists = Race.of(
                4,
                n -> new String(
                        writtenUnchecked(target -> files.codes(tenant.admin(), run.id(), english, target)),
                        StandardCharsets.UTF_8));

        assertThat(lists)
                .filteredOn(Race.Outcome::won)
                .hasSize(1)
                .allSatisfy(
                        list -> assertThat(list.result()).contains("kim@northwind.example", "ada@northwind.example"));
    }

    @Test
    @DisplayName("CRE-4 the template of an organization is understood when it is uploaded, and its example is nobody")
    void template() throws IOException {
        var tenant = house.tenant("Northwind");

        for (var xlsx : new boolean[] {true, false}) {
            var template = written(target -> files.template(tenant.admin(), english, xlsx, target));
            var run = read(tenant, xlsx ? "template.xlsx" : "template.csv", template);

            assertThat(run.total()).isZero();
            assertThat(Objects.requireNonNull(run.failure()).code()).isEqualTo("imports.file.empty");
            assertThat(run.fields()).contains("firstName", "role", "userType", "activation", "code");
        }
    }

    @Test
    @DisplayName(
            "CRE-4 what the example shows is right in each language, also where the settings have no country: who copies it is no wrong row")
    void copiedExample() throws IOException {
        var tenant = house.tenant("Northwind");
        for (var kind : List.of("number", "date", "yes_no"))
            house.get(Attributes.class).create(tenant.admin(), new AttributeForm(kind, kind, "", true, false, "none"));
        var list = new ArrayList<List<String>>();
        for (var language : house.get(Texts.class).all()) {
            var template = written(target -> files.template(tenant.admin(), language, false, target));
            try (var sheet = Sheets.open(Files.write(folder.resolve("template"), template), "template.csv")) {
                if (language.equals(english)) list.addFirst(sheet.header());
                // Nobody else may have the example's own address, username and number: each gets one beside them.
                var number = list.size();
                list.add(Objects.requireNonNull(sheet.next()).cells().stream()
                        .map(cell -> cell.replace("someone@", "someone" + number + "@")
                                .replace("example.person", "example.person" + number)
                                .replace("0123", "015" + number))
                        .toList());
            }
        }

        var run = read(tenant, "people.csv", written(target -> {
            try (var table = Table.csv(target)) {
                for (var row : list) table.write(row);
            }
        }));

        assertThat(imports.rows(tenant.admin(), run.id(), Outcome.WRONG, 0, 9)).isEmpty();
        assertThat(run.fresh()).isEqualTo(house.get(Texts.class).all().size());
    }

    private ImportRun read(Tenant tenant, String name, byte[] content) throws IOException {
        var bytes = name.endsWith(".xlsx") && content[0] != 'P' ? book(content) : content;
        var file = Files.write(folder.resolve(name), bytes);
        var run = imports.upload(tenant.admin(), file, name, english, DefaultWay.NONE);
        assertThat(run.state()).isEqualTo(State.READING);
        house.runJobs();
        return imports.get(tenant.admin(), run.id());
    }

    /** The rows of a CSV file as an xlsx file. */
    private byte[] book(byte[] csv) throws IOException {
        try (var sheet = Sheets.open(Files.write(folder.resolve("plain"), csv), "plain.csv")) {
            return written(target -> {
                try (var table = Table.xlsx(target, "People")) {
                    table.write(sheet.header());
                    for (var row = sheet.next(); row != null; row = sheet.next()) table.write(row.cells());
                }
            });
        }
    }

    private interface Writing {
        void to(OutputStream target) throws IOException;
    }

    private static byte[] written(Writing writing) throws IOException {
        var target = new ByteArrayOutputStream();
        writing.to(target);
        return target.toByteArray();
    }

    private static byte[] writtenUnchecked(Writing writing) {
        try {
            return written(writing);
        } catch (IOException never) {
            throw new UncheckedIOException(never);
        }
    }

    private static void assertRefused(ThrowingCallable work) {
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(work)
                .satisfies(refusal -> assertThat(refusal.code()).isEqualTo("imports.codes"));
    }
}
