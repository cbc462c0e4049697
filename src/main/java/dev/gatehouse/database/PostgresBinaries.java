package dev.gatehouse.database;

import dev.gatehouse.platform.StartRefusal;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/** The PostgreSQL that comes with Gatehouse, unpacked once per version. */
final class PostgresBinaries {

    static final String VERSION = "18.6.0";

    private PostgresBinaries() {}

    /** The folder with {@code bin}, {@code lib} and {@code share}; unpacks it when it is not there yet. */
    static Path in(Path folder) throws IOException {
        var home = folder.resolve("bin-" + VERSION);
        if (Files.isDirectory(home)) return home;
        var unpacked = Files.createTempDirectory(Files.createDirectories(folder), "unpacking-");
        try (var archive = archive()) {
            unpack(archive, unpacked);
        }
        Files.setPosixFilePermissions(unpacked, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.move(unpacked, home, StandardCopyOption.ATOMIC_MOVE);
        return home;
    }

    private static InputStream archive() {
        var system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        var arm = System.getProperty("os.arch").equals("aarch64");
        var name = "/postgres-%s-%s.txz"
                .formatted(system.startsWith("mac") ? "darwin" : system, arm ? "arm_64" : "x86_64");
        var archive = PostgresBinaries.class.getResourceAsStream(name);
        if (archive == null)
            throw new StartRefusal("Gatehouse brings no PostgreSQL for %s on %s: name one with GATEHOUSE_DATABASE_URL."
                            .formatted(System.getProperty("os.name"), System.getProperty("os.arch"))
                    + " Example: GATEHOUSE_DATABASE_URL=postgresql://gatehouse:secret@localhost:5432/gatehouse");
        return archive;
    }

    private static void unpack(InputStream archive, Path target) throws IOException {
        try (var tar = new TarArchiveInputStream(new XZInputStream(new BufferedInputStream(archive)))) {
            for (TarArchiveEntry entry; (entry = tar.getNextEntry()) != null; ) {
                var path = target.resolve(entry.getName()).normalize();
                if (!path.startsWith(target)) throw new IOException("outside of the archive: " + entry.getName());
                if (entry.isDirectory()) {
                    Files.createDirectories(path);
                } else {
                    Files.createDirectories(path.getParent());
                    if (entry.isSymbolicLink()) {
                        Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
                    } else {
                        Files.copy(tar, path);
                        var executable = (entry.getMode() & 0100) != 0;
                        Files.setPosixFilePermissions(
                                path, PosixFilePermissions.fromString(executable ? "rwxr-xr-x" : "rw-r--r--"));
                    }
                }
            }
        }
    }
}
