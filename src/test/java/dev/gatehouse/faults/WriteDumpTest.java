package dev.gatehouse.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.testing.Browser;
import dev.gatehouse.testing.TestPostgres;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/**
 * Keeps what a release leaves in a database, for {@link UpgradeTest} of all later ones. Runs when it is asked for:
 * {@code mvn -B test -Dtest=WriteDumpTest -Dgatehouse.dump=0.1.0}. Everything comes in as people do it.
 */
@EnabledIfSystemProperty(named = "gatehouse.dump", matches = ".+")
class WriteDumpTest {

    /** People of a few scripts and what becomes of them; the rest stay invited. */
    private static final List<List<String>> PEOPLE = List.of(
            List.of("Mei", "田中"),
            List.of("Tomás", "Herrera"),
            List.of("Jürgen", "Groß"),
            List.of("Анастасия", "Соколова"),
            List.of("ليلى", "حداد"),
            List.of("Zofia", "Wójcik"));

    private static final int INVITED = 200;

    @Test
    @DisplayName("OPS-1 writes the dump of a filled database")
    void write() throws Exception {
        var release = System.getProperty("gatehouse.dump");
        var database = TestPostgres.emptyDatabase();
        var file =
                Files.createDirectories(Path.of("src/test/resources/upgrade")).resolve(release + ".sql.gz");
        try (var mailbox = new Mailbox();
                var server = new Server(
                        Server.folder("dump"),
                        Map.of(
                                "GATEHOUSE_DATABASE_URL", database.owner().text(),
                                "GATEHOUSE_DATABASE_APP_URL", database.app().text(),
                                "GATEHOUSE_SMTP_URL", mailbox.url()))) {
            var admin = server.start().setUp();
            fill(server, admin, mailbox);
            var rows = JdbcClient.create(new DriverManagerDataSource(
                    database.owner().jdbc(), database.owner().properties()));
            Awaitility.await()
                    .atMost(Duration.ofMinutes(1))
                    .until(() -> Agreement.waiting(rows) == 0
                            && Agreement.count(rows, "select count(*) from event_unchained") == 0);
            Dump.write(database.owner(), Objects.requireNonNull(release), file);
        }
        assertThat(file).isNotEmptyFile();
    }

    private static void fill(Server server, Browser admin, Mailbox mailbox) {
        var addresses = new ArrayList<String>();
        for (var i = 0; i < INVITED; i++) addresses.add("person-" + i + "@example.com");
        done(admin.submit(
                        "/o/northwind/invitations/new",
                        "/o/northwind/invitations",
                        "addresses",
                        String.join("\n", addresses))
                .statusCode());
        for (var i = 0; i < PEOPLE.size(); i++) {
            var address = addresses.get(i);
            var guest = new Browser(server.url());
            var accept = link(mailbox, address, "/accept/");
            done(guest.submit(
                            accept,
                            accept,
                            "firstName",
                            PEOPLE.get(i).getFirst(),
                            "lastName",
                            PEOPLE.get(i).getLast(),
                            "password",
                            Server.PASSWORD)
                    .statusCode());
            // The last one has accepted and not confirmed.
            if (i == PEOPLE.size() - 1) continue;
            var confirm = link(mailbox, address, "/confirm/");
            done(guest.submit(confirm, confirm).statusCode());
            done(guest.signIn(address, Server.PASSWORD).statusCode());
        }
        for (var gone : List.of("person-150@example.com", "person-151@example.com")) {
            var page = member(admin, gone);
            done(admin.submit(page, page + "/removal").statusCode());
        }
        var again = member(admin, "person-152@example.com");
        done(admin.submit(again, again + "/invitation").statusCode());
    }

    private static String member(Browser admin, String address) {
        var link = Pattern.compile("/o/northwind/members/[0-9a-f-]{36}")
                .matcher(admin.get("/o/northwind/members?q=" + address).body());
        assertThat(link.find()).isTrue();
        return link.group();
    }

    private static String link(Mailbox mailbox, String address, String path) {
        Awaitility.await("mail to " + address)
                .atMost(Duration.ofMinutes(1))
                .until(() -> !mailbox.link(address, path).isEmpty());
        return mailbox.link(address, path);
    }

    private static void done(int status) {
        assertThat(status).isBetween(300, 399);
    }
}
