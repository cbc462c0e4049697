package dev.gatehouse.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;

/**
 * Fills the database of a Gatehouse that runs, by a file of statements: arguments are its data folder, the file, and {@code name=value} for each
 * size that stands for its name; {@code :organization} is the oldest organization.
 */
final class Statements {

    private Statements() {}

    public static void main(String[] arguments) throws IOException, SQLException {
        var server = Path.of(arguments[0], "postgres");
        var address = "jdbc:postgresql://127.0.0.1:"
                + Files.readString(server.resolve("port")).strip() + "/gatehouse";
        try (var connection = DriverManager.getConnection(
                        address,
                        "postgres",
                        Files.readString(server.resolve("superuser-password")).strip());
                var statement = connection.createStatement()) {
            String organization;
            try (var oldest = statement.executeQuery("select id from organization order by id limit 1")) {
                oldest.next();
                organization = oldest.getString(1);
            }
            for (var text : Files.readString(Path.of(arguments[1])).split(";\\s*\n", -1)) {
                if (text.isBlank()) continue;
                var filled = text.replace(":organization", "'" + organization + "'");
                for (var i = 2; i < arguments.length; i++) {
                    var size = arguments[i].split("=", 2);
                    filled = filled.replace(":" + size[0], size[1]);
                }
                statement.execute(filled);
            }
        }
    }
}
