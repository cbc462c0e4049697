package dev.gatehouse.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.testing.Browser;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class KilledImportTest {

    /** With 200,000 rows and ten kills: {@code bench/run killed-import}. */
    private static final int ROWS = Integer.getInteger("gatehouse.faults.rows", 8_000);

    private static final int KILLS = Integer.getInteger("gatehouse.faults.kills", 2);

    @Test
    @DisplayName(
            "CRE-4 OPS-1 PRI-1 an import that is killed at random moments and started again ends with each row exactly once, and leaves no file")
    void killed() throws IOException {
        var seed = Long.getLong("gatehouse.faults.seed", new Random().nextLong());
        System.out.println("again with these moments: -Dgatehouse.faults.seed=" + seed);
        var random = new Random(seed);
        var folder = Server.folder("import");
        var dead = left(folder, "dead");
        var alive = left(folder, "alive");
        try (var held = FileChannel.open(alive.resolve("lock"), StandardOpenOption.WRITE);
                var lock = held.lock();
                var server = new Server(folder, Map.of())) {
            assertThat(lock.isValid()).isTrue();
            var admin = server.start().setUp();
            assertThat(dead).doesNotExist();
            var first = ownOf(folder, alive);
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(first)))
                    .isEqualTo("rwx------");
            Files.writeString(first.resolve("upload"), "Kim Park");
            var page = upload(admin);
            var kills = 0;
            for (; kills < KILLS / 2; kills++) killSoon(server, random);
            await(server, "READY");
            assertThat(count(server, "select fresh from import_run")).isEqualTo(ROWS);

            assertThat(Browser.location(admin.post(
                            page + "/confirmation",
                            Map.of("_csrf", admin.token("/o/northwind/members"), "consent", "0"))))
                    .isEqualTo(page);
            for (; kills < KILLS; kills++) killSoon(server, random);
            await(server, "DONE");
            assertThat(first).doesNotExist();
            try (var files = Files.list(ownOf(folder, alive))) {
                assertThat(files).containsExactly(ownOf(folder, alive).resolve("lock"));
            }
            assertThat(alive.resolve("upload")).exists();

            assertThat(count(server, "select count(*) from member where email like 'row-%'"))
                    .isEqualTo(ROWS);
            assertThat(count(server, "select count(distinct email) from member where email like 'row-%'"))
                    .isEqualTo(ROWS);
            assertThat(count(server, "select sum(added) from import_lane")).isEqualTo(ROWS);
            assertThat(count(server, "select count(*) from consent")).isEqualTo(ROWS);
            assertThat(count(server, "select seats_used from organization")).isEqualTo(1 + seated());
            assertThat(count(server, "select count(*) from one_time_code where purpose = 'ONE_TIME_PASSWORD'"))
                    .isEqualTo(seated());
            assertThat(count(server, "select sum(members) from member_tally")).isEqualTo(ROWS + 1);
            // What was planned for the one member that there was is planned anew while they come.
            assertThat(count(server, "select reltuples::integer from pg_class where relname = 'member'"))
                    .isGreaterThan(ROWS / 8);
            Awaitility.await("words of everybody")
                    .atMost(Duration.ofMinutes(5))
                    .until(() -> count(server, "select count(*) from member_words") == ROWS + 1);
        }
    }

    /** The folder of a process, as one leaves it that is killed. */
    private static Path left(Path data, String name) throws IOException {
        var folder = Files.createDirectories(data.resolve("scratch").resolve("gatehouse-scratch-" + name));
        Files.writeString(folder.resolve("lock"), "");
        Files.writeString(folder.resolve("upload"), "Ada Byron");
        return folder;
    }

    private static Path ownOf(Path data, Path other) throws IOException {
        try (var folders = Files.list(data.resolve("scratch"))) {
            assertThat(folders).filteredOn(folder -> !folder.equals(other)).hasSize(1);
        }
        try (var folders = Files.list(data.resolve("scratch"))) {
            return folders.filter(folder -> !folder.equals(other)).findFirst().orElseThrow();
        }
    }

    private static void killSoon(Server server, Random random) {
        LockSupport.parkNanos(Duration.ofMillis(random.nextInt(400 + ROWS / 20)).toNanos());
        server.kill();
        server.start();
    }

    private static void await(Server server, String state) {
        Awaitility.await(state)
                .atMost(Duration.ofMinutes(5))
                .until(() -> count(server, "select count(*) from import_run where state = '" + state + "'") == 1);
    }

    private static int count(Server server, String sql) {
        return Agreement.count(server.database(), sql);
    }

    /** Every tenth comes in by a one-time password. */
    private static int seated() {
        return (ROWS + 9) / 10;
    }

    private static String upload(Browser admin) {
        var rows = IntStream.range(0, ROWS)
                .mapToObj(n -> "First" + n + ",Last,row-" + n + "@example.com,"
                        + (n % 10 == 0 ? "Otter-" + (1_000_000 + n) : ""))
                .collect(Collectors.joining("\r\n"));
        var part = "--b\r\nContent-Disposition: form-data; name=\"%s\"%s\r\n\r\n%s\r\n";
        var body = part.formatted("_csrf", "", admin.token("/o/northwind/members"))
                + part.formatted("way", "", "none")
                + part.formatted(
                        "file", "; filename=\"people.csv\"", "First name,Last name,E-mail,One-time password\r\n" + rows)
                + "--b--\r\n";
        return Browser.location(
                admin.post("/o/northwind/import", "multipart/form-data; boundary=b", BodyPublishers.ofString(body)));
    }
}
