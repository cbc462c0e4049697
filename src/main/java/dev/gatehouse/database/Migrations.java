package dev.gatehouse.database;

import dev.gatehouse.platform.DatabaseUrl;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.zip.CRC32;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** Brings the schema up to date, as the owner of the database. */
public final class Migrations {

    /** Where the schema of Gatehouse is. */
    public static final String SCHEMA = "classpath:db/migration";

    private static final Pattern NAME = Pattern.compile("V(\\d+)__\\w+\\.sql");

    private Migrations() {}

    /** Runs what has not run yet. Several processes may do so at once. In a migration {@code ${app}} is the application's role. */
    public static void run(DatabaseUrl owner, String appRole, String location) {
        var source = new DriverManagerDataSource(owner.jdbc(), owner.properties());
        Flyway.configure()
                .dataSource(source)
                .locations(location)
                .placeholders(Map.of("app", "\"" + appRole + "\""))
                .load()
                .migrate();
    }

    /**
     * Whether exactly these migrations have run, each with the content that it has today; then Flyway, which opens connections of
     * its own and is a fifth of a start, would find nothing to do and nothing to complain of. In any doubt Flyway decides.
     */
    static boolean haveRun(Connection connection, String location) throws SQLException {
        try (var statement = connection.createStatement()) {
            try (var known = statement.executeQuery("select to_regclass('flyway_schema_history') is not null")) {
                if (!known.next() || !known.getBoolean(1)) return false;
            }
            var run = new HashSet<Migration>();
            try (var row = statement.executeQuery(
                    "select version, checksum from flyway_schema_history where success and type = 'SQL'"
                            + " union all select null, null from flyway_schema_history where not success or type <> 'SQL'")) {
                while (row.next()) run.add(new Migration(row.getString(1), row.getObject(2, Integer.class)));
            }
            return run.equals(here(location));
        }
    }

    private record Migration(
            @Nullable String version, @Nullable Integer checksum) {}

    private static Set<Migration> here(String location) {
        try {
            var here = new HashSet<Migration>();
            for (var file : new PathMatchingResourcePatternResolver().getResources(location + "/*")) {
                var name = NAME.matcher(Objects.requireNonNull(file.getFilename()));
                here.add(name.matches() ? new Migration(name.group(1), checksum(file)) : new Migration(null, 0));
            }
            return here;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Flyway's: of the lines without their ends. */
    private static int checksum(Resource file) throws IOException {
        var sum = new CRC32();
        file.getContentAsString(StandardCharsets.UTF_8)
                .lines()
                .forEach(line -> sum.update(line.getBytes(StandardCharsets.UTF_8)));
        return (int) sum.getValue();
    }
}
