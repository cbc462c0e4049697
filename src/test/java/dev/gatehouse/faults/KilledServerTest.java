package dev.gatehouse.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.testing.Browser;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class KilledServerTest {

    private static final String INVITED = "/o/northwind/members";

    @Test
    @DisplayName("OPS-1 NOT-3 after kill -9 at any moment every message arrives, no address under two Message-IDs,"
            + " and seats, members and invitations agree")
    void killed() {
        var seed = Long.getLong("gatehouse.faults.seed", new Random().nextLong());
        System.out.println("again with these moments: -Dgatehouse.faults.seed=" + seed);
        var random = new Random(seed);
        var invited = new ArrayList<String>();
        try (var mailbox = new Mailbox();
                var server = new Server(Server.folder("killed"), Map.of("GATEHOUSE_SMTP_URL", mailbox.url()))) {
            var admin = server.start().setUp();

            // Right after the commit: the answer has come, the sends have just begun.
            var first = addresses("commit", 50);
            var form = new Form(admin);
            var begin = System.nanoTime();
            assertThat(form.invite(first)).endsWith(INVITED);
            var took = (int) Duration.ofNanos(System.nanoTime() - begin).toMillis();
            invited.addAll(first);
            pause(random.nextInt(60));
            killAndStart(server);

            // While the request is on its way: nobody knows, but it is all or nothing.
            var second = addresses("request", 50);
            var again = new Form(admin);
            var request = CompletableFuture.runAsync(() -> again.invite(second));
            pause(took / 4 + random.nextInt(took));
            killAndStart(server);
            request.handle((_, _) -> true).join();
            var arrived = Agreement.count(
                    server.database(), "select count(*) from member where email like 'request-%@example.com'");
            assertThat(arrived).isIn(0, second.size());
            if (arrived > 0) invited.addAll(second);

            // In the middle of the sends.
            var third = addresses("sends", 150);
            var before = mailbox.size();
            assertThat(new Form(admin).invite(third)).endsWith(INVITED);
            invited.addAll(third);
            var some = before + 1 + random.nextInt(100);
            Awaitility.await("some mails")
                    .pollInterval(Duration.ofMillis(1))
                    .pollDelay(Duration.ZERO)
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> mailbox.size() >= some);
            killAndStart(server);

            Awaitility.await("all deliveries")
                    .atMost(Duration.ofSeconds(40))
                    .until(() -> Agreement.waiting(server.database()) == 0);
            Agreement.check(server.database(), invited.size());
            assertArrived(mailbox, invited);
            assertThat(server.stop()).isEqualTo(143);
            assertThat(server.postmasters()).isEmpty();
        }
    }

    private static void assertArrived(Mailbox mailbox, List<String> invited) {
        var numbers = mailbox.numbers();
        assertThat(numbers.keySet()).containsExactlyInAnyOrderElementsOf(invited);
        assertThat(numbers)
                .allSatisfy((address, ids) -> assertThat(new HashSet<>(ids))
                        .as("Message-IDs of %s", address)
                        .hasSize(1));
        System.out.printf(
                "%d messages, %d of them twice%n",
                numbers.size(),
                numbers.values().stream().filter(ids -> ids.size() > 1).count());
    }

    /** The PostgreSQL of the killed process lives on; the next start ends it, and there is never more than one. */
    private static void killAndStart(Server server) {
        server.kill();
        var left = server.postmasters();
        assertThat(left).hasSize(1);
        server.start();
        assertThat(left).noneMatch(ProcessHandle::isAlive);
        assertThat(server.postmasters()).hasSize(1);
    }

    private static List<String> addresses(String name, int howMany) {
        return IntStream.range(0, howMany)
                .mapToObj(i -> name + "-" + i + "@example.com")
                .toList();
    }

    /** The invite form, opened; sending it is one request. */
    private record Form(Browser admin, String token) {

        Form(Browser admin) {
            this(admin, admin.token("/o/northwind/invitations/new"));
        }

        String invite(List<String> addresses) {
            return Browser.location(admin.post(
                    "/o/northwind/invitations", Map.of("_csrf", token, "addresses", String.join("\n", addresses))));
        }
    }

    private static void pause(int milliseconds) {
        LockSupport.parkNanos(Duration.ofMillis(milliseconds).toNanos());
    }
}
