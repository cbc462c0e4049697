package dev.gatehouse.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.database.PostgresServer;
import dev.gatehouse.platform.DatabaseUrl;
import dev.gatehouse.testing.Browser;
import java.net.http.HttpResponse;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

class DatabaseAwayTest {

    private static final Duration AWAY = Duration.ofSeconds(10);

    /** Four seconds until a connection is given up, and what a busy machine adds. */
    private static final Duration SOON = Duration.ofSeconds(9);

    private static final int ASKING_AT_ONCE = 16;
    private static final String MEMBERS = "/o/northwind/members";

    @Test
    @DisplayName(
            "OPS-1 OPS-2 a database that goes away: requests are told so soon, then all works again and nothing is lost")
    void away() throws SQLException {
        var folder = Server.folder("outside");
        var plan = new PostgresServer.Plan(folder.resolve("postgres"), true, 60);
        var postgres = PostgresServer.start(plan);
        try (var mailbox = new Mailbox()) {
            var owner = database(postgres);
            try (var server = new Server(
                    folder.resolve("server"),
                    Map.of("GATEHOUSE_DATABASE_URL", owner.text(), "GATEHOUSE_SMTP_URL", mailbox.url()))) {
                var admin = server.start().setUp();
                var invited = new ArrayList<>(invite(admin, "before", 60));
                var visitor = new Browser(server.url());
                var token = visitor.token("/sign-in");

                postgres.close();
                var end = System.nanoTime() + AWAY.toNanos();
                var rounds = 0;
                do assertToldSo(admin, visitor, token);
                while (rounds++ == 0 || System.nanoTime() < end);

                postgres = PostgresServer.start(plan);
                assertThat(postgres.target("gatehouse")).isEqualTo(owner.target());
                Awaitility.await("readiness")
                        .atMost(Duration.ofSeconds(20))
                        .until(() -> new Browser(server.url()).get("/readyz").statusCode() == 200);
                assertThat(admin.get(MEMBERS).statusCode()).isEqualTo(200);
                assertThat(Browser.location(new Browser(server.url()).signIn(Server.ADMIN, Server.PASSWORD)))
                        .endsWith("/");
                invited.addAll(invite(admin, "after", 10));

                var past = JdbcClient.create(new DriverManagerDataSource(owner.jdbc(), owner.properties()));
                Awaitility.await("all deliveries")
                        .atMost(Duration.ofSeconds(25))
                        .until(() -> Agreement.waiting(past) == 0);
                Agreement.check(past, invited.size());
                assertThat(mailbox.numbers().keySet()).containsExactlyInAnyOrderElementsOf(invited);
                assertThat(mailbox.numbers().values())
                        .allSatisfy(ids -> assertThat(ids.stream().distinct()).hasSize(1));
                assertThat(server.stop()).isEqualTo(143);
            }
        } finally {
            postgres.close();
        }
    }

    private static void assertToldSo(Browser admin, Browser visitor, String token) {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var ready = CompletableFuture.supplyAsync(() -> soon(() -> visitor.get("/readyz")), threads);
            var healthy = CompletableFuture.supplyAsync(() -> soon(() -> visitor.get("/healthz")), threads);
            var signIn = CompletableFuture.supplyAsync(
                    () -> soon(() -> visitor.post(
                            "/sign-in",
                            Map.of("_csrf", token, "identifier", Server.ADMIN, "password", Server.PASSWORD))),
                    threads);
            var pages = IntStream.range(0, ASKING_AT_ONCE)
                    .mapToObj(_ -> CompletableFuture.supplyAsync(() -> soon(() -> admin.get(MEMBERS)), threads))
                    .toList();
            assertThat(healthy.join().statusCode()).isEqualTo(200);
            assertThat(ready.join().statusCode()).isEqualTo(503);
            assertThat(ready.join().body()).isEqualTo("the database does not answer\n");
            assertSaysSo(signIn.join());
            for (var page : pages) assertSaysSo(page.join());
        }
    }

    private static void assertSaysSo(HttpResponse<String> page) {
        assertThat(page.statusCode()).isEqualTo(503);
        assertThat(page.headers().firstValue("Retry-After")).isPresent();
        assertThat(page.body())
                .contains("The server cannot answer at the moment. Nothing was changed.")
                .doesNotContain("Exception", "at dev.gatehouse", "SQL");
    }

    private static HttpResponse<String> soon(Supplier<HttpResponse<String>> asking) {
        var begin = System.nanoTime();
        var answer = asking.get();
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(SOON);
        return answer;
    }

    private static List<String> invite(Browser admin, String name, int howMany) {
        var addresses = IntStream.range(0, howMany)
                .mapToObj(i -> name + "-" + i + "@example.com")
                .toList();
        var answer = admin.submit(
                "/o/northwind/invitations/new",
                "/o/northwind/invitations",
                "addresses",
                addresses.stream().collect(Collectors.joining("\n")));
        assertThat(Browser.location(answer)).endsWith(MEMBERS);
        return addresses;
    }

    /** What docs/operator/running.md tells an operator to make. */
    private static DatabaseUrl database(PostgresServer postgres) throws SQLException {
        try (var connection = postgres.superuser("postgres");
                var statement = connection.createStatement()) {
            statement.execute("create role gatehouse login createrole password 'tests only'");
            statement.execute("create database gatehouse owner gatehouse template template0");
        }
        return new DatabaseUrl(postgres.target("gatehouse"), "gatehouse", "gatehouse", "tests only");
    }
}
