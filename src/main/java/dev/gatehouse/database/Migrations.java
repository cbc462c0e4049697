package dev.gatehouse.database;

import dev.gatehouse.platform.DatabaseUrl;
import java.util.Map;
import org.flywaydb.core.Flyway;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** Brings the schema up to date, as the owner of the database. */
public final class Migrations {

    /** Where the schema of Gatehouse is. */
    public static final String SCHEMA = "classpath:db/migration";

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
}
