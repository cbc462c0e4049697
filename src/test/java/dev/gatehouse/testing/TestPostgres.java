package dev.gatehouse.testing;

import dev.gatehouse.database.Migrations;
import dev.gatehouse.database.PostgresServer;
import dev.gatehouse.platform.DatabaseUrl;
import dev.gatehouse.platform.StartRefusal;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One real PostgreSQL for all tests of a JVM, started at the first use, and databases cloned from one that is migrated once.
 * It may lose data with the machine, which makes it quick; in all else it is the server that the product runs.
 */
public final class TestPostgres {

    /**
     * A database of its own for one test class, with the whole schema and no rows.
     *
     * @param owner owns the schema, and sees every row
     * @param app what the application works as: owns nothing, behind row-level security
     */
    public record Database(DatabaseUrl owner, DatabaseUrl app) {

        /** Connects as the owner, to arrange or look at what the application may not. */
        public Connection asOwner() throws SQLException {
            return DriverManager.getConnection(owner.jdbc(), owner.properties());
        }

        public Connection asApp() throws SQLException {
            return DriverManager.getConnection(app.jdbc(), app.properties());
        }
    }

    private static final String OWNER = "gatehouse";
    private static final String APP = "gatehouse_app";
    private static final String PASSWORD = "tests only";
    private static final String TEMPLATE = "gatehouse_template";
    private static final AtomicInteger number = new AtomicInteger();

    private TestPostgres() {}

    /** A fresh copy of the migrated database. */
    public static Database newDatabase() {
        return create("test_" + number.incrementAndGet(), TEMPLATE);
    }

    /** A database without any schema, as an operator would hand it over. */
    public static Database emptyDatabase() {
        return create("empty_" + number.incrementAndGet(), "template0");
    }

    /** The server itself, for what only its superuser can do. */
    public static PostgresServer server() {
        return Running.SERVER;
    }

    private static Database create(String name, String template) {
        try (var connection = Running.SERVER.superuser("postgres");
                var statement = connection.createStatement()) {
            statement.execute(
                    "create database %s owner %s template %s strategy file_copy".formatted(name, OWNER, template));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return at(Running.SERVER, name);
    }

    private static Database at(PostgresServer server, String name) {
        return new Database(
                new DatabaseUrl(server.target(name), name, OWNER, PASSWORD),
                new DatabaseUrl(server.target(name), name, APP, PASSWORD));
    }

    /** Started when the class is first touched. */
    private static final class Running {

        static final PostgresServer SERVER = start();

        private static PostgresServer start() {
            var server = startIn(Path.of("target/test-postgres"));
            Runtime.getRuntime().addShutdownHook(new Thread(server::close));
            try (var connection = server.superuser("postgres");
                    var statement = connection.createStatement()) {
                var left = new ArrayList<String>();
                try (var rows = statement.executeQuery("select datname from pg_database where datdba <> 10")) {
                    while (rows.next()) left.add(rows.getString(1));
                }
                for (var database : left) statement.execute("drop database \"%s\" with (force)".formatted(database));
                left.clear();
                try (var rows = statement.executeQuery(
                        "select rolname from pg_roles where rolname ~ '^(test|empty)_' or rolname like 'app\\_%'")) {
                    while (rows.next()) left.add(rows.getString(1));
                }
                for (var role : left) statement.execute("drop role \"%s\"".formatted(role));
                // Against guessing: more work at each connection than all else that a short test asks for.
                statement.execute("set scram_iterations = 1");
                statement.execute("""
                        do $$ begin
                            if not exists (select from pg_roles where rolname = '%1$s') then
                                create role %1$s login createrole password '%3$s';
                                create role %2$s login password '%3$s';
                            end if;
                        end $$
                        """.formatted(OWNER, APP, PASSWORD));
                statement.execute("create database %s owner %s template template0".formatted(TEMPLATE, OWNER));
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
            Migrations.run(at(server, TEMPLATE).owner(), APP, Migrations.SCHEMA);
            return server;
        }

        /** Another build on the same folder may hold it: then this one takes a folder of its own. */
        private static PostgresServer startIn(Path folder) {
            try {
                return PostgresServer.start(new PostgresServer.Plan(folder, false, 200));
            } catch (StartRefusal _) {
                var own = folder.resolveSibling(
                        "test-postgres-" + ProcessHandle.current().pid());
                return PostgresServer.start(new PostgresServer.Plan(own, false, 200));
            }
        }
    }
}
