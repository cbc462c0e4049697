package dev.gatehouse.platform;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** The folder of the database and the master key: it belongs to whoever runs the server, and to nobody else. */
public final class DataFolder {

    private DataFolder() {}

    /** Makes it, with folders above it that are missing; one that is there keeps what its owner gave it. */
    public static void make(Path folder) throws IOException {
        if (Files.isDirectory(folder)) return;
        var owner = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
        Files.createDirectories(folder, owner);
    }
}
