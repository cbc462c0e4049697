package dev.gatehouse.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.testing.Browser;
import dev.gatehouse.testing.TestPostgres;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** What every release left behind, this one takes over. {@link WriteDumpTest} says how a release is added. */
class UpgradeTest {

    private static final String MEMBERS = "/o/northwind/members";

    @ParameterizedTest(name = "a database of {0}")
    @ValueSource(strings = {"0.1.0", "0.2.0"})
    @DisplayName(
            "OPS-1 the database of an older release is taken over: people sign in, the list is whole, work goes on")
    void takenOver(String release) throws Exception {
        var database = TestPostgres.emptyDatabase();
        Dump.restore(release, database);
        try (var mailbox = new Mailbox();
                var server = new Server(
                        Server.folder("upgrade"),
                        Map.of(
                                "GATEHOUSE_DATABASE_URL", database.owner().text(),
                                "GATEHOUSE_DATABASE_APP_URL", database.app().text(),
                                "GATEHOUSE_SMTP_URL", mailbox.url()))) {
            server.start();
            var admin = new Browser(server.url());
            assertThat(admin.signIn(Server.ADMIN, Server.PASSWORD).statusCode()).isBetween(300, 399);
            assertThat(admin.get(MEMBERS).body()).contains("Amara Okafor");
            assertThat(search(admin, "田中")).contains("Mei 田中");
            assertThat(search(admin, "gross")).contains("Jürgen Groß");
            assertThat(search(admin, "person-199")).contains("person-199@example.com");
            assertThat(admin.get("/o/northwind/audit-log").body()).contains("Mei 田中");

            var mei = new Browser(server.url());
            assertThat(mei.signIn("person-0@example.com", Server.PASSWORD).statusCode())
                    .isBetween(300, 399);
            assertThat(mei.get("/me").body()).contains("田中");

            var invited = admin.submit(
                    "/o/northwind/invitations/new", "/o/northwind/invitations", "addresses", "new@example.com");
            assertThat(Browser.location(invited)).endsWith(MEMBERS);
            Awaitility.await("the new invitation")
                    .atMost(Duration.ofSeconds(20))
                    .until(() -> !mailbox.link("new@example.com", "/accept/").isEmpty());
            var rows = JdbcClient.create(new DriverManagerDataSource(
                    database.owner().jdbc(), database.owner().properties()));
            assertThat(rows.sql("select status, count(*) as people from member group by 1 order by 1")
                            .query((row, _) -> row.getString("status") + " " + row.getInt("people"))
                            .list())
                    .containsExactly("INVITED 193", "REGISTERED 6", "REGISTERING 1");
            assertThat(Agreement.count(rows, "select seats_used from organization"))
                    .isEqualTo(200);
        }
    }

    private static String search(Browser admin, String words) {
        return admin.get(MEMBERS + "?q=" + URLEncoder.encode(words, StandardCharsets.UTF_8))
                .body();
    }
}
