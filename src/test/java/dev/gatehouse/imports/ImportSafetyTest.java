package dev.gatehouse.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.gatehouse.access.RoleForm;
import dev.gatehouse.access.Roles;
import dev.gatehouse.imports.ImportRun.State;
import dev.gatehouse.imports.ImportedRow.Outcome;
import dev.gatehouse.organizations.AttributeForm;
import dev.gatehouse.organizations.Attributes;
import dev.gatehouse.organizations.Organizations;
import dev.gatehouse.platform.AttributeId;
import dev.gatehouse.platform.Refusal;
import dev.gatehouse.platform.Texts;
import dev.gatehouse.testing.House;
import dev.gatehouse.testing.InHouse;
import dev.gatehouse.testing.Race;
import dev.gatehouse.testing.Tenant;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What changes around an import while it is under way, and files that are made to stop it. */
@InHouse
class ImportSafetyTest {

    private static final String HEADER = "First name,Last name,E-mail,Activation,Size,Team\n";
    private static final int LONG = 30_000;

    @TempDir
    private Path folder;

    private final House house;
    private final Imports imports;
    private final Texts.Language english;

    ImportSafetyTest(House house) {
        this.house = house;
        this.imports = house.get(Imports.class);
        this.english = house.get(Texts.class).in(Locale.ENGLISH);
    }

    @Test
    @DisplayName(
            "CRE-4 CRE-9 a value stays that of its attribute where the order of attributes changes before the file is read")
    void order() throws IOException {
        var tenant = house.tenant("Northwind");
        var size = attribute(tenant, "Size", "text", "");
        var team = attribute(tenant, "Team", "text", "");
        var run = upload(tenant, HEADER + "Ada,Byron,ada@northwind.example,,large,red\n");

        sql(tenant, "update attribute set position = 100 - position where organization_id = :organization");
        house.runJobs();
        imports.confirm(tenant.admin(), run.id(), 0);
        house.runJobs();

        assertThat(value(tenant, size)).isEqualTo("large");
        assertThat(value(tenant, team)).isEqualTo("red");
    }

    @Test
    @DisplayName("CRE-4 CRE-9 who has a choice that is no longer offered is left out, and all others are added")
    void choice() throws IOException {
        var tenant = house.tenant("Northwind");
        var size = attribute(tenant, "Size", "choice", "large\nsmall");
        var run = upload(
                tenant,
                HEADER + "Ada,Byron,ada@northwind.example,,large,\n" + "Kim,Park,kim@northwind.example,,small,\n");
        house.runJobs();
        imports.confirm(tenant.admin(), run.id(), 0);

        sql(tenant, "update attribute set choices = array['small'] where organization_id = :organization");
        house.runJobs();

        var ended = imports.get(tenant.admin(), run.id());
        assertThat(List.of(ended.state(), ended.added(), ended.wrong())).containsExactly(State.DONE, 1, 1);
        house.get(Attributes.class).delete(tenant.admin(), size);
        assertThat(report(tenant, run)).contains("What this row names is no longer there.");
    }

    @Test
    @DisplayName(
            "CRE-4 ROL-3 whose role is deleted before they are added is left out and told of, and all others are added")
    void roleGone() throws IOException {
        var tenant = house.tenant("Northwind");
        var roles = house.get(Roles.class);
        var greeter = roles.create(tenant.admin(), new RoleForm("Greeter", "", Set.of("hubs:view")));
        var run = upload(
                tenant,
                "First name,Last name,E-mail,Role\nAda,Byron,ada@northwind.example,Greeter\nKim,Park,kim@northwind.example,\n");
        house.runJobs();
        imports.confirm(tenant.admin(), run.id(), 0);

        roles.delete(tenant.admin(), greeter, null);
        house.runJobs();

        var ended = imports.get(tenant.admin(), run.id());
        assertThat(List.of(ended.state(), ended.added(), ended.wrong())).containsExactly(State.DONE, 1, 1);
        assertThat(report(tenant, run)).contains("Its role is no longer there, or you cannot give it any more.");
    }

    @Test
    @DisplayName(
            "CRE-4 ROL-3 whose role the importer may not give any more when they are added is left out and told of, and all others are added")
    void roleBeyond() throws IOException {
        var tenant = house.tenant("Northwind");
        var roles = house.get(Roles.class);
        roles.create(tenant.admin(), new RoleForm("Greeter", "", Set.of("hubs:view")));
        roles.create(tenant.admin(), new RoleForm("Receptionist", "", Set.of("members:create", "members:read")));
        var run = upload(tenant, """
                First name,Last name,E-mail,Role
                Ada,Byron,ada@northwind.example,Greeter
                Kim,Park,kim@northwind.example,
                """);
        house.runJobs();
        imports.confirm(tenant.admin(), run.id(), 0);

        sql(tenant, """
                update role_grant set role_id = (select id from role where organization_id = :organization and name = 'Receptionist')
                 where organization_id = :organization
                """);
        house.runJobs();

        var ended = imports.get(tenant.admin(), run.id());
        assertThat(List.of(ended.state(), ended.added(), ended.wrong())).containsExactly(State.DONE, 1, 1);
        assertThat(imports.rows(tenant.admin(), run.id(), Outcome.ADDED, 0, 9))
                .extracting(ImportedRow::name)
                .containsExactly("Kim Park");
        assertThat(report(tenant, run)).contains("Its role is no longer there, or you cannot give it any more.");
    }

    @Test
    @DisplayName(
            "CRE-4 CRE-9 where an attribute becomes unique before people are added, who repeats a value is left out")
    void uniqueSince() throws IOException {
        var tenant = house.tenant("Northwind");
        attribute(tenant, "Size", "text", "");
        var run = upload(
                tenant,
                HEADER + "Ada,Byron,ada@northwind.example,,one,\n" + "Kim,Park,kim@northwind.example,,two,\n"
                        + "Sam,Wood,sam@northwind.example,,ONE,\n" + "Noor,Haddad,noor@northwind.example,,one,\n");
        house.runJobs();
        imports.confirm(tenant.admin(), run.id(), 0);

        sql(tenant, "update attribute set unique_values = true where organization_id = :organization");
        house.runJobs();

        var ended = imports.get(tenant.admin(), run.id());
        assertThat(List.of(ended.state(), ended.added(), ended.wrong())).containsExactly(State.DONE, 2, 2);
    }

    @Test
    @DisplayName(
            "CRE-4 signs that no database holds stop no file: they stay as they are written, or are wrong, and the wrong rows come back")
    void signs() throws IOException {
        var tenant = house.tenant("Northwind");
        var file = new HostileFiles(folder)
                .book(
                        "signs.xlsx",
                        HostileFiles.Part.text(
                                HostileFiles.sheet(HostileFiles.row(1, "First name", "Last name", "E-mail", "x_x0000_y")
                                        + HostileFiles.row(2, "Ada_x0000_", "Byron", "a_x0000_@northwind.example")
                                        + HostileFiles.row(3, "Kim_xD800_", "Park", "kim@northwind.example")
                                        + HostileFiles.row(4, "S_x0001_am", "Wood", "sam@northwind.example")
                                        + HostileFiles.row(5, "Noor", "Haddad", "noor@northwind.example"))));

        var run = imports.upload(tenant.admin(), file, "signs.xlsx", english, DefaultWay.NONE);
        imports.map(tenant.admin(), run.id(), List.of("firstName", "lastName", "email", ""), DefaultWay.NONE);
        house.runJobs();

        var read = imports.get(tenant.admin(), run.id());
        assertThat(List.of(read.state(), read.fresh(), read.wrong())).containsExactly(State.READY, 2, 2);
        var wrong = new ByteArrayOutputStream();
        house.get(ImportFiles.class).wrong(tenant.admin(), run.id(), english, wrong);
        try (var sheet = Sheets.open(Files.write(folder.resolve("wrong"), wrong.toByteArray()), "wrong.xlsx")) {
            assertThat(Objects.requireNonNull(sheet.next()).cells()).contains("Park");
        }
    }

    @Test
    @DisplayName("CRE-4 what is kept of a wrong row is short, however long its cells are")
    void longCells() throws IOException {
        var tenant = house.tenant("Northwind");

        var run = upload(tenant, HEADER + "Ada,Byron,ada@northwind.example," + "😀".repeat(LONG / 2) + ",,\n");
        house.runJobs();

        var problem = imports.rows(tenant.admin(), run.id(), Outcome.WRONG, 0, 9)
                .getFirst()
                .problems()
                .getFirst();
        assertThat(problem.code()).isEqualTo("imports.row.activation");
        assertThat(problem.arguments().getFirst().toString())
                .hasSizeLessThan(300)
                .endsWith("😀…");
        assertThat(problem.value()).hasSizeLessThan(300).endsWith("😀…");
    }

    @Test
    @DisplayName("CRE-4 ORG-4 an import that is under way after seven days is not forgotten with its seats")
    void underWay() throws IOException {
        var tenant = house.tenant("Northwind", 5);
        var run = upload(tenant, HEADER + "Ada,Byron,ada@northwind.example,email,,\n");
        house.runJobs();
        imports.confirm(tenant.admin(), run.id(), 0);
        assertThat(seats(tenant)).isEqualTo(2);

        house.clock().tick(Duration.ofDays(8));
        imports.purge(tenant.id());
        imports.cancel(tenant.admin(), run.id());

        assertThat(seats(tenant)).isEqualTo(1);
        imports.purge(tenant.id());
        assertThatExceptionOfType(Refusal.class).isThrownBy(() -> imports.get(tenant.admin(), run.id()));
    }

    @Test
    @DisplayName("CRE-4 ACT-2 no one-time password is given by an import once the organization gives none any more")
    void codesOff() throws IOException {
        var tenant = house.tenant("Northwind", 5);
        var run = upload(tenant, HEADER + "Ada,Byron,ada@northwind.example,One-time password,,\n");
        house.runJobs();
        imports.confirm(tenant.admin(), run.id(), 0);

        sql(tenant, "update organization_policy set one_time_passwords = false where organization_id = :organization");
        house.runJobs();

        var ended = imports.get(tenant.admin(), run.id());
        assertThat(ended.state()).isEqualTo(State.FAILED);
        assertThat(Objects.requireNonNull(ended.failure()).code()).isEqualTo("one_time_password.off");
        assertThat(seats(tenant)).isEqualTo(1);
    }

    @Test
    @DisplayName("CRE-4 PRI-1 who cancels while the rows are checked is answered at once, and the check forgets them")
    void cancelWhileChecking() throws Exception {
        var tenant = house.tenant("Northwind");
        var run = upload(
                tenant, HEADER + "Ada,Byron,ada@northwind.example,,,\nKim,Park,kim@northwind.example,nonsense,,\n");
        var reading = house.get(ImportReading.class);
        assertThat(reading.read(tenant.id(), run.id(), () -> false)).isTrue();
        try (var held = house.database().asOwner();
                var statement = held.createStatement()) {
            held.setAutoCommit(false);
            statement.execute("lock table import_row in exclusive mode");
            var checking = CompletableFuture.runAsync(() -> reading.check(tenant.id(), run.id()));
            Awaitility.await("the check to wait")
                    .until(() -> house.asOwner()
                                    .sql(
                                            "select count(*) from pg_locks where relation = 'import_row'::regclass and not granted")
                                    .query(Integer.class)
                                    .single()
                            == 1);

            assertThat(imports.cancel(tenant.admin(), run.id()).state()).isEqualTo(State.CANCELLED);
            try (var members = house.database().asOwner();
                    var closed = members.createStatement()) {
                members.setAutoCommit(false);
                closed.execute("lock table member in access exclusive mode");
                held.rollback();
                assertThat(checking).as("it compares with nobody any more").succeedsWithin(Duration.ofSeconds(10));
            }
        }

        assertThat(left(run)).isZero();
        assertThat(imports.get(tenant.admin(), run.id()).state()).isEqualTo(State.CANCELLED);
    }

    @Test
    @DisplayName(
            "CRE-4 PRI-1 where a check is given up its rows and its file are forgotten, also where it was cancelled before")
    void givenUp() throws IOException {
        var tenant = house.tenant("Northwind");
        var reading = house.get(ImportReading.class);
        for (var cancelled : new boolean[] {false, true}) {
            var run = upload(
                    tenant, HEADER + "Ada,Byron,ada@northwind.example,,,\nKim,Park,kim@northwind.example,nonsense,,\n");
            assertThat(reading.read(tenant.id(), run.id(), () -> false)).isTrue();
            if (cancelled) imports.cancel(tenant.admin(), run.id());
            assertThat(left(run)).isPositive();

            imports.fail(tenant.id(), run.id(), new Refusal("imports.fault"));

            assertThat(left(run)).isZero();
            assertThat(imports.get(tenant.admin(), run.id()).state())
                    .isEqualTo(cancelled ? State.CANCELLED : State.FAILED);
        }
    }

    @Test
    @DisplayName("CRE-4 two imports of the same thousands side by side: neither fails, each person is added once")
    void sideBySide() throws IOException {
        var tenant = house.tenant("Northwind");
        var file = HEADER
                + IntStream.range(0, 16_000)
                        .mapToObj(n -> "First" + n + ",Last,side" + n + "@northwind.example,,,\n")
                        .collect(Collectors.joining());
        var runs = List.of(upload(tenant, file), upload(tenant, file));
        house.runJobs();
        for (var run : runs) imports.confirm(tenant.admin(), run.id(), 0);

        var outcomes = Race.of(2, n -> {
            var work = house.get(ImportApplying.class);
            while (ImportJobs.more(work, tenant.id(), runs.get(n).id(), 0)) {}
            return n;
        });

        assertThat(outcomes).allSatisfy(outcome -> assertThat(outcome.refused()).isNull());
        house.runJobs();
        var ended =
                runs.stream().map(run -> imports.get(tenant.admin(), run.id())).toList();
        assertThat(ended).extracting(ImportRun::state).containsOnly(State.DONE);
        assertThat(ended.stream().mapToInt(ImportRun::added).sum()).isEqualTo(16_000);
    }

    private AttributeId attribute(Tenant tenant, String name, String kind, String choices) {
        return house.get(Attributes.class)
                .create(tenant.admin(), new AttributeForm(name, kind, choices, false, false, "see"));
    }

    private ImportRun upload(Tenant tenant, String content) throws IOException {
        var run = imports.upload(
                tenant.admin(),
                Files.writeString(folder.resolve("people.csv"), content),
                "people.csv",
                english,
                DefaultWay.NONE);
        if (run.state() == State.READING) return run;
        var fields = run.fields();
        return imports.map(tenant.admin(), run.id(), fields, DefaultWay.NONE);
    }

    private String report(Tenant tenant, ImportRun run) throws IOException {
        var target = new ByteArrayOutputStream();
        house.get(ImportFiles.class).report(tenant.admin(), run.id(), english, target);
        return target.toString(StandardCharsets.UTF_8);
    }

    /** How much is kept of what the file says. */
    private int left(ImportRun run) {
        return house.asOwner()
                .sql("""
                        select (select count(*) from import_row where import_id = :run) + (select count(*) from import_piece where import_id = :run)
                             + (select count(samples) from import_run where id = :run)
                        """)
                .param("run", run.id().value())
                .query(Integer.class)
                .single();
    }

    private void sql(Tenant tenant, String statement) {
        house.asOwner()
                .sql(statement)
                .param("organization", tenant.id().value())
                .update();
    }

    private String value(Tenant tenant, AttributeId attribute) {
        return house.asOwner()
                .sql(
                        "select value from member_attribute where organization_id = :organization and attribute_id = :attribute")
                .param("organization", tenant.id().value())
                .param("attribute", attribute.value())
                .query(String.class)
                .single();
    }

    private int seats(Tenant tenant) {
        return house.inTransaction(
                () -> house.get(Organizations.class).get(tenant.id()).seatsUsed());
    }
}
