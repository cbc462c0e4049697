package dev.gatehouse.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.messages.FakeSmsc;
import dev.gatehouse.messages.StagedSms;
import dev.gatehouse.testing.Browser;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

class KilledSmsTest {

    /** Deliveries at once, of each process: so many may be between the centre's answer and our own note of it. */
    private static final int IN_FLIGHT = 4;

    @Test
    @DisplayName(
            "ACT-1 after kill -9 in the middle every text message arrives, few of them twice and then under the same reference;"
                    + " receipts find the server in session by itself")
    void killed() {
        var phones = IntStream.range(0, 200)
                .mapToObj(i -> "+4915112%06d".formatted(i))
                .toList();
        try (var smsc = FakeSmsc.opened();
                var server = new Server(Server.folder("sms"), Map.of("GATEHOUSE_SMS_URL", smsc.url()))) {
            server.start().setUp();
            Awaitility.await("a session without any message")
                    .atMost(Duration.ofSeconds(20))
                    .until(smsc::inSession);
            var organization = server.database()
                    .sql("select id from organization where slug = 'northwind'")
                    .query(UUID.class)
                    .single();
            for (var phone : phones) StagedSms.code(server.database(), Server.MASTER_KEY, organization, phone);
            Awaitility.await("some messages")
                    .pollInterval(Duration.ofMillis(1))
                    .pollDelay(Duration.ZERO)
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> smsc.numbers().size() >= 40);
            server.kill();
            assertThat(smsc.numbers()).as("killed in the middle").hasSizeLessThan(phones.size());

            server.start();
            Awaitility.await("all messages")
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> waiting(server.database()) == 0);

            assertThat(new HashSet<>(smsc.numbers()))
                    .containsExactlyInAnyOrderElementsOf(
                            phones.stream().map(phone -> phone.substring(1)).toList());
            assertThat(smsc.numbers()).hasSizeBetween(phones.size(), phones.size() + IN_FLIGHT);
            assertThat(smsc.references())
                    .allSatisfy((number, references) -> assertThat(references).hasSize(1));
            assertThat(states(server.database())).containsExactly("SENT");
            assertThat(server.database()
                            .sql("select count(*) from message where channel = 'sms' and parameters is not null")
                            .query(Integer.class)
                            .single())
                    .isZero();

            smsc.reportAll();
            Awaitility.await("all receipts")
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> states(server.database()).equals(List.of("DELIVERED")));
            assertThat(server.text()).doesNotContain("15112", "493027", FakeSmsc.PASSWORD);
            assertThat(new Browser(server.url())
                            .post("/hooks/sms/" + "A".repeat(32), Map.of("id", "1"))
                            .statusCode())
                    .isEqualTo(404);
        }
    }

    private static int waiting(JdbcClient database) {
        return database.sql("select count(*) from scheduled_tasks where task_name = 'sms'")
                .query(Integer.class)
                .single();
    }

    private static List<String> states(JdbcClient database) {
        return database.sql("select distinct state from message where channel = 'sms'")
                .query((row, n) -> row.getString(1))
                .list();
    }
}
