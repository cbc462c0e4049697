package dev.gatehouse.database;

import com.sun.management.OperatingSystemMXBean;
import dev.gatehouse.platform.DataFolder;
import dev.gatehouse.platform.StartRefusal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.util.FileSystemUtils;

/**
 * A PostgreSQL 18 in the care of this process (OPS-1): durable, on the loopback address only, and it asks everyone for a
 * password. One process holds a folder at a time. A server that a killed process left behind is ended before a new one starts;
 * one that dies while it is needed is started again.
 */
public final class PostgresServer implements AutoCloseable {

    /**
     * What runs where.
     *
     * @param folder holds the cluster, the lock and the programs
     * @param durable false lets PostgreSQL lose data with the machine, for tests
     * @param connections most connections at once
     */
    public record Plan(Path folder, boolean durable, int connections) {}

    static final String SUPERUSER = "postgres";
    private static final Logger log = LoggerFactory.getLogger(PostgresServer.class);
    private static final int TRIES = 50;

    private final Plan plan;
    private final Path folder;
    private final Path data;
    private final FileChannel lockFile;
    private final ServerUser user;
    private final Path home;
    private volatile boolean closing;
    private volatile int port;

    private PostgresServer(Plan plan, FileChannel lockFile) throws IOException {
        this.plan = plan;
        this.lockFile = lockFile;
        folder = plan.folder().toRealPath();
        data = folder.resolve("data");
        home = PostgresBinaries.in(folder);
        user = ServerUser.forFolder(folder);
    }

    /** Starts the server, which may take seconds the first time. Throws {@link StartRefusal} where that cannot be. */
    public static PostgresServer start(Plan plan) {
        var lockFile = lock(plan.folder());
        try {
            var server = new PostgresServer(plan, lockFile);
            new Postmaster(server.data).end();
            server.initialize();
            server.launch(false);
            return server;
        } catch (IOException e) {
            release(lockFile);
            throw new StartRefusal("PostgreSQL cannot run in %s: %s".formatted(plan.folder(), e.getMessage()), e);
        } catch (RuntimeException e) {
            release(lockFile);
            throw e;
        }
    }

    public int port() {
        return port;
    }

    /**
     * {@code host:port/database} for an address of a database of this server. Whoever pretends to be it must prove to know the
     * password too (RFC 5802), which is never sent.
     */
    public String target(String database) {
        return "127.0.0.1:" + port + "/" + database + "?requireAuth=scram-sha-256";
    }

    /** A connection as the superuser, for what the owner of a database cannot do. */
    public Connection superuser(String database) throws SQLException {
        try {
            return DriverManager.getConnection(
                    "jdbc:postgresql://" + target(database), SUPERUSER, Files.readString(passwordFile()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Stops the server in order: running statements are ended, everything is written. Close connection pools first. */
    @Override
    public synchronized void close() {
        if (closing) return;
        closing = true;
        try {
            new Postmaster(data).end();
        } catch (IOException e) {
            log.warn("PostgreSQL did not stop in order: {}", e.getMessage());
        } finally {
            release(lockFile);
        }
    }

    /** The server's process; for tests that end it. */
    long pid() {
        return new Postmaster(data).pid();
    }

    private static FileChannel lock(Path folder) {
        try {
            DataFolder.make(Objects.requireNonNull(folder.toAbsolutePath().getParent()));
            Files.createDirectories(folder);
            var file = FileChannel.open(folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (held(file) != null) return file;
            file.close();
            throw new StartRefusal(
                    "Another Gatehouse runs on the folder %s. Stop it first, or give this one a folder of"
                                    .formatted(folder)
                            + " its own. Example: GATEHOUSE_DATA_DIR=./data-2");
        } catch (IOException e) {
            throw new StartRefusal(
                    "The folder %s cannot be used: %s. Make it writable, or name another with GATEHOUSE_DATA_DIR."
                            .formatted(folder, e),
                    e);
        }
    }

    private static @Nullable FileLock held(FileChannel file) throws IOException {
        try {
            return file.tryLock();
        } catch (OverlappingFileLockException _) {
            return null;
        }
    }

    private static void release(FileChannel lockFile) {
        try {
            lockFile.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path passwordFile() {
        return folder.resolve("superuser-password");
    }

    /** Makes the cluster beside its place and moves it there when it is whole, so that half a cluster is never met. */
    private void initialize() throws IOException {
        if (Files.exists(data.resolve("PG_VERSION"))) return;
        var fresh = folder.resolve("data.new");
        FileSystemUtils.deleteRecursively(fresh);
        writePassword();
        var command = user.command(
                home.resolve("bin/initdb").toString(),
                "--pgdata=" + fresh,
                "--username=" + SUPERUSER,
                "--pwfile=" + passwordFile(),
                "--auth=scram-sha-256",
                "--encoding=UTF8",
                "--locale-provider=builtin",
                "--builtin-locale=C.UTF-8",
                "--locale=C",
                "--no-instructions");
        if (!plan.durable()) command.add("--no-sync");
        var initdb = builder(command).start();
        await(initdb, 120);
        if (initdb.exitValue() != 0) throw new IOException("initdb failed: " + lastLines());
        Files.move(fresh, data, StandardCopyOption.ATOMIC_MOVE);
    }

    private void writePassword() throws IOException {
        var random = new byte[24];
        new SecureRandom().nextBytes(random);
        Files.deleteIfExists(passwordFile());
        Files.createFile(
                passwordFile(), PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(
                passwordFile(), Base64.getUrlEncoder().withoutPadding().encodeToString(random));
        user.give(passwordFile());
    }

    /** Starts the postmaster and waits until it takes connections; where it ran before, at the place that they know. */
    private void launch(boolean revived) throws IOException {
        port = rememberedPort();
        for (var attempt = 1; ; attempt++) {
            configure();
            trimLog();
            var started = builder(command()).start();
            var postmaster = new Postmaster(data);
            while (!exited(started, 5)) {
                if (postmaster.ready(started.pid())) {
                    var _ = started.onExit().thenRunAsync(this::revive);
                    return;
                }
            }
            var reason = lastLines();
            if (attempt == TRIES) throw new IOException("it ended at once: " + reason);
            if (reason.contains("could not bind") || reason.contains("could not create any TCP/IP sockets")) {
                if (revived) pause();
                else port = freePort();
            } else if (reason.contains("shared memory block") || reason.contains("lock file")) {
                exited(started, 200);
                pause();
            } else {
                throw new IOException("it ended at once: " + reason);
            }
        }
    }

    /** The children of a killed postmaster need a moment to notice. */
    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(200);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void revive() {
        if (closing) return;
        log.error("PostgreSQL ended without being asked; starting it again");
        try {
            new Postmaster(data).end();
            launch(true);
        } catch (IOException e) {
            log.error("PostgreSQL cannot be started again: {}", e.getMessage());
        }
    }

    /** A session of its own keeps the terminal's Ctrl-C from the server: it must outlive the requests that are finishing. */
    private List<String> command() {
        var command = new ArrayList<>(user.prefix());
        for (var folder : System.getenv().getOrDefault("PATH", "/usr/bin:/bin").split(":", -1))
            if (Files.isExecutable(Path.of(folder, "setsid"))) {
                command.add("setsid");
                break;
            }
        command.addAll(List.of(home.resolve("bin/postgres").toString(), "-D", data.toString()));
        return command;
    }

    private ProcessBuilder builder(List<String> command) {
        var builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectInput(Path.of("/dev/null").toFile())
                .redirectOutput(ProcessBuilder.Redirect.appendTo(logFile().toFile()));
        builder.environment().keySet().removeIf(name -> name.startsWith("PG") || name.startsWith("GATEHOUSE_"));
        builder.environment().put("LC_ALL", "C");
        return builder;
    }

    private void configure() throws IOException {
        write(data.resolve("pg_hba.conf"), "host all all 127.0.0.1/32 scram-sha-256\n");
        write(data.resolve("postgresql.conf"), """
                # Written by Gatehouse at each start. Put settings of your own into local.conf, one folder up.
                listen_addresses = '127.0.0.1'
                port = %d
                unix_socket_directories = ''
                max_connections = %d
                password_encryption = 'scram-sha-256'
                shared_buffers = '%s'
                effective_cache_size = '1GB'
                work_mem = '16MB'
                maintenance_work_mem = '128MB'
                max_wal_size = '2GB'
                checkpoint_timeout = '15min'
                random_page_cost = 1.1
                jit = off
                timezone = 'UTC'
                log_timezone = 'UTC'
                lc_messages = 'C'
                log_line_prefix = '%%m [%%p] '
                log_min_error_statement = 'panic'
                log_parameter_max_length = 0
                log_parameter_max_length_on_error = 0
                %s
                include_if_exists = '../local.conf'
                """.formatted(
                        port,
                        plan.connections(),
                        plan.durable() ? sharedMegabytes() + "MB" : "128MB",
                        plan.durable() ? "" : "fsync = off\nsynchronous_commit = off\nfull_page_writes = off"));
        Files.writeString(folder.resolve("port"), Integer.toString(port));
    }

    /** An eighth of what the machine, or the container, has: 1 GB at most, which holds what is read and written most of a million people. */
    private static long sharedMegabytes() {
        var machine = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        return Math.clamp(machine.getTotalMemorySize() >> 23, 128, 1024);
    }

    private void write(Path file, String text) throws IOException {
        Files.writeString(file, text);
        user.give(file);
    }

    private int rememberedPort() throws IOException {
        var file = folder.resolve("port");
        if (!Files.exists(file)) return freePort();
        var remembered = Integer.parseInt(Files.readString(file).strip());
        try (var probe = new ServerSocket()) {
            probe.setReuseAddress(true);
            probe.bind(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), remembered));
            return remembered;
        } catch (IOException _) {
            return freePort();
        }
    }

    private static int freePort() throws IOException {
        try (var probe = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            return probe.getLocalPort();
        }
    }

    private Path logFile() {
        return folder.resolve("postgres.log");
    }

    private void trimLog() throws IOException {
        if (Files.exists(logFile()) && Files.size(logFile()) > 10_000_000)
            Files.move(logFile(), folder.resolve("postgres.old.log"), StandardCopyOption.REPLACE_EXISTING);
    }

    private String lastLines() throws IOException {
        var lines = Files.readAllLines(logFile());
        return String.join(" / ", lines.subList(Math.max(0, lines.size() - 6), lines.size()));
    }

    private static void await(Process process, int seconds) throws IOException {
        if (!exited(process, seconds * 1000)) {
            process.destroyForcibly();
            throw new IOException("no answer for " + seconds + " seconds");
        }
    }

    private static boolean exited(Process process, int milliseconds) {
        try {
            return process.waitFor(milliseconds, TimeUnit.MILLISECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
