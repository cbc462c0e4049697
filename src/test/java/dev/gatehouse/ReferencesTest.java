package dev.gatehouse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.testing.TestPostgres;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What tables refer to is held by triggers in place of foreign keys ({@code V21__references.sql}), and as those would. */
class ReferencesTest {

    private static final String DONE = "done";
    private static final String REFUSED = "23503";

    private static TestPostgres.Database database;
    private static Connection one;
    private static Connection other;
    private static UUID organization;
    private static UUID elsewhere;

    /** The references: which column of which table names what, and whether it goes along with that. */
    enum Reference {
        MEMBER_SUBJECT("member", "subject_id", "permission_subject", false),
        MEMBER_DEPARTMENT("member", "department_id", "department", false),
        MEMBER_JOB_PROFILE("member", "job_profile_id", "job_profile", false),
        MEMBER_USER_TYPE("member", "user_type_id", "user_type", false),
        MEMBER_PARTNER("member", "partner_id", "partner", false),
        ATTRIBUTE_MEMBER("member_attribute", "member_id", "member", true),
        ATTRIBUTE("member_attribute", "attribute_id", "attribute", true),
        PROMISE_MEMBER("initial_permission", "member_id", "member", true),
        PROMISE_TEAM("initial_permission", "team_id", "team", true),
        PROMISE_ROLE("initial_permission", "role_id", "role", false),
        PROMISE_SCOPE("initial_permission", "scope_id", "scope", false),
        CONSENT_MEMBER("consent", "member_id", "member", true);

        final String table;
        final String column;
        final String named;
        final boolean goesAlong;

        Reference(String table, String column, String named, boolean goesAlong) {
            this.table = table;
            this.column = column;
            this.named = named;
            this.goesAlong = goesAlong;
        }

        String insert(UUID to) {
            return switch (table) {
                case "member" -> insertMember(to);
                case "member_attribute" ->
                    "insert into member_attribute (organization_id, member_id, attribute_id, value) values ('%s', '%s', '%s', 'x')"
                            .formatted(
                                    organization,
                                    this == ATTRIBUTE_MEMBER ? to : made("member", organization),
                                    this == ATTRIBUTE ? to : made("attribute", organization));
                case "consent" ->
                    "insert into consent (organization_id, member_id, text_version, language, given_at) values ('%s', '%s', 0, 'en', now())"
                            .formatted(organization, to);
                default -> insertPromise(to);
            };
        }

        private String insertMember(UUID to) {
            var subject = this == MEMBER_SUBJECT ? to : made("permission_subject", organization);
            var place = this == MEMBER_SUBJECT ? "partner_id" : column;
            return "insert into member (organization_id, subject_id, status, created_at, status_changed_at, %s) values ('%s', '%s', 'CREATED', now(), now(), %s)"
                    .formatted(place, organization, subject, this == MEMBER_SUBJECT ? "null" : "'" + to + "'");
        }

        private String insertPromise(UUID to) {
            var member = this == PROMISE_MEMBER ? to : made("member", organization);
            if (this == PROMISE_TEAM)
                return "insert into initial_permission (organization_id, member_id, team_id) values ('%s', '%s', '%s')"
                        .formatted(organization, member, to);
            return "insert into initial_permission (organization_id, member_id, role_id, scope_id) values ('%s', '%s', '%s', '%s')"
                    .formatted(
                            organization,
                            member,
                            this == PROMISE_ROLE ? to : made("role", organization),
                            this == PROMISE_SCOPE ? to : made("scope", organization));
        }

        String move(UUID from, UUID to) {
            return "update %s set %s = '%s' where %s = '%s'".formatted(table, column, to, column, from);
        }

        String delete(UUID what) {
            return "delete from %s where id = '%s'".formatted(named, what);
        }

        int referring(UUID to) {
            return Integer.parseInt(asked("select count(*) from %s where %s = '%s'".formatted(table, column, to)));
        }
    }

    @BeforeAll
    static void open() throws SQLException {
        database = TestPostgres.newDatabase();
        one = database.asOwner();
        other = database.asOwner();
        organization = UUID.fromString(asked(
                "insert into organization (slug, name, created_at) values ('north', 'North', now()) returning id"));
        elsewhere = UUID.fromString(asked(
                "insert into organization (slug, name, created_at) values ('south', 'South', now()) returning id"));
    }

    @AfterAll
    static void close() throws SQLException {
        one.close();
        other.close();
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("ORG-1 nothing refers to what is not there, or is another organization's")
    void refers(Reference reference) {
        var there = made(reference.named, organization);

        assertThat(run(one, reference.insert(UUID.randomUUID()))).isEqualTo(REFUSED);
        assertThat(run(one, reference.insert(made(reference.named, elsewhere)))).isEqualTo(REFUSED);
        assertThat(run(one, reference.insert(there))).isEqualTo(DONE);
        assertThat(run(one, reference.move(there, UUID.randomUUID()))).isEqualTo(REFUSED);
        assertThat(run(one, reference.move(there, made(reference.named, elsewhere))))
                .isEqualTo(REFUSED);
        assertThat(run(one, reference.move(there, made(reference.named, organization))))
                .isEqualTo(DONE);
        assertThat(reference.referring(there)).isZero();
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("ORG-1 what is referred to stays, or takes along what refers to it, and its key never changes")
    void lasts(Reference reference) {
        var there = made(reference.named, organization);
        assertThat(run(one, reference.insert(there))).isEqualTo(DONE);

        assertThat(run(one, "update %s set id = gen_random_uuid() where id = '%s'".formatted(reference.named, there)))
                .startsWith("23");
        assertThat(run(one, reference.delete(there))).isEqualTo(reference.goesAlong ? DONE : REFUSED);
        assertThat(reference.referring(there)).isEqualTo(reference.goesAlong ? 0 : 1);
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("ORG-1 who deletes what somebody is just about to refer to waits, and then meets them")
    void comesFirst(Reference reference) throws SQLException {
        var there = made(reference.named, organization);
        begin(one, "read committed");
        assertThat(run(one, reference.insert(there))).isEqualTo(DONE);

        var deleting = runAside(reference.delete(there));
        end();

        assertThat(deleting.join()).isEqualTo(reference.goesAlong ? DONE : REFUSED);
        assertThat(reference.referring(there)).isEqualTo(reference.goesAlong ? 0 : 1);
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("ORG-1 who refers to what is just being deleted waits, and is refused")
    void goesFirst(Reference reference) throws SQLException {
        var there = made(reference.named, organization);
        var insert = reference.insert(there);
        begin(one, "read committed");
        assertThat(run(one, reference.delete(there))).isEqualTo(DONE);

        var referring = runAside(insert);
        end();

        assertThat(referring.join()).isEqualTo(REFUSED);
        assertThat(reference.referring(there)).isZero();
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName(
            "ORG-1 what a transaction changed and then refers to is held until it ends, and what it deleted is not there for it")
    void own(Reference reference) throws SQLException {
        var there = made(reference.named, organization);
        var gone = made(reference.named, organization);
        begin(one, "read committed");
        assertThat(run(one, "update %1$s set id = id where id = '%2$s'".formatted(reference.named, there)))
                .isEqualTo(DONE);
        assertThat(run(one, reference.insert(there))).isEqualTo(DONE);

        var deleting = runAside(reference.delete(there));
        end();

        assertThat(deleting.join()).isEqualTo(reference.goesAlong ? DONE : REFUSED);
        assertThat(reference.referring(there)).isEqualTo(reference.goesAlong ? 0 : 1);

        var insert = reference.insert(gone);
        begin(one, "read committed");
        assertThat(run(one, reference.delete(gone))).isEqualTo(DONE);
        assertThat(run(one, insert)).isEqualTo(REFUSED);
        end();
    }

    @Test
    @DisplayName(
            "CRE-4 what a transaction brought is found without reading who was there before, also by a session that began with few")
    void broughtByThousands() throws SQLException {
        var people = 500;
        for (var time = 0; time < 10; time++) bring(people);

        assertThat(bring(people)).isEqualTo(people);
    }

    /** Brings people who agreed to something, and returns how many members were read by an index to find whose consent that is. */
    private static int bring(int people) throws SQLException {
        begin(one, "read committed");
        assertThat(run(one, """
                with subject as (insert into permission_subject (organization_id) select '%1$s' from generate_series(1, %2$d) returning id)
                insert into member (organization_id, subject_id, status, created_at, status_changed_at)
                select '%1$s', id, 'CREATED', now(), now() from subject
                """.formatted(organization, people))).isEqualTo(DONE);
        var before = readByIndex();
        assertThat(run(one, """
                insert into consent (organization_id, member_id, text_version, language, given_at)
                select organization_id, id, 0, 'en', now() from member where xmin = pg_current_xact_id()::xid
                """)).isEqualTo(DONE);
        var read = readByIndex() - before;
        end();
        return read;
    }

    private static int readByIndex() throws SQLException {
        try (var statement = one.createStatement();
                var answer = statement.executeQuery(
                        "select idx_tup_fetch from pg_stat_xact_user_tables where relname = 'member'")) {
            answer.next();
            return answer.getInt(1);
        }
    }

    @Test
    @DisplayName("ORG-1 a transaction that sees what was when it began deletes nothing that others may refer to since")
    void lastingSnapshot() throws SQLException {
        var there = made("department", organization);
        begin(one, "repeatable read");

        assertThat(run(one, "delete from department where id = '%s'".formatted(there)))
                .isEqualTo("0A000");
        end();
    }

    @Test
    @DisplayName("ORG-1 a subject belongs to an organization")
    void subject() {
        assertThat(run(one, "insert into permission_subject (organization_id) values (gen_random_uuid())"))
                .isEqualTo(REFUSED);
    }

    private static UUID made(String table, UUID organization) {
        var values =
                switch (table) {
                    case "permission_subject" -> "(organization_id) values ('%s')";
                    case "department", "job_profile", "partner" ->
                        "(organization_id, name, created_at) values ('%s', gen_random_uuid(), now())";
                    case "user_type" ->
                        "(organization_id, name, newsletter, services, key_accounts, created_at) values ('%s', gen_random_uuid(), true, true, true, now())";
                    case "attribute" ->
                        "(organization_id, name, kind, required, unique_values, shown, editable, position, created_at)"
                                + " values ('%s', gen_random_uuid(), 'text', false, false, true, true, 1, now())";
                    case "role" ->
                        "(organization_id, name, level, scope_kinds, permissions, created_at)"
                                + " values ('%s', gen_random_uuid(), 'member', '{organization}', '{}', now())";
                    case "scope" ->
                        "(organization_id, id, kind, path) select '%1$s', own, 'hub', array[own, '%1$s'::uuid] from gen_random_uuid() own";
                    case "team" ->
                        "(organization_id, id, name, created_at) values ('%s', '"
                                + made("permission_subject", organization) + "', gen_random_uuid(), now())";
                    default ->
                        "(organization_id, subject_id, status, created_at, status_changed_at) values ('%s', '"
                                + made("permission_subject", organization) + "', 'CREATED', now(), now())";
                };
        return UUID.fromString(
                asked("insert into %s %s returning id".formatted(table, values.formatted(organization))));
    }

    private static void begin(Connection connection, String isolation) throws SQLException {
        connection.setAutoCommit(false);
        run(connection, "set transaction isolation level " + isolation);
    }

    private static void end() throws SQLException {
        one.commit();
        one.setAutoCommit(true);
    }

    /** Begins a statement in another session, and comes back once it waits for the first. */
    private static CompletableFuture<String> runAside(String statement) {
        var aside = CompletableFuture.supplyAsync(() -> run(other, statement));
        Awaitility.await("a statement that waits")
                .until(() -> asked(
                                "select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'")
                        .equals("1"));
        return aside;
    }

    /** {@link #DONE}, or the state of the error; a transaction that was begun by hand stays open. */
    private static String run(Connection connection, String sql) {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
            return DONE;
        } catch (SQLException refused) {
            return Objects.requireNonNull(refused.getSQLState());
        }
    }

    private static String asked(String sql) {
        try (var connection = database.asOwner();
                var statement = connection.createStatement();
                ResultSet answer = statement.executeQuery(sql)) {
            answer.next();
            return answer.getString(1);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }
}
