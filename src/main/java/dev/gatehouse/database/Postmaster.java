package dev.gatehouse.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The server process of a data folder, as its {@code postmaster.pid} tells. The number in that file may long belong to another
 * program, so it is only believed when that process works on this very folder.
 */
record Postmaster(Path data) {

    private static final int STATUS_LINE = 7;

    /** Whether this process takes connections. */
    boolean ready(long pid) throws IOException {
        var lines = lines();
        return lines.size() > STATUS_LINE
                && lines.getFirst().strip().equals(Long.toString(pid))
                && lines.get(STATUS_LINE).strip().equals("ready");
    }

    /** The number in the file; 0 when there is none. */
    long pid() {
        try {
            var lines = lines();
            return lines.isEmpty() ? 0 : Long.parseLong(lines.getFirst().strip());
        } catch (IOException | NumberFormatException _) {
            return 0;
        }
    }

    /** Ends the server of this folder if there is one: in order, then at once. Takes the file away that a crash left. */
    void end() throws IOException {
        var running = running();
        if (running.isPresent()) {
            var postmaster = running.get();
            // Fast shutdown; then immediate, which recovers from the log at the next start.
            if (!ended(postmaster, "INT", 30) && !ended(postmaster, "QUIT", 10) && !ended(postmaster, "KILL", 5))
                throw new IOException(
                        "the PostgreSQL of an earlier start (process %d) cannot be ended".formatted(postmaster.pid()));
        }
        Files.deleteIfExists(file());
    }

    private Optional<ProcessHandle> running() throws IOException {
        var pid = pid();
        if (pid <= 0) return Optional.empty();
        var handle = ProcessHandle.of(pid).filter(ProcessHandle::isAlive);
        return handle.isPresent() && worksHere(handle.get()) ? handle : Optional.empty();
    }

    private boolean worksHere(ProcessHandle handle) throws IOException {
        var arguments = List.of(handle.info().arguments().orElse(new String[0]));
        if (arguments.contains(data.toString())) return true;
        var workingFolder = Path.of("/proc", Long.toString(handle.pid()), "cwd");
        if (!Files.isReadable(workingFolder)) return false;
        return Files.isSameFile(workingFolder, data);
    }

    private static boolean ended(ProcessHandle postmaster, String signal, int seconds) throws IOException {
        // Java itself can only send TERM, on which PostgreSQL waits for its clients, and KILL.
        new ProcessBuilder("/bin/sh", "-c", "kill -" + signal + " " + postmaster.pid())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            postmaster.onExit().get(seconds, TimeUnit.SECONDS);
            return true;
        } catch (TimeoutException _) {
            return false;
        } catch (ExecutionException e) {
            throw new IOException(e);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private List<String> lines() throws IOException {
        return Files.exists(file()) ? Files.readAllLines(file()) : List.of();
    }

    private Path file() {
        return data.resolve("postmaster.pid");
    }
}
