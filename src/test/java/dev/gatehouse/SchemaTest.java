package dev.gatehouse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.testing.TestPostgres;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** The second wall, and the shape that keeps tenants apart. */
class SchemaTest {

    /** Tables with an organization's id that are looked into before the organization is known; none holds a name or an address. */
    private static final Set<String> BEFORE_ANY_ORGANIZATION =
            Set.of("one_time_secret", "one_time_code", "event_unchained", "level_pending");

    private static TestPostgres.Database database;

    @BeforeAll
    static void migrate() {
        database = TestPostgres.newDatabase();
    }

    @Test
    @DisplayName("ORG-1 every table of tenants begins its key with the organization, and has row-level security on")
    void tenantTables() {
        var tenants = owner().sql("""
                select c.relname from pg_class c join pg_attribute a on a.attrelid = c.oid
                 where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace and a.attname = 'organization_id'
                 order by 1
                """).query((row, n) -> row.getString(1)).list();
        var walled = owner().sql("""
                select relname from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace and relrowsecurity order by 1
                """).query((row, n) -> row.getString(1)).list();
        var keyed = owner().sql("""
                select c.relname from pg_class c
                  join pg_constraint k on k.conrelid = c.oid and k.contype = 'p'
                  join pg_attribute a on a.attrelid = c.oid and a.attnum = k.conkey[1]
                 where c.relnamespace = 'public'::regnamespace and a.attname = 'organization_id' order by 1
                """).query((row, n) -> row.getString(1)).list();

        assertThat(tenants).isNotEmpty();
        assertThat(walled).containsAll(except(tenants));
        assertThat(keyed).containsAll(except(tenants));
    }

    @Test
    @DisplayName("ORG-1 every foreign key between tables of tenants carries the organization")
    void foreignKeys() {
        assertThat(owner().sql("""
                select k.conrelid::regclass || ' ' || k.conname
                  from pg_constraint k
                 where k.contype = 'f' and k.confrelid::regclass::text <> 'organization'
                   and exists (select from pg_attribute a where a.attrelid = k.conrelid and a.attname = 'organization_id')
                   and exists (select from pg_attribute a where a.attrelid = k.confrelid and a.attname = 'organization_id')
                   and not exists (select from pg_attribute a
                                    where a.attrelid = k.conrelid and a.attnum = any(k.conkey) and a.attname = 'organization_id')
                """).query(String.class).list()).isEmpty();
    }

    @Test
    @DisplayName("OPS-1 the application's role owns nothing and may not pass row-level security")
    void ownsNothing() {
        assertThat(app().sql("""
                select count(*) from pg_class where relowner = (select oid from pg_roles where rolname = current_user)
                """).query(Integer.class).single()).isZero();
        assertThat(app().sql(
                                "select rolbypassrls or rolsuper or rolcreaterole from pg_roles where rolname = current_user")
                        .query(Boolean.class)
                        .single())
                .isFalse();
    }

    @Test
    @DisplayName("ORG-1 without an organization entered, the application sees no row of any tenant")
    void nothingEntered() throws SQLException {
        try (var connection = database.asOwner();
                var statement = connection.createStatement()) {
            statement.execute("""
                    insert into organization (slug, name, created_at) values ('north', 'North', '2026-01-01'), ('south', 'South', '2026-01-01');
                    insert into permission_subject (organization_id) select id from organization;
                    insert into member (organization_id, subject_id, status, email, created_at, status_changed_at)
                    select s.organization_id, s.id, 'INVITED', 'x@example.com', '2026-01-01', '2026-01-01' from permission_subject s
                    """);
        }
        try (var connection = database.asApp();
                var statement = connection.createStatement()) {
            try (var rows = statement.executeQuery("select count(*) from member")) {
                rows.next();
                assertThat(rows.getInt(1)).isZero();
            }
            connection.setAutoCommit(false);
            statement.execute(
                    "select set_config('gatehouse.organization', (select id::text from organization where slug = 'north'), true)");
            try (var rows = statement.executeQuery("select count(*) from member")) {
                rows.next();
                assertThat(rows.getInt(1)).isEqualTo(1);
            }
            connection.commit();
            try (var rows = statement.executeQuery("select count(*) from member")) {
                rows.next();
                assertThat(rows.getInt(1)).isZero();
            }
        }
    }

    private static List<String> except(List<String> tables) {
        return tables.stream()
                .filter(table -> !BEFORE_ANY_ORGANIZATION.contains(table))
                .toList();
    }

    private static JdbcClient owner() {
        var owner = database.owner();
        return JdbcClient.create(new DriverManagerDataSource(owner.jdbc(), owner.properties()));
    }

    private static JdbcClient app() {
        var app = database.app();
        return JdbcClient.create(new DriverManagerDataSource(app.jdbc(), app.properties()));
    }
}
