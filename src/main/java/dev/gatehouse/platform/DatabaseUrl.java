package dev.gatehouse.platform;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Properties;

/**
 * One role's way into a PostgreSQL database, as in {@code postgresql://role:password@host:5432/database?sslmode=require}.
 *
 * @param target {@code host:port/database?parameters}, without the login
 */
public record DatabaseUrl(String target, String database, String role, String password) {

    public static DatabaseUrl of(String text) {
        try {
            var uri = new URI(text);
            if (!"postgresql".equals(uri.getScheme()) && !"postgres".equals(uri.getScheme()))
                throw new IllegalArgumentException("must begin with postgresql://");
            if (uri.getHost() == null) throw new IllegalArgumentException("must name a host");
            var database = uri.getPath() == null ? "" : uri.getPath().replaceFirst("^/", "");
            if (!database.matches("[A-Za-z_][A-Za-z0-9_-]{0,58}"))
                throw new IllegalArgumentException(
                        "must name a database of at most 59 letters, digits, dashes and underscores");
            var login = Login.of(uri.getRawUserInfo());
            if (login.user() == null || login.password() == null)
                throw new IllegalArgumentException("must name a role and its password");
            var port = Login.port(uri, 5432);
            var query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
            return new DatabaseUrl(
                    uri.getHost() + ":" + port + "/" + database + query, database, login.user(), login.password());
        } catch (URISyntaxException _) {
            // The reason of the parser would repeat the password.
            throw new IllegalArgumentException(
                    "is not a well-formed address; special characters in role and password must be percent-encoded");
        }
    }

    /** The same database for another role. */
    public DatabaseUrl as(String otherRole, String otherPassword) {
        return new DatabaseUrl(target, database, otherRole, otherPassword);
    }

    /** What the driver wants, without the login. */
    public String jdbc() {
        return "jdbc:postgresql://" + target;
    }

    /** The login and the time limits that every connection has, in the driver's words. */
    public Properties properties() {
        var properties = new Properties();
        properties.setProperty("user", role);
        properties.setProperty("password", password);
        properties.setProperty("ApplicationName", "gatehouse");
        properties.setProperty("connectTimeout", "5");
        properties.setProperty("tcpKeepAlive", "true");
        return properties;
    }

    /** The whole address, login included: for handing on to another process. */
    public String text() {
        return "postgresql://" + encode(role) + ":" + encode(password) + "@" + target;
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** Never shows the password. */
    @Override
    public String toString() {
        return target;
    }
}
