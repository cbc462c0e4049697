package dev.gatehouse.bench;

import dev.gatehouse.testing.House;
import dev.gatehouse.testing.Tenant;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Fills the house's database with many rows, by a file of statements. */
final class Fill {

    private Fill() {}

    /** Runs the statements of a file as the owner; {@code :organization} is the tenant, the sizes stand for their names. */
    static void run(House house, Tenant tenant, String file, Map<String, Integer> sizes) throws IOException {
        for (var statement : Files.readString(Path.of(file)).split(";\\s*\n", -1)) {
            if (statement.isBlank()) continue;
            var filled = statement.replace(":organization", "'" + tenant.id() + "'");
            for (var size : sizes.entrySet())
                filled = filled.replace(":" + size.getKey(), size.getValue().toString());
            house.asOwner().sql(filled).update();
        }
    }
}
