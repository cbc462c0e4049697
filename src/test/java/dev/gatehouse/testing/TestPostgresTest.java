package dev.gatehouse.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class TestPostgresTest {

    @Test
    @DisplayName("OPS-1 the application's role owns nothing and cannot pass row-level security")
    void appOwnsNothing() throws SQLException {
        var database = TestPostgres.newDatabase();
        try (var connection = database.asApp();
                var statement = connection.createStatement();
                var row = statement.executeQuery("""
                        select (select count(*) from pg_class where relowner = r.oid)
                             + (select count(*) from pg_proc where proowner = r.oid)
                             + (select count(*) from pg_namespace where nspowner = r.oid)
                             + (select count(*) from pg_database where datdba = r.oid), rolsuper or rolbypassrls
                          from pg_roles r where rolname = current_user
                        """)) {
            row.next();
            assertThat(row.getInt(1)).isZero();
            assertThat(row.getBoolean(2)).isFalse();
        }
    }

    @Test
    @DisplayName("MEM-2 accents and case fall away in this database's locale")
    void locale() throws SQLException {
        try (var connection = TestPostgres.emptyDatabase().asOwner();
                var statement = connection.createStatement()) {
            statement.execute("create extension unaccent");
            try (var row = statement.executeQuery("select lower(unaccent('ÅNGSTRÖM ÇİĞ ĐÀ')), lower('ÄÖÜ ΣΑΣ')")) {
                row.next();
                assertThat(row.getString(1)).isEqualTo("angstrom cig da");
                assertThat(row.getString(2)).startsWith("äöü σα");
            }
        }
    }
}
