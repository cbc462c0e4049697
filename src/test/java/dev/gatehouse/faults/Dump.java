package dev.gatehouse.faults;

import dev.gatehouse.platform.DatabaseUrl;
import dev.gatehouse.testing.TestPostgres;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.Reader;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.flywaydb.core.Flyway;
import org.postgresql.copy.CopyManager;
import org.postgresql.core.BaseConnection;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/**
 * The rows of a database as a release left it, beside the schema version that they belong to: {@code copy} blocks as pg_dump
 * writes them, which has no version 18 on many machines yet. The schema itself is made by that release's migrations, which
 * never change; their checksums are among the rows, so that a change is noticed.
 */
final class Dump {

    private static final Pattern HEADER = Pattern.compile("-- Gatehouse (\\S+), schema (\\d+)");
    private static final Pattern COPY = Pattern.compile("copy (\\S+) \\(.*\\) from stdin;");
    private static final String END = "\\.";

    private Dump() {}

    /** Writes every row of a database. */
    static void write(DatabaseUrl owner, String release, Path file) throws SQLException, IOException {
        try (var connection = DriverManager.getConnection(owner.jdbc(), owner.properties());
                var out = new GZIPOutputStream(Files.newOutputStream(file))) {
            // One moment for all tables, whatever the server does meanwhile.
            connection.setAutoCommit(false);
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            var schema = ask(connection, "select max(version::int)::text from flyway_schema_history")
                    .getFirst();
            print(out, "-- Gatehouse %s, schema %s\n".formatted(release, schema));
            var copy = new CopyManager(connection.unwrap(BaseConnection.class));
            for (var table : ask(connection, """
                    select quote_ident(c.relname) || ' (' || string_agg(quote_ident(a.attname), ', ' order by a.attnum) || ')'
                      from pg_class c join pg_attribute a on a.attrelid = c.oid
                     where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
                       and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
                     group by c.relname order by c.relname
                    """)) {
                print(out, "\ncopy %s from stdin;\n".formatted(table));
                var name = table.substring(0, table.indexOf(' '));
                var columns = table.substring(table.indexOf('(') + 1, table.length() - 1);
                copy.copyOut("copy (select %s from %s order by 1) to stdout".formatted(columns, name), out);
                print(out, END + "\n");
            }
        }
    }

    /** Makes an empty database what it was in that release. */
    static void restore(String release, TestPostgres.Database empty) throws SQLException, IOException {
        try (var in = new BufferedReader(new InputStreamReader(
                new GZIPInputStream(Objects.requireNonNull(
                        Dump.class.getResourceAsStream("/upgrade/" + release + ".sql.gz"), release)),
                StandardCharsets.UTF_8))) {
            var header = HEADER.matcher(Objects.requireNonNullElse(in.readLine(), ""));
            if (!header.matches()) throw new IOException("no dump");
            migrate(empty, header.group(2));
            try (var connection = TestPostgres.server().superuser(empty.owner().database())) {
                copy(in, connection);
            }
        }
    }

    /** As that release did at its start. */
    private static void migrate(TestPostgres.Database database, String version) {
        var owner = database.owner();
        Flyway.configure()
                .dataSource(new DriverManagerDataSource(owner.jdbc(), owner.properties()))
                .locations("classpath:db/migration")
                .placeholders(Map.of("app", "\"" + database.app().role() + "\""))
                .target(version)
                .load()
                .migrate();
    }

    private static void copy(BufferedReader in, Connection connection) throws SQLException, IOException {
        connection.setAutoCommit(false);
        try (var statement = connection.createStatement()) {
            // Neither triggers nor foreign keys: the rows were right when they were written.
            statement.execute("set local session_replication_role = replica");
            var copy = new CopyManager(connection.unwrap(BaseConnection.class));
            for (String line; (line = in.readLine()) != null; ) {
                var table = COPY.matcher(line);
                if (!table.matches()) continue;
                statement.execute("delete from " + table.group(1));
                copy.copyIn(line.replace(";", ""), rows(in));
            }
        }
        connection.commit();
    }

    private static Reader rows(BufferedReader in) throws IOException {
        var rows = new StringBuilder();
        for (String line; (line = in.readLine()) != null && !line.equals(END); )
            rows.append(line).append('\n');
        return new StringReader(rows.toString());
    }

    private static List<String> ask(Connection connection, String sql) throws SQLException {
        var answers = new ArrayList<String>();
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            while (rows.next()) answers.add(rows.getString(1));
        }
        return answers;
    }

    private static void print(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
    }
}
