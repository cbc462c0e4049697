package dev.gatehouse.platform;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.UserPrincipal;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Where files are that are needed for a moment: a folder of this process alone, which nobody else can read. It goes when the process stops. What
 * one left that was killed goes when the next starts, for personal data may stand there. A folder is known to be in use by its file
 * {@code lock}, which its process holds locked for as long as it lives: others on the same machine keep theirs.
 */
@Component
public final class Scratch implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Scratch.class);

    private static final String NAME = "gatehouse-scratch-";
    private static final String LOCK = "lock";

    /** Those of this process: the system says only whether another process holds a lock, and lets go of one's own with a second look. */
    private static final Set<Path> OWN = ConcurrentHashMap.newKeySet();

    private final Path data;
    private Own own;

    private record Own(Path folder, FileChannel lock) {}

    Scratch(Settings settings) {
        data = settings.dataDir();
        try {
            own = make(inData(data));
            var owner = Files.getOwner(own.folder());
            for (var place : List.of(inData(data), temporary())) if (Files.isDirectory(place)) sweep(place, owner);
        } catch (IOException unwritable) {
            throw new UncheckedIOException("cannot make a folder for files that pass through", unwritable);
        }
    }

    /** An empty file, which whoever asks for it deletes. */
    public synchronized Path newFile() throws IOException {
        // Some systems clear the folder for temporary files of what is old.
        if (!Files.exists(own.folder().resolve(LOCK))) {
            close();
            own = make(inData(data));
        }
        return Files.createTempFile(own.folder(), "", "");
    }

    @Override
    public synchronized void close() throws IOException {
        delete(own.folder());
        own.lock().close();
        OWN.remove(own.folder());
    }

    private static Own make(Path inData) throws IOException {
        if (Files.isWritable(inData.getParent())) DataFolder.make(inData);
        var folder = Files.createTempDirectory(Files.isWritable(inData) ? inData : temporary(), NAME)
                .toRealPath();
        OWN.add(folder);
        // It has its name only once it is locked: until then nobody takes the folder for one that was left.
        var unnamed = folder.resolve(LOCK + ".new");
        var lock = FileChannel.open(unnamed, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        lock.lock();
        Files.move(unnamed, folder.resolve(LOCK), StandardCopyOption.ATOMIC_MOVE);
        return new Own(folder, lock);
    }

    private static Path inData(Path data) {
        return data.resolve("scratch");
    }

    private static Path temporary() {
        return Path.of(System.getProperty("java.io.tmpdir"));
    }

    private static void sweep(Path place, UserPrincipal owner) {
        try (var folders = Files.newDirectoryStream(place.toRealPath(), NAME + "*")) {
            for (var left : folders) if (!OWN.contains(left)) sweepOne(left, owner);
        } catch (IOException | DirectoryIteratorException unreadable) {
            log.warn("cannot look for files that an earlier process left in {}: {}", place, unreadable.toString());
        }
    }

    private static void sweepOne(Path left, UserPrincipal owner) {
        var mark = left.resolve(LOCK);
        try {
            if (!Files.isDirectory(left, LinkOption.NOFOLLOW_LINKS)
                    || !Files.getOwner(left, LinkOption.NOFOLLOW_LINKS).equals(owner)
                    || !Files.isRegularFile(mark, LinkOption.NOFOLLOW_LINKS)) return;
            try (var channel = FileChannel.open(mark, StandardOpenOption.WRITE);
                    var free = channel.tryLock()) {
                if (free != null) delete(left);
            }
        } catch (IOException stays) {
            log.warn("cannot delete what an earlier process left in {}: {}", left, stays.toString());
        }
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) return;
        try (var files = Files.newDirectoryStream(folder)) {
            // The lock last: where this is cut off, the next start goes on.
            for (var file : files) if (!file.endsWith(LOCK)) Files.deleteIfExists(file);
        }
        Files.deleteIfExists(folder.resolve(LOCK));
        Files.deleteIfExists(folder);
    }
}
