package dev.gatehouse.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import dev.gatehouse.imports.ImportRun.State;
import dev.gatehouse.imports.ImportedRow.Outcome;
import dev.gatehouse.members.MemberStatus;
import dev.gatehouse.members.MemberWords;
import dev.gatehouse.organizations.Organizations;
import dev.gatehouse.platform.Actor;
import dev.gatehouse.platform.OneTimeCodes;
import dev.gatehouse.platform.Refusal;
import dev.gatehouse.platform.Texts;
import dev.gatehouse.testing.House;
import dev.gatehouse.testing.InHouse;
import dev.gatehouse.testing.Race;
import dev.gatehouse.testing.Tenant;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@InHouse
class ImportsTest {

    private static final String HEADER = "First name,Last name,E-mail,Username,Phone,One-time password,Activation\n";

    @TempDir
    private Path folder;

    private final House house;
    private final Imports imports;

    ImportsTest(House house) {
        this.house = house;
        this.imports = house.get(Imports.class);
    }

    @Test
    @DisplayName("CRE-4 the dry run tells new, present and wrong apart, with row, value and reason, and changes nobody")
    void dryRun() {
        var tenant = house.tenant("Northwind");
        var there = house.member(tenant, "Lena", "Weber", "lena@northwind.example");

        var run = read(
                tenant,
                HEADER
                        + "Ada,Byron,ada@northwind.example,,,,\n"
                        + "Lena,Weber,LENA@northwind.example,,,,\n"
                        + "Kim,,kim@northwind.example,,,,\n"
                        + "Noor,Haddad,not an address,,,,\n"
                        + "Ada,Byron,ada@Northwind.example,,,,\n"
                        + "Sam,Wood,,,,,\n");

        assertThat(run.state()).isEqualTo(State.READY);
        assertThat(List.of(run.total(), run.fresh(), run.present(), run.wrong()))
                .containsExactly(6, 1, 1, 4);
        assertThat(problems(tenant, run))
                .containsEntry(4, "lastName=name.empty")
                .containsEntry(5, "email=email.malformed")
                .containsEntry(6, "email=imports.row.twice.email")
                .containsEntry(7, "email=imports.row.nothing");
        assertThat(imports.rows(tenant.admin(), run.id(), Outcome.WRONG, 5, 1).getFirst())
                .satisfies(
                        row -> assertThat(row.problems().getFirst().arguments()).containsExactly(2))
                .satisfies(row -> assertThat(row.name()).isEqualTo("Ada Byron"));
        assertThat(imports.rows(tenant.admin(), run.id(), Outcome.PRESENT, 0, 9))
                .extracting(ImportedRow::number, ImportedRow::member)
                .containsExactly(tuple(3, there.member()));
        assertThat(members(tenant)).isEqualTo(2);
    }

    @Test
    @DisplayName(
            "CRE-4 LIF-1 what was confirmed happens: people are known, or invited with a seat, and the report names each")
    void apply() {
        var tenant = house.tenant("Northwind", 10);

        var run = imported(
                tenant,
                HEADER
                        + "Ada,Byron,ada@northwind.example,,,,\n"
                        + "Kim,Park,,kim.park,+49 171 2345678,Otter-Seven-9,\n"
                        + "Noor,Haddad,noor@northwind.example,,,,email\n");

        assertThat(run.state()).isEqualTo(State.DONE);
        assertThat(List.of(run.added(), run.sent(), run.unsent())).containsExactly(3, 1, 0);
        assertThat(statuses(tenant))
                .containsEntry("ada@northwind.example", MemberStatus.CREATED)
                .containsEntry("kim.park", MemberStatus.INVITED)
                .containsEntry("noor@northwind.example", MemberStatus.INVITED);
        assertThat(seats(tenant)).isEqualTo(3);
        assertThat(house.mailTo("noor@northwind.example")).contains("/activate/");
        var kim = Objects.requireNonNull(imports.rows(tenant.admin(), run.id(), Outcome.ADDED, 2, 1)
                .getFirst()
                .member());
        assertThat(house.get(OneTimeCodes.class)
                        .given(OneTimeCodes.Purpose.ONE_TIME_PASSWORD, kim.value(), "otterseven9"))
                .isTrue();
        assertThat(house.asOwner()
                        .sql(
                                "select count(*) from consent where organization_id = :organization and confirmed_by = :admin")
                        .param("organization", tenant.id().value())
                        .param(
                                "admin",
                                Objects.requireNonNull(tenant.admin().member()).value())
                        .query(Integer.class)
                        .single())
                .isEqualTo(3);
    }

    @Test
    @DisplayName("CRE-4 the template's example is nobody; what is left of it in somebody's row is wrong")
    void example() {
        var tenant = house.tenant("Northwind");

        var run = read(
                tenant,
                HEADER
                        + "Ada,Byron,ada@northwind.example,,,,\n"
                        + "Jane,Example,someone@example.invalid,example.person,+1 202 555 0123,,email\n"
                        + "Kim,Park,someone@example.invalid,,,,\n"
                        + "Noor,Haddad,noor@northwind.example,,07700 900123,,\n");

        assertThat(List.of(run.total(), run.fresh(), run.present(), run.wrong()))
                .containsExactly(3, 1, 0, 2);
        assertThat(problems(tenant, run))
                .containsEntry(4, "email=imports.example")
                .containsEntry(5, "phone=imports.example");
    }

    @Test
    @DisplayName("CRE-4 the same file again adds nobody")
    void again() {
        var tenant = house.tenant("Northwind");
        var file = HEADER + people(30, "again");
        imported(tenant, file);

        var run = read(tenant, file);

        assertThat(List.of(run.fresh(), run.present(), run.wrong())).containsExactly(0, 30, 0);
        assertRefused("imports.nobody", () -> imports.confirm(tenant.admin(), run.id(), 0));
        assertThat(members(tenant)).isEqualTo(31);
    }

    @Test
    @DisplayName(
            "CRE-4 LIF-2 who is blocked does not come back, and a number that is somebody else's is wrong with their name")
    void others() {
        var tenant = house.tenant("Northwind");
        imported(tenant, HEADER + "Kim,Park,kim@northwind.example,,+49 171 2345678,,\n");
        house.asOwner()
                .sql(
                        "update member set status = 'BLOCKED' where organization_id = :organization and email = 'kim@northwind.example'")
                .param("organization", tenant.id().value())
                .update();

        var run = read(
                tenant,
                HEADER + "Kim,Park,kim@northwind.example,,,,\n" + "Ada,Byron,ada@northwind.example,,+491712345678,,\n");

        assertThat(List.of(run.fresh(), run.present(), run.wrong())).containsExactly(0, 1, 1);
        var wrong = imports.rows(tenant.admin(), run.id(), Outcome.WRONG, 0, 9)
                .getFirst()
                .problems()
                .getFirst();
        assertThat(wrong.code()).isEqualTo("creation.taken.phone");
        assertThat(wrong.arguments()).containsExactly("Kim Park");
    }

    @Test
    @DisplayName(
            "CRE-4 ORG-4 no seat beyond those that are left: the confirmation is refused, and what was held for others is given back")
    void seatsFull() {
        var tenant = house.tenant("Northwind", 3);
        var run = read(tenant, HEADER + rows(3, "seat", ",,,,email"));
        assertThat(run.seats()).isEqualTo(3);

        assertRefused("seats.full", () -> imports.confirm(tenant.admin(), run.id(), 0));

        assertThat(seats(tenant)).isEqualTo(1);
        assertThat(imports.get(tenant.admin(), run.id()).state()).isEqualTo(State.READY);
        var two = read(tenant, HEADER + rows(2, "seat", ",,,,email"));
        imports.confirm(tenant.admin(), two.id(), 0);
        assertThat(seats(tenant)).isEqualTo(3);
        imports.cancel(tenant.admin(), two.id());
        assertThat(seats(tenant)).isEqualTo(1);
    }

    @Test
    @DisplayName(
            "CRE-4 two imports of the same people at once: each is added once, and the other report calls them present")
    void twoAtOnce() {
        var tenant = house.tenant("Northwind", 500);
        var file = HEADER + rows(200, "race", ",,,,email");
        var runs = IntStream.range(0, 2).mapToObj(n -> read(tenant, file)).toList();

        Race.of(2, n -> imports.confirm(tenant.admin(), runs.get(n).id(), 0));
        house.runJobs();

        var ended =
                runs.stream().map(run -> imports.get(tenant.admin(), run.id())).toList();
        assertThat(ended).extracting(ImportRun::state).isSubsetOf(State.SENDING, State.DONE);
        assertThat(ended.stream().mapToInt(ImportRun::added).sum()).isEqualTo(200);
        assertThat(ended.stream().mapToInt(ImportRun::present).sum()).isEqualTo(200);
        assertThat(members(tenant)).isEqualTo(201);
        assertThat(seats(tenant)).isEqualTo(201);
    }

    @Test
    @DisplayName("CRE-4 cancelled in the middle: what is done stays and is reported, the rest is not begun")
    void cancel() {
        var tenant = house.tenant("Northwind");
        var run = read(tenant, HEADER + people(9_000, "middle"));
        imports.confirm(tenant.admin(), run.id(), 0);
        assertThat(house.get(ImportApplying.class).step(tenant.id(), run.id(), 0))
                .isTrue();

        var ended = imports.cancel(tenant.admin(), run.id());
        house.runJobs();

        assertThat(ended.state()).isEqualTo(State.CANCELLED);
        assertThat(ended.added()).isEqualTo(4_000);
        assertThat(members(tenant)).isEqualTo(4_001);
        assertThat(imports.rows(tenant.admin(), run.id(), Outcome.ADDED, 3_999, 4))
                .extracting(ImportedRow::outcome)
                .containsExactly(Outcome.ADDED, Outcome.ADDED, Outcome.NEW, Outcome.NEW);
    }

    @Test
    @DisplayName(
            "CRE-4 ROL-3 a role that the importer may not give is wrong in the dry run, and refused where the right ended since")
    void roles() {
        var tenant = house.tenant("Northwind");
        var file = "First name,Last name,E-mail,Role\nAda,Byron,ada@northwind.example,Organization admin\n";

        var run = read(tenant, file);
        assertThat(run.fresh()).isEqualTo(1);
        imports.confirm(tenant.admin(), run.id(), 0);
        house.asOwner()
                .sql(
                        "update role_grant set role_id = (select id from role where organization_id = :organization and predefined = 'member')"
                                + " where organization_id = :organization and subject_id = :admin")
                .param("organization", tenant.id().value())
                .param("admin", Objects.requireNonNull(tenant.admin().subject()).value())
                .update();
        house.runJobs();

        var ended = house.asOwner()
                .sql("select failure from import_run where id = :id")
                .param("id", run.id().value())
                .query(String.class)
                .single();
        assertThat(ended).isEqualTo("forbidden");
        assertThat(members(tenant)).isEqualTo(1);
    }

    @Test
    @DisplayName(
            "CRE-4 ACT-2 one-time passwords: too short, common, or the same for two people is wrong; those that are made are good")
    void codes() {
        var tenant = house.tenant("Northwind");

        var run = read(
                tenant,
                HEADER
                        + "A,One,,one,+491712345671,short,\n"
                        + "B,Two,,two,+491712345672,password1,\n"
                        + "C,Three,,three,+491712345673,Otter-Seven-9,\n"
                        + "D,Four,,four,+491712345674,otter seven 9,\n"
                        + "E,Five,,five,+491712345675,,One-time password\n");

        assertThat(problems(tenant, run))
                .containsEntry(2, "code=imports.row.code.length")
                .containsEntry(3, "code=password.common")
                .containsEntry(5, "code=imports.row.twice.code")
                .hasSize(3);
        assertThat(List.of(run.fresh(), run.codes())).containsExactly(2, 1);
        assertThat(imports.rows(tenant.admin(), run.id(), Outcome.WRONG, 0, 9))
                .allSatisfy(row -> assertThat(row.problems().getFirst().value()).isEmpty());
    }

    @Test
    @DisplayName("CRE-4 an import is its importer's own: for others, also of another organization, it is not there")
    void own() {
        var tenant = house.tenant("Northwind");
        var other = house.tenant("Contoso");
        var run = read(tenant, HEADER + people(2, "own"));
        var member = house.member(tenant, "Lena", "Weber", "lena-own@northwind.example");

        assertRefused("not.found", () -> imports.get(other.admin(), run.id()));
        assertRefused("not.found", () -> imports.confirm(other.admin(), run.id(), 0));
        assertRefused("forbidden", () -> imports.get(member, run.id()));
        assertRefused("forbidden", () -> upload(member, HEADER));
    }

    @Test
    @DisplayName("CRE-4 PRI-1 after seven days nothing is left of the file and its rows")
    void purge() {
        var tenant = house.tenant("Northwind");
        var run = read(tenant, HEADER + people(3, "purge"));

        // As a server that starts does.
        house.get(Scheduler.class)
                .schedule(
                        new TaskInstance<Void>("import-purge", RecurringTask.INSTANCE),
                        house.clock().instant());
        house.runJobs();
        assertThat(imports.get(tenant.admin(), run.id()).total()).isEqualTo(3);
        house.clock().tick(Duration.ofDays(8));
        house.runJobs();

        assertRefused("not.found", () -> imports.get(tenant.admin(), run.id()));
        for (var table : List.of("import_row", "import_piece"))
            assertThat(house.asOwner()
                            .sql("select count(*) from " + table + " where import_id = :id")
                            .param("id", run.id().value())
                            .query(Integer.class)
                            .single())
                    .isZero();
    }

    @Test
    @DisplayName(
            "CRE-4 MEM-2 search finds imported people once their words are written, and everybody has theirs in the end")
    void words() {
        var tenant = house.tenant("Northwind");
        imported(tenant, HEADER + people(3_000, "word"));
        assertThat(house.get(MemberWords.class).behind(tenant.admin())).isEqualTo(3_000);
        house.get(Scheduler.class)
                .schedule(
                        new TaskInstance<Void>("member-words", RecurringTask.INSTANCE),
                        house.clock().instant());
        house.runJobs();
        // While people still come, all the database's power is theirs.
        assertThat(words(tenant)).isEqualTo(1);

        house.await("words of everybody", () -> {
            house.clock().tick(Duration.ofSeconds(2));
            house.runJobs();
            return words(tenant) == 3_001;
        });
        assertThat(house.get(MemberWords.class).behind(tenant.admin())).isZero();
        assertThat(house.asOwner()
                        .sql("select count(*) from member_words_indexes() where gathers")
                        .query(Integer.class)
                        .single())
                .isZero();
    }

    @Test
    @DisplayName("CRE-4 PRI-1 an import that is cancelled before anybody confirmed it leaves neither file nor rows")
    void discard() {
        var tenant = house.tenant("Northwind");
        var run = read(tenant, HEADER + people(3, "discard"));

        var ended = imports.cancel(tenant.admin(), run.id());

        assertThat(ended.state()).isEqualTo(State.CANCELLED);
        assertThat(ended.total()).isZero();
        for (var table : List.of("import_row", "import_piece"))
            assertThat(house.asOwner()
                            .sql("select count(*) from " + table + " where import_id = :id")
                            .param("id", run.id().value())
                            .query(Integer.class)
                            .single())
                    .isZero();
    }

    @Test
    @DisplayName("CRE-4 more than thirty uploads within an hour are refused before the file is received")
    void tooMany() {
        var tenant = house.tenant("Northwind");
        for (var upload = 0; upload < 30; upload++) imports.requireUpload(tenant.admin());

        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> imports.requireUpload(tenant.admin()))
                .satisfies(refusal -> assertThat(refusal.kind()).isEqualTo(Refusal.Kind.TOO_MANY));
    }

    private ImportRun imported(Tenant tenant, String content) {
        var run = read(tenant, content);
        imports.confirm(tenant.admin(), run.id(), 0);
        house.runJobs();
        return imports.get(tenant.admin(), run.id());
    }

    private ImportRun read(Tenant tenant, String content) {
        var run = upload(tenant.admin(), content);
        assertThat(run.state()).isEqualTo(State.READING);
        house.runJobs();
        return imports.get(tenant.admin(), run.id());
    }

    private ImportRun upload(Actor actor, String content) {
        try {
            var file = Files.writeString(folder.resolve("people.csv"), content);
            var language = house.get(Texts.class).in(Locale.ENGLISH);
            return imports.upload(actor, file, "people.csv", language, DefaultWay.NONE);
        } catch (IOException full) {
            throw new UncheckedIOException(full);
        }
    }

    private static String people(int number, String who) {
        return rows(number, who, ",,,,");
    }

    private static String rows(int number, String who, String rest) {
        return IntStream.range(0, number)
                .mapToObj(n -> "First" + n + ",Last," + who + n + "@northwind.example" + rest + "\n")
                .collect(Collectors.joining());
    }

    private Map<Integer, String> problems(Tenant tenant, ImportRun run) {
        return imports.rows(tenant.admin(), run.id(), Outcome.WRONG, 0, 100).stream()
                .collect(Collectors.toMap(ImportedRow::number, row -> {
                    var problem = row.problems().getFirst();
                    return problem.field() + "=" + problem.code();
                }));
    }

    private Map<String, MemberStatus> statuses(Tenant tenant) {
        return house
                .asOwner()
                .sql(
                        "select coalesce(email, username) as name, status from member where organization_id = :organization")
                .param("organization", tenant.id().value())
                .query((row, n) -> Map.entry(row.getString("name"), MemberStatus.valueOf(row.getString("status"))))
                .list()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private int words(Tenant tenant) {
        return house.asOwner()
                .sql("select count(*) from member_words where organization_id = :organization")
                .param("organization", tenant.id().value())
                .query(Integer.class)
                .single();
    }

    private int members(Tenant tenant) {
        return house.asOwner()
                .sql("select count(*) from member where organization_id = :organization")
                .param("organization", tenant.id().value())
                .query(Integer.class)
                .single();
    }

    private int seats(Tenant tenant) {
        return house.inTransaction(
                () -> house.get(Organizations.class).get(tenant.id()).seatsUsed());
    }

    private static void assertRefused(String code, Runnable work) {
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(work::run)
                .satisfies(refusal -> assertThat(refusal.code()).isEqualTo(code));
    }
}
