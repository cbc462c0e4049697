package dev.gatehouse.faults;

import dev.gatehouse.Gatehouse;
import dev.gatehouse.testing.Browser;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.util.FileSystemUtils;

/** A server in a process of its own, which a test may start, kill and stop as often as it likes; port and folder stay. */
final class Server implements AutoCloseable {

    /** The master key of every server here, so that one can go on with what another began. */
    static final String MASTER_KEY = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";

    /** Whoever sets a server up. */
    static final String ADMIN = "amara@example.com";

    static final String PASSWORD = "seven quiet otters swim";

    /** Much more than a start takes, for machines that are busy. */
    private static final Duration LONGEST_START = Duration.ofMinutes(2);

    private static final String SET_UP = "Set up Gatehouse: ";

    private final Path folder;
    private final Map<String, String> settings = new HashMap<>();
    private final int port = freePort();
    private List<String> output = List.of();
    private @Nullable Process process;

    Server(Path folder, Map<String, String> settings) {
        this.folder = folder;
        this.settings.putAll(Map.of(
                "GATEHOUSE_PORT",
                Integer.toString(port),
                "GATEHOUSE_MANAGEMENT_PORT",
                "0",
                "GATEHOUSE_DATA_DIR",
                folder.toString(),
                "GATEHOUSE_MASTER_KEY",
                MASTER_KEY,
                "GATEHOUSE_ARGON2_MEMORY_KIB",
                "7168",
                "GATEHOUSE_ARGON2_PASSES",
                "1"));
        this.settings.putAll(settings);
    }

    /** An empty folder for a server; only the programs that an earlier run has unpacked there are kept. */
    static Path folder(String name) {
        try {
            var folder = Path.of("target/faults", name).toAbsolutePath();
            try (var inside = Files.list(Files.createDirectories(folder.resolve("postgres")))) {
                for (var file : inside.toList())
                    if (!file.getFileName().toString().startsWith("bin-")) FileSystemUtils.deleteRecursively(file);
            }
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts the process and waits until it is ready. */
    Server start() {
        launch();
        Awaitility.await("the server to be ready").atMost(LONGEST_START).until(() -> {
            if (!alive()) throw new AssertionError("the server ended: " + text());
            return output.stream().anyMatch(line -> line.contains("Gatehouse is ready"));
        });
        return this;
    }

    /** Starts the process where it is expected to end by itself, and gives its exit code. */
    int startInVain() {
        launch();
        return end();
    }

    void launch() {
        var java = Path.of(System.getProperty("java.home"), "bin/java").toString();
        var builder = new ProcessBuilder(
                        java,
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-Xmx384m",
                        "--enable-native-access=ALL-UNNAMED",
                        // The definitions that the build generates, once it has.
                        "-Dspring.aot.enabled=" + Boolean.getBoolean("gatehouse.generated"),
                        "-cp",
                        classPath(),
                        Gatehouse.class.getName())
                .redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> name.startsWith("GATEHOUSE_"));
        builder.environment().putAll(settings);
        try {
            var started = builder.start();
            var lines = new CopyOnWriteArrayList<String>();
            process = started;
            output = lines;
            Thread.ofVirtual().start(() -> started.inputReader().lines().forEach(lines::add));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** {@code kill -9}: the process has no chance to put anything in order. */
    void kill() {
        running().destroyForcibly();
        end();
    }

    /** {@code SIGTERM}; gives the exit code. */
    int stop() {
        running().destroy();
        return end();
    }

    /** {@code SIGTERM}, without waiting for what comes of it. */
    void askToStop() {
        running().destroy();
    }

    int end() {
        try {
            if (!running().waitFor(LONGEST_START.toSeconds(), TimeUnit.SECONDS))
                throw new AssertionError("the server did not end: " + text());
            return running().exitValue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    boolean alive() {
        return process != null && process.isAlive();
    }

    URI url() {
        return URI.create("http://localhost:" + port);
    }

    /** What the last process has printed. */
    String text() {
        return String.join("\n", output);
    }

    /** Uses the printed link: the browser is then signed in as the admin of {@code northwind}. */
    Browser setUp() {
        Awaitility.await("the set-up link").atMost(LONGEST_START).until(() -> text().contains(SET_UP));
        var link = output.stream()
                .filter(line -> line.startsWith(SET_UP))
                .map(line -> URI.create(line.substring(SET_UP.length())).getPath())
                .findFirst()
                .orElseThrow();
        var admin = new Browser(url());
        var answer = admin.submit(
                link,
                link,
                "organization",
                "Northwind",
                "slug",
                "northwind",
                "firstName",
                "Amara",
                "lastName",
                "Okafor",
                "email",
                ADMIN,
                "password",
                PASSWORD);
        if (!Browser.location(answer).endsWith("/o/northwind/members"))
            throw new AssertionError("set-up failed: " + answer.statusCode() + answer.body());
        return admin;
    }

    /** The PostgreSQL servers that work on the folder of this server at this moment. */
    List<ProcessHandle> postmasters() {
        var data = folder.resolve("postgres/data").toString();
        return ProcessHandle.allProcesses()
                .filter(one -> Arrays.asList(one.info().arguments().orElse(new String[0]))
                        .contains(data))
                .toList();
    }

    /** Asks the database inside, past row-level security. */
    JdbcClient database() {
        try {
            var postgres = folder.resolve("postgres");
            return JdbcClient.create(new DriverManagerDataSource(
                    "jdbc:postgresql://127.0.0.1:"
                            + Files.readString(postgres.resolve("port")).strip() + "/gatehouse",
                    "postgres",
                    Files.readString(postgres.resolve("superuser-password"))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends what is left, also after a test that failed in the middle. */
    @Override
    public void close() {
        if (alive()) stop();
        postmasters().forEach(ProcessHandle::destroy);
    }

    static int freePort() {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Process running() {
        if (process == null) throw new IllegalStateException("the server was never started");
        return process;
    }

    /** That of the tests without the tests: what the product brings. */
    private static String classPath() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                .filter(entry -> !entry.replace('\\', '/').matches(".*/test-classes/?"))
                .collect(Collectors.joining(File.pathSeparator));
    }
}
