package dev.gatehouse.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.platform.DatabaseUrl;
import dev.gatehouse.platform.Settings;
import dev.gatehouse.platform.StartRefusal;
import dev.gatehouse.testing.TestPostgres;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatabaseTest {

    private static final String KEY = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";
    private static final String OTHER_KEY = "ICECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";

    @Test
    @DisplayName("OPS-1 four processes that first start on one outside database at once all come up, on one schema")
    void concurrentFirstStarts() throws Exception {
        var outside = TestPostgres.emptyDatabase().owner();
        var barrier = new CyclicBarrier(4);
        Callable<DatabaseUrl> starting = () -> {
            barrier.await();
            try (var database = Database.open(settings(outside, KEY))) {
                return database.app();
            }
        };
        try (var threads = Executors.newFixedThreadPool(4)) {
            var apps = threads.invokeAll(
                    IntStream.range(0, 4).mapToObj(i -> starting).toList());
            for (var app : apps) {
                assertThat(app.get().role()).isEqualTo(outside.database() + "_app");
                assertThat(rows(app.get(), "select count(*) from scheduled_tasks"))
                        .isZero();
            }
        }
        assertThat(rows(outside, "select count(*) from flyway_schema_history where success and version is not null"))
                .isPositive();
    }

    @Test
    @DisplayName(
            "OPS-1 a later start finds nothing to migrate, and a migration that was changed since it ran is refused as ever")
    void changedMigration() throws SQLException {
        var outside = TestPostgres.emptyDatabase().owner();
        try (var first = Database.open(settings(outside, KEY));
                var connection = Roles.connect(outside)) {
            assertThat(first.app().role()).isNotEmpty();
            assertThat(Migrations.haveRun(connection, Migrations.SCHEMA)).isTrue();
            execute(outside, "update flyway_schema_history set checksum = checksum + 1 where version = '2'");
            assertThat(Migrations.haveRun(connection, Migrations.SCHEMA)).isFalse();
        }
        assertThatThrownBy(() -> Database.open(settings(outside, KEY))).hasMessageContaining("checksum mismatch");
        execute(outside, "delete from flyway_schema_history where version = '2'");
        try (var connection = Roles.connect(outside)) {
            assertThat(Migrations.haveRun(connection, Migrations.SCHEMA)).isFalse();
        }
    }

    @Test
    @DisplayName("OPS-1 the role that the application works as owns nothing and is refused what the owner may")
    void ownsNothing() throws SQLException {
        var outside = TestPostgres.emptyDatabase().owner();
        try (var database = Database.open(settings(outside, KEY))) {
            var owned = """
                    select count(*) from pg_class c join pg_roles r on r.oid = c.relowner where r.rolname = current_user
                    """;
            assertThat(rows(database.app(), owned)).isZero();
            assertThatThrownBy(() -> rows(database.app(), "drop table scheduled_tasks"))
                    .hasMessageContaining("must be owner");
            assertThatThrownBy(() -> rows(database.app(), "create table mine (id int)"))
                    .hasMessageContaining("permission denied");
        }
    }

    @Test
    @DisplayName(
            "OPS-1 CRE-4 temporary tables, which imports read into, are opened to it where the database was closed to them")
    void temporaryTables() throws SQLException {
        var outside = TestPostgres.emptyDatabase().owner();
        execute(outside, "revoke temporary on database \"" + outside.database() + "\" from public");
        try (var database = Database.open(settings(outside, KEY))) {
            assertThat(rows(
                            database.app(),
                            "select count(*) where has_database_privilege(current_database(), 'TEMPORARY')"))
                    .isEqualTo(1);
        }
    }

    @Test
    @DisplayName("OPS-1 a process with another master key is refused and changes nothing")
    void otherMasterKey() throws SQLException {
        var outside = TestPostgres.emptyDatabase().owner();
        try (var first = Database.open(settings(outside, KEY))) {
            assertThatThrownBy(() -> Database.open(settings(outside, OTHER_KEY)))
                    .isInstanceOf(StartRefusal.class)
                    .hasMessageContaining("another master key");
            assertThat(rows(first.app(), "select 1")).isEqualTo(1);
        }
    }

    @Test
    @DisplayName(
            "OPS-1 the owner's own role for the application is taken, and a new master key once the owner forgets the old one")
    void newMasterKey() throws SQLException {
        var outside = TestPostgres.emptyDatabase().owner();
        var role = "\"" + outside.database() + "_app\"";
        execute(outside, "create role " + role + " login");
        try (var first = Database.open(settings(outside, KEY))) {
            assertThat(rows(first.app(), "select 1")).isEqualTo(1);
        }
        execute(outside, "comment on role " + role + " is null");
        try (var second = Database.open(settings(outside, OTHER_KEY))) {
            assertThat(rows(second.app(), "select 1")).isEqualTo(1);
        }
    }

    @Test
    @DisplayName("OPS-1 a role that passes row-level security is not taken for the application")
    void powerfulRole() {
        var outside = TestPostgres.emptyDatabase().owner();
        var settings = Settings.of(Map.of(
                "GATEHOUSE_DATABASE_URL", outside.text(),
                "GATEHOUSE_DATABASE_APP_URL", outside.text(),
                "GATEHOUSE_MASTER_KEY", KEY));
        assertThatThrownBy(() -> Database.open(settings))
                .isInstanceOf(StartRefusal.class)
                .hasMessageContaining("organizations would not be kept apart");
    }

    @Test
    @DisplayName("OPS-1 a database that is not there is named, without its password")
    void unreachable() {
        var nowhere = new DatabaseUrl("127.0.0.1:1/gatehouse", "gatehouse", "gatehouse", "hunter2");
        assertThatThrownBy(() -> Database.open(settings(nowhere, KEY)))
                .isInstanceOf(StartRefusal.class)
                .hasMessageStartingWith("The database at 127.0.0.1:1/gatehouse cannot be used")
                .message()
                .doesNotContain("hunter2");
    }

    @Test
    @DisplayName("OPS-1 inside: a first start, a second start, and a lost master key that is named as the cause")
    void inside(@TempDir Path folder) throws SQLException {
        Map<String, String> variables = Map.of("GATEHOUSE_DATA_DIR", folder.toString(), "GATEHOUSE_MASTER_KEY", KEY);
        for (var start = 1; start <= 2; start++)
            try (var database = Database.open(Settings.of(variables))) {
                assertThat(rows(database.app(), "select count(*) from scheduled_tasks"))
                        .isZero();
            }
        assertThatThrownBy(() -> Database.open(Settings.of(
                        Map.of("GATEHOUSE_DATA_DIR", folder.toString(), "GATEHOUSE_MASTER_KEY", OTHER_KEY))))
                .isInstanceOf(StartRefusal.class)
                .hasMessageContaining("another master key");
    }

    private static Settings settings(DatabaseUrl outside, String key) {
        return Settings.of(Map.of("GATEHOUSE_DATABASE_URL", outside.text(), "GATEHOUSE_MASTER_KEY", key));
    }

    private static void execute(DatabaseUrl url, String sql) throws SQLException {
        try (var connection = DriverManager.getConnection(url.jdbc(), url.properties());
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static long rows(DatabaseUrl url, String sql) throws SQLException {
        try (var connection = DriverManager.getConnection(url.jdbc(), url.properties());
                var statement = connection.createStatement();
                var row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }
}
