package dev.gatehouse.database;

import dev.gatehouse.platform.DatabaseUrl;
import dev.gatehouse.platform.MasterKey;
import dev.gatehouse.platform.StartRefusal;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLState;

/**
 * The two roles of the application's database: the owner, which migrates it, and the role that the application works as, which
 * owns nothing and stands behind row-level security. The passwords that Gatehouse gives come from the master key.
 */
final class Roles {

    private static final int OLDEST_VERSION = 16;
    private static final String PURPOSE = "database role ";

    private Roles() {}

    static String password(MasterKey key, String role) {
        return key.deriveText(PURPOSE + role);
    }

    static Connection connect(DatabaseUrl login) throws SQLException {
        return DriverManager.getConnection(login.jdbc(), login.properties());
    }

    /**
     * Checks the server that the owner is connected to, makes the application's role where it is missing, and returns the way in
     * for that role.
     */
    static DatabaseUrl prepare(Connection connection, DatabaseUrl owner, @Nullable DatabaseUrl given, MasterKey key)
            throws SQLException {
        var version = connection.getMetaData().getDatabaseMajorVersion();
        if (version < OLDEST_VERSION)
            throw new StartRefusal("The database at %s is PostgreSQL %d; Gatehouse needs %d or newer."
                    .formatted(owner, version, OLDEST_VERSION));
        var app = given == null ? make(connection, owner, key) : given;
        demandHarmless(connection, owner, app);
        return app;
    }

    static StartRefusal unreachable(DatabaseUrl url, SQLException e) {
        var reason = PSQLState.INVALID_PASSWORD.getState().equals(e.getSQLState())
                ? "it refuses the password of the role " + url.role()
                : String.valueOf(e.getMessage());
        return new StartRefusal(
                "The database at %s cannot be used: %s. Check GATEHOUSE_DATABASE_URL and that the server runs."
                        .formatted(url, reason),
                e);
    }

    /** Several processes may start at once on one database: the first makes the role, the others find it. */
    private static DatabaseUrl make(Connection connection, DatabaseUrl owner, MasterKey key) throws SQLException {
        var role = owner.database() + "_app";
        var mark = "Gatehouse, master key " + key.fingerprint();
        var app = owner.as(role, password(key, role));
        connection.setAutoCommit(false);
        execute(connection, "select pg_advisory_xact_lock(7105234)");
        var found = ask(
                connection,
                "select coalesce(shobj_description(oid, 'pg_authid'), '') from pg_roles where rolname = ?",
                role);
        if (found == null || found.isEmpty()) {
            if (found == null
                    && !"t"
                            .equals(ask(
                                    connection,
                                    "select rolcreaterole or rolsuper from pg_roles where rolname = current_user and ? <> ''",
                                    role)))
                throw new StartRefusal(
                        ("The role %s may not create roles. Let it (alter role %1$s createrole), or make the"
                                        + " role that the application works as and name it."
                                        + " Example: GATEHOUSE_DATABASE_APP_URL=postgresql://%s:secret@%s")
                                .formatted(owner.role(), role, owner.target()));
            // Who is no superuser may make a role without powers, but may not even name them of one that is there.
            var verb = found == null ? "create role \"%s\" nosuperuser nocreatedb nocreaterole" : "alter role \"%s\"";
            execute(connection, (verb + " login password '%s'").formatted(role, app.password()));
            execute(connection, "comment on role \"%s\" is '%s'".formatted(role, mark));
        } else if (!found.equals(mark)) {
            throw new StartRefusal(
                    ("The database %s belongs to a Gatehouse with another master key: every process on it"
                                    + " needs the same GATEHOUSE_MASTER_KEY. If that key is lost, so are the secrets it sealed;"
                                    + " to go on with the new one run: comment on role \"%s\" is null")
                            .formatted(owner, role));
        }
        connection.commit();
        connection.setAutoCommit(true);
        return app;
    }

    private static void demandHarmless(Connection connection, DatabaseUrl owner, DatabaseUrl app) throws SQLException {
        var harmful = ask(connection, """
                select rolsuper or rolbypassrls or pg_has_role(r.oid, datdba, 'usage')
                  from pg_roles r, pg_database
                 where datname = current_database() and rolname = ?
                """, app.role());
        if (harmful == null)
            throw new StartRefusal("There is no role %s in the database %s. Check GATEHOUSE_DATABASE_APP_URL."
                    .formatted(app.role(), owner));
        if (harmful.equals("t"))
            throw new StartRefusal(("The role %s is a superuser, passes row-level security or has the owner's rights:"
                            + " organizations would not be kept apart. Name one that owns nothing with"
                            + " GATEHOUSE_DATABASE_APP_URL.")
                    .formatted(app.role()));
    }

    private static @Nullable String ask(Connection connection, String sql, String parameter) throws SQLException {
        try (var statement = connection.prepareStatement(sql)) {
            statement.setString(1, parameter);
            try (var row = statement.executeQuery()) {
                return row.next() ? row.getString(1) : null;
            }
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
