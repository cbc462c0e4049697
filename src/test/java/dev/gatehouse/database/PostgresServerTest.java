package dev.gatehouse.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.security.auth.module.UnixSystem;
import dev.gatehouse.platform.StartRefusal;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostgresServerTest {

    @TempDir
    private Path folder;

    @Test
    @DisplayName("OPS-1 data outlives a stop, the port is kept, and every connection is asked for a password")
    void stopAndStart() throws SQLException, IOException {
        int port;
        try (var server = start()) {
            port = server.port();
            write(server, "kept");
            for (var password : new String[] {"", "wrong"})
                assertThatThrownBy(() -> DriverManager.getConnection(
                                "jdbc:postgresql://" + server.target("postgres"), "postgres", password))
                        .isInstanceOf(SQLException.class)
                        .message()
                        .containsPattern("password|authentication");
            assertThat(Files.getPosixFilePermissions(folder.resolve("superuser-password")))
                    .isEqualTo(PosixFilePermissions.fromString("rw-------"));
            assertThat(Files.readString(folder.resolve("data/pg_hba.conf"))).doesNotContain("trust");
        }
        try (var server = start()) {
            assertThat(server.port()).isEqualTo(port);
            assertThat(read(server)).isEqualTo("kept");
        }
    }

    @Test
    @DisplayName("OPS-1 a second process on one folder is told so")
    void lockedFolder() {
        try (var server = start()) {
            assertThatThrownBy(this::start)
                    .isInstanceOf(StartRefusal.class)
                    .hasMessageContaining("Another Gatehouse runs on the folder");
            assertThat(server.pid()).isPositive();
        }
    }

    @Test
    @DisplayName("OPS-1 after kill -9 of the process the server it left is ended, and nothing committed is lost")
    void killed() throws Exception {
        var java = Path.of(System.getProperty("java.home"), "bin/java").toString();
        var process = new ProcessBuilder(
                        java,
                        "-Xmx64m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Holder.class.getName(),
                        folder.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        var left = Long.parseLong(process.inputReader().readLine());
        process.destroyForcibly().waitFor(20, TimeUnit.SECONDS);
        assertThat(ProcessHandle.of(left)).get().matches(ProcessHandle::isAlive);
        try (var server = start()) {
            assertThat(server.pid()).isNotEqualTo(left);
            assertThat(ProcessHandle.of(left).filter(ProcessHandle::isAlive)).isEmpty();
            assertThat(read(server)).isEqualTo("before the kill");
        }
    }

    /** A process that starts a server and holds it until it is killed. */
    static final class Holder {

        public static void main(String[] arguments) throws Exception {
            var server = PostgresServer.start(new PostgresServer.Plan(Path.of(arguments[0]), true, 20));
            write(server, "before the kill");
            System.out.println(server.pid());
            Thread.currentThread().join();
        }
    }

    @Test
    @DisplayName(
            "OPS-1 a number left in postmaster.pid that now is another program's is not believed, and that program lives on")
    void strangersNumber() throws Exception {
        start().close();
        var stranger = new ProcessBuilder("sleep", "60").start();
        Files.writeString(
                folder.resolve("data/postmaster.pid"), stranger.pid() + "\n" + folder + "/data\n1\n5432\n\n\n\n");
        try (var server = start()) {
            assertThat(server.pid()).isNotEqualTo(stranger.pid());
            assertThat(stranger.isAlive()).isTrue();
        } finally {
            stranger.destroy();
        }
    }

    @Test
    @DisplayName("OPS-1 a server that dies while it is needed is started again, on the same port")
    void revived() throws SQLException {
        try (var server = start()) {
            write(server, "safe");
            var first = server.pid();
            ProcessHandle.of(first).orElseThrow().destroyForcibly();
            Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .ignoreExceptions()
                    .until(() -> server.pid() != first && "safe".equals(read(server)));
        }
    }

    @Test
    @DisplayName("OPS-1 root without user namespaces hands the server to another user of the machine")
    void handedOver() throws IOException, InterruptedException {
        Assumptions.assumeTrue(new UnixSystem().getUid() == 0);
        var open = Files.createTempDirectory(Path.of("/var/tmp"), "gatehouse-");
        Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxr-xr-x"));
        try {
            var user = ServerUser.forFolder(open, false);
            assertThat(user.owner()).isNotNull().doesNotStartWith("0:");
            var whoami = new ProcessBuilder(user.command("id", "-u")).start();
            assertThat(whoami.inputReader().readLine()).isNotEqualTo("0");
            assertThat(whoami.waitFor()).isZero();
            assertThat(Files.getAttribute(open, "unix:uid")).isNotEqualTo(0);
        } finally {
            Files.walkFileTree(open, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    Files.delete(file);
                    return FileVisitResult.CONTINUE;
                }
            });
            Files.delete(open);
        }
    }

    private PostgresServer start() {
        return PostgresServer.start(new PostgresServer.Plan(folder, true, 20));
    }

    private static void write(PostgresServer server, String text) throws SQLException {
        try (var connection = server.superuser("postgres");
                var statement = connection.createStatement()) {
            statement.execute("create table note as select '" + text + "'::text as text");
        }
    }

    private static String read(PostgresServer server) throws SQLException {
        try (var connection = server.superuser("postgres");
                var statement = connection.createStatement();
                var row = statement.executeQuery("select text from note")) {
            row.next();
            return row.getString(1);
        }
    }
}
