package dev.gatehouse.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.platform.StartRefusal;
import dev.gatehouse.testing.Browser;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StartAndStopTest {

    @Test
    @DisplayName(
            "OPS-1 a setting that does not exist or is wrong ends the process with code 78 and one sentence that names it")
    void wrongSettings(@TempDir Path folder) {
        var wrong = Map.of(
                "GATEHOUSE_PROT", Map.of("GATEHOUSE_PROT", "8080"),
                "GATEHOUSE_PORT", Map.of("GATEHOUSE_PORT", "eighty"),
                "GATEHOUSE_MASTER_KEY", Map.of("GATEHOUSE_MASTER_KEY", "short"),
                "GATEHOUSE_DATABASE_URL", Map.of("GATEHOUSE_DATABASE_URL", "mysql://root:hunter2@localhost/x"),
                "GATEHOUSE_SMTP_URL",
                        Map.of("GATEHOUSE_MODE", "production", "GATEHOUSE_PUBLIC_URL", "https://members.example.org"));
        var servers = new LinkedHashMap<String, Server>();
        wrong.forEach((variable, settings) -> servers.put(variable, new Server(folder, settings)));
        servers.values().forEach(Server::launch);
        servers.forEach((variable, server) -> {
            assertThat(server.end()).as(server.text()).isEqualTo(StartRefusal.EXIT_CODE);
            Awaitility.await().until(() -> !server.text().isEmpty());
            assertThat(server.text().lines())
                    .singleElement()
                    .asString()
                    .contains(variable)
                    .doesNotContain("hunter2");
        });
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    @DisplayName(
            "OPS-1 a second server on one folder is told so in a sentence; the first is stopped by SIGTERM in order:"
                    + " it answers what it has begun, and stops PostgreSQL")
    void secondServerThenStop() throws Exception {
        // A password that takes a while to check is a request that takes a while.
        Map<String, String> slow = Map.of("GATEHOUSE_ARGON2_MEMORY_KIB", "65536", "GATEHOUSE_ARGON2_PASSES", "20");
        var folder = Server.folder("inside");
        try (var server = new Server(folder, slow);
                var second = new Server(folder, Map.of())) {
            server.start();
            assertThat(second.startInVain()).isEqualTo(StartRefusal.EXIT_CODE);
            Awaitility.await().until(() -> !second.text().isEmpty());
            assertThat(second.text().lines())
                    .singleElement()
                    .asString()
                    .startsWith("Another Gatehouse runs on the folder")
                    .contains("GATEHOUSE_DATA_DIR");
            assertThat(server.postmasters()).hasSize(1);

            var browser = new Browser(server.url());
            var token = browser.token("/sign-in");
            var signingIn = CompletableFuture.supplyAsync(() -> browser.post(
                    "/sign-in",
                    Map.of("_csrf", token, "identifier", "nobody@example.com", "password", "nothing at all")));
            CompletableFuture.delayedExecutor(250, TimeUnit.MILLISECONDS).execute(server::askToStop);
            assertThat(signingIn).as("a request in flight").isNotDone();

            assertThat(signingIn.get(30, TimeUnit.SECONDS).statusCode()).isEqualTo(422);
            assertThat(server.end()).isEqualTo(143);
            assertThat(server.postmasters()).isEmpty();
            assertThat(folder.resolve("postgres/data/postmaster.pid")).doesNotExist();
            assertThat(Files.readString(folder.resolve("postgres/postgres.log")))
                    .contains("database system is shut down");
            assertThat(server.text()).doesNotContain("ERROR", "Exception");
        }
    }
}
