package dev.gatehouse.database;

import dev.gatehouse.platform.DatabaseUrl;
import dev.gatehouse.platform.Settings;
import dev.gatehouse.platform.StartRefusal;
import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLState;

/** The database of this process, migrated and ready (OPS-1): the outside one that is set, or PostgreSQL inside. */
final class Database implements AutoCloseable {

    private static final String NAME = "gatehouse";

    private final @Nullable PostgresServer inside;
    private final DatabaseUrl app;

    private Database(@Nullable PostgresServer inside, DatabaseUrl app) {
        this.inside = inside;
        this.app = app;
    }

    static Database open(Settings settings) {
        var outside = settings.databaseUrl();
        if (outside != null) {
            try (var connection = Roles.connect(outside)) {
                return new Database(null, migrated(connection, outside, settings));
            } catch (SQLException e) {
                throw Roles.unreachable(outside, e);
            }
        }
        var plan =
                new PostgresServer.Plan(settings.dataDir().resolve("postgres"), true, settings.databasePoolSize() + 20);
        var server = PostgresServer.start(plan);
        var owner = new DatabaseUrl(server.target(NAME), NAME, NAME, Roles.password(settings.masterKey(), NAME));
        // One connection for everything: each costs the 4,096 rounds of its password anew (RFC 7677).
        try (var connection = asOwner(server, owner)) {
            var app = migrated(connection, owner, settings);
            giveJobsBack(connection);
            return new Database(server, app);
        } catch (SQLException e) {
            server.close();
            throw Roles.unreachable(owner, e);
        } catch (RuntimeException e) {
            server.close();
            throw e;
        }
    }

    /** The way in for the role that the application works as. */
    DatabaseUrl app() {
        return app;
    }

    /** Stops PostgreSQL where it runs inside. */
    @Override
    public void close() {
        if (inside != null) inside.close();
    }

    private static DatabaseUrl migrated(Connection connection, DatabaseUrl owner, Settings settings)
            throws SQLException {
        var app = Roles.prepare(connection, owner, settings.databaseAppUrl(), settings.masterKey());
        if (!Migrations.haveRun(connection, Migrations.SCHEMA)) Migrations.run(owner, app.role(), Migrations.SCHEMA);
        return app;
    }

    /** Nobody else works on the database inside: what a killed process had begun is free at once, not when its lease ends. */
    private static void giveJobsBack(Connection connection) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute("""
                    update scheduled_tasks set picked = false, picked_by = null, last_heartbeat = null, version = version + 1
                     where picked
                    """);
        }
    }

    /** The way in for the owner of the database inside; both are made at the first start. */
    private static Connection asOwner(PostgresServer server, DatabaseUrl owner) throws SQLException {
        try {
            return Roles.connect(owner);
        } catch (SQLException e) {
            var unknown =
                    PSQLState.INVALID_PASSWORD.getState().equals(e.getSQLState()) || "3D000".equals(e.getSQLState());
            if (!unknown) throw e;
        }
        try (var connection = server.superuser("postgres")) {
            create(connection, owner);
        }
        return Roles.connect(owner);
    }

    private static void create(Connection connection, DatabaseUrl owner) throws SQLException {
        try (var statement = connection.createStatement()) {
            boolean known;
            try (var row = statement.executeQuery("select 1 from pg_database where datname = '" + NAME + "'")) {
                known = row.next();
            }
            if (known)
                throw new StartRefusal(
                        "The database in this data folder was made with another master key: put back the master.key that"
                                + " belongs to it, or set GATEHOUSE_MASTER_KEY to that key.");
            // A start that was cut off here may have left the role.
            statement.execute("""
                    do $$ begin
                        if not exists (select from pg_roles where rolname = '%1$s') then create role %1$s; end if;
                    end $$
                    """.formatted(NAME));
            statement.execute("alter role %s login createrole password '%s'".formatted(NAME, owner.password()));
            statement.execute("create database %1$s owner %1$s template template0".formatted(NAME));
        }
    }
}
