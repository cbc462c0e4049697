package dev.gatehouse.messages;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import dev.gatehouse.messages.MessageState.State;
import dev.gatehouse.platform.Actor;
import dev.gatehouse.platform.MemberId;
import dev.gatehouse.platform.SmtpServer;
import dev.gatehouse.platform.SmtpServer.Tls;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class DeliveryTest {

    private final GreenMail mail = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
    private final Outbox outbox = new Outbox();

    @BeforeEach
    void start() {
        mail.start();
    }

    @AfterEach
    void stop() throws Exception {
        mail.stop();
        outbox.close();
    }

    @Test
    @DisplayName(
            "NOT-3 what is staged is sent after the commit, once, and what filled it is erased with the word that it was sent")
    void sent() {
        var jobs = outbox.jobs(outbox.mails(outbox.smtp(greenMail())));
        outbox.stage(jobs, outbox.invitation("mei@example.org", "en"));
        assertThat(mail.getReceivedMessages()).isEmpty();

        jobs.runAnyDueExecutions();
        jobs.runAnyDueExecutions();

        assertThat(mail.getReceivedMessages()).hasSize(1);
        assertThat(outbox.column("state")).isEqualTo("SENT");
        assertThat(outbox.column("parameters")).isEqualTo("null");
        assertThat(outbox.column("sent_at")).startsWith("2026-03-01");
        assertThat(jobs.getScheduledExecutions()).isEmpty();
        assertThat(outbox.meters
                        .counter("gatehouse.messages", "outcome", "sent", "template", "invitation")
                        .count())
                .isEqualTo(1);
    }

    @Test
    @DisplayName("NOT-3 a transaction that rolls back sends nothing")
    void rolledBack() {
        var jobs = outbox.jobs(outbox.mails(outbox.smtp(greenMail())));
        try {
            outbox.inside(outbox.organization, () -> {
                outbox.messages(jobs).stage(outbox.organization, List.of(outbox.invitation("mei@example.org", "en")));
                throw new IllegalStateException("changed my mind");
            });
        } catch (IllegalStateException expected) {
            assertThat(expected).hasMessage("changed my mind");
        }

        jobs.runAnyDueExecutions();

        assertThat(mail.getReceivedMessages()).isEmpty();
        assertThat(outbox.owner
                        .sql("select count(*) from scheduled_tasks")
                        .query(Long.class)
                        .single())
                .isZero();
    }

    @Test
    @DisplayName("NOT-3 a link that waits in the database cannot be read there, nor in the jobs")
    void sealed() {
        var jobs = outbox.jobs(outbox.mails(outbox.smtp(greenMail())));
        outbox.stage(jobs, outbox.invitation("mei@example.org", "en"));

        var everything = outbox.owner
                .sql("select m::text || encode(m.parameters, 'escape') || encode(t.task_data, 'escape')"
                        + " from message m, scheduled_tasks t")
                .query(String.class)
                .single();

        assertThat(everything).contains("mei@example.org").doesNotContain("TheSecretOfTheLink", "accept", "Amara");
    }

    @Test
    @DisplayName(
            "NOT-3 a process that dies after the server took the mail: sent again with the same Message-ID, never another")
    void diesBeforeSettling() {
        var smtp = outbox.smtp(greenMail());
        var jobs = outbox.jobs(outbox.mails(smtp));
        outbox.stage(jobs, outbox.invitation("mei@example.org", "en"));
        // The settling transaction finds the database gone, as after kill -9: the server has the mail, the outbox does
        // not know.
        outbox.owner
                .sql("alter table message add constraint dies check (state <> 'SENT')")
                .update();
        jobs.runAnyDueExecutions();
        assertThat(mail.getReceivedMessages()).hasSize(1);
        assertThat(outbox.column("state")).isEqualTo("QUEUED");
        outbox.owner.sql("alter table message drop constraint dies").update();

        outbox.time.set(due());
        jobs.runAnyDueExecutions();

        var ids =
                Arrays.stream(mail.getReceivedMessages()).map(DeliveryTest::id).toList();
        assertThat(ids).hasSize(2);
        assertThat(ids.getFirst()).isEqualTo(ids.getLast()).endsWith("@members.example.org>");
        assertThat(outbox.column("state")).isEqualTo("SENT");
    }

    @Test
    @DisplayName("NOT-3 a process that dies with a job in hand leaves it to its lease, and another process delivers it")
    void leaseRunsOut() {
        var dead = outbox.jobs(outbox.mails(outbox.smtp(greenMail())));
        outbox.stage(dead, outbox.invitation("mei@example.org", "en"));
        outbox.owner
                .sql("update scheduled_tasks set picked = true, picked_by = 'dead', last_heartbeat = ?::timestamptz")
                .param(outbox.time.now().toString())
                .update();
        var alive = outbox.jobs(outbox.mails(outbox.smtp(greenMail())));
        alive.runAnyDueExecutions();
        assertThat(mail.getReceivedMessages()).isEmpty();

        alive.tick(Duration.ofHours(1));
        alive.runDeadExecutionDetection();
        alive.runAnyDueExecutions();

        assertThat(mail.getReceivedMessages()).hasSize(1);
    }

    @Test
    @DisplayName(
            "NOT-3 a mail server that is down: accepted at once, tried again with growing pauses, delivered when it is back")
    void serverDown() throws Exception {
        try (var fake = FakeSmtp.of(command -> FakeSmtp.HANG_UP)) {
            var jobs = outbox.jobs(outbox.mails(outbox.smtp(fake.server(Tls.NONE))));
            outbox.stage(jobs, outbox.invitation("mei@example.org", "en"));

            jobs.runAnyDueExecutions();
            assertThat(outbox.column("state")).isEqualTo("QUEUED");
            assertThat(outbox.column("problem")).startsWith("UNREACHABLE ");
            var first = pause();
            outbox.time.set(due());
            jobs.runAnyDueExecutions();
            var second = pause();
            outbox.time.set(due());
            jobs.runAnyDueExecutions();
            var third = pause();
            assertThat(first).isBetween(Duration.ofSeconds(24), Duration.ofSeconds(36));
            assertThat(second).isBetween(Duration.ofSeconds(48), Duration.ofSeconds(72));
            assertThat(third).isBetween(Duration.ofSeconds(96), Duration.ofSeconds(144));
            assertThat(outbox.column("attempts")).isEqualTo("3");

            fake.script(FakeSmtp::polite);
            outbox.time.set(due());
            jobs.runAnyDueExecutions();
            assertThat(fake.mails).hasSize(1);
            assertThat(outbox.column("state")).isEqualTo("SENT");
            assertThat(outbox.column("problem")).isEqualTo("null");
        }
    }

    @Test
    @DisplayName("NOT-3 a server that is away is left alone: of fifty messages one tries, and each says why it waits")
    void serverLeftAlone() throws Exception {
        try (var fake = FakeSmtp.of(command -> FakeSmtp.HANG_UP)) {
            var jobs = outbox.jobs(outbox.mails(outbox.smtp(fake.server(Tls.NONE))));
            outbox.stage(jobs, many(50));

            for (var round = 0; round < 20; round++) jobs.runAnyDueExecutions();

            assertThat(fake.connections).hasValue(1);
            assertThat(outbox.owner
                            .sql("select count(*) from message where problem like 'UNREACHABLE%' and state = 'QUEUED'")
                            .query(Long.class)
                            .single())
                    .isEqualTo(50);
        }
    }

    @Test
    @DisplayName("NOT-3 a message that has expired is not sent, and what filled it is erased")
    void expired() {
        var jobs = outbox.jobs(outbox.mails(outbox.smtp(greenMail())));
        outbox.stage(jobs, outbox.invitation("mei@example.org", "en"));

        jobs.tick(Duration.ofDays(7));
        jobs.runAnyDueExecutions();

        assertThat(mail.getReceivedMessages()).isEmpty();
        assertThat(outbox.column("state")).isEqualTo("EXPIRED");
        assertThat(outbox.column("parameters")).isEqualTo("null");
        assertThat(jobs.getScheduledExecutions()).isEmpty();
    }

    @Test
    @DisplayName("NOT-3 tries end with the expiry, whatever the pauses would be")
    void expiresWhileTrying() throws Exception {
        try (var fake = FakeSmtp.of(command -> FakeSmtp.HANG_UP)) {
            var jobs = outbox.jobs(outbox.mails(outbox.smtp(fake.server(Tls.NONE))));
            var end = outbox.time.now().plus(Duration.ofHours(24));
            outbox.stage(jobs, outbox.until(end));

            var tries = 0;
            while (!jobs.getScheduledExecutions().isEmpty() && tries++ < 2_000) {
                outbox.time.set(due());
                jobs.runAnyDueExecutions();
            }

            assertThat(outbox.column("state")).isEqualTo("EXPIRED");
            assertThat(outbox.time.now()).isEqualTo(end);
            assertThat(tries).isBetween(80, 150);
        }
    }

    @Test
    @DisplayName(
            "NOT-3 an address that the server refuses for good fails at once, with the server's words on the member page")
    void refusedForGood() throws Exception {
        try (var fake = FakeSmtp.of(
                command -> command.startsWith("RCPT") ? "550 5.1.1 No such person here" : FakeSmtp.polite(command))) {
            var jobs = outbox.jobs(outbox.mails(outbox.smtp(fake.server(Tls.NONE))));
            var member = outbox.member(outbox.organization, "mei@example.org");
            outbox.stage(jobs, to(member));

            jobs.runAnyDueExecutions();

            var state = ofMember(member);
            assertThat(state.state()).isEqualTo(State.FAILED);
            assertThat(state.stateKey()).isEqualTo("messages.state.failed");
            assertThat(state.problem()).isNotNull().satisfies(problem -> {
                assertThat(problem.key()).isEqualTo("messages.problem.recipient_refused");
                assertThat(problem.reply()).contains("No such person here");
            });
            assertThat(outbox.column("parameters")).isEqualTo("null");
            assertThat(jobs.getScheduledExecutions()).isEmpty();
        }
    }

    @Test
    @DisplayName("NOT-3 a server that asks to try later is tried later; the member page says when and why")
    void askedToWait() throws Exception {
        try (var fake = FakeSmtp.of(
                command -> command.startsWith("RCPT") ? "450 4.2.0 Greylisted" : FakeSmtp.polite(command))) {
            var jobs = outbox.jobs(outbox.mails(outbox.smtp(fake.server(Tls.NONE))));
            var member = outbox.member(outbox.organization, "mei@example.org");
            outbox.stage(jobs, to(member));

            jobs.runAnyDueExecutions();

            var state = ofMember(member);
            assertThat(state.state()).isEqualTo(State.QUEUED);
            assertThat(state.stateKey()).isEqualTo("messages.state.retried");
            assertThat(state.nextTry()).isNotNull().isAfter(outbox.time.now());
            assertThat(state.problem())
                    .isNotNull()
                    .satisfies(problem -> assertThat(problem.kind()).isEqualTo(Problem.Kind.TRY_LATER));
        }
    }

    @Test
    @DisplayName(
            "NOT-3 a mail refused after its contents fails; a sender refused is a setting to mend, and is tried again")
    void otherRefusals() throws Exception {
        try (var fake = FakeSmtp.of(
                command -> command.equals("MAIL-END") ? "554 5.7.1 Looks like spam" : FakeSmtp.polite(command))) {
            var jobs = outbox.jobs(outbox.mails(outbox.smtp(fake.server(Tls.NONE))));
            outbox.stage(jobs, outbox.invitation("mei@example.org", "en"));
            jobs.runAnyDueExecutions();
            assertThat(outbox.column("state")).isEqualTo("FAILED");
            assertThat(outbox.column("problem")).startsWith("MESSAGE_REFUSED ").contains("Looks like spam");

            outbox.owner.sql("delete from message").update();
            fake.script(command -> command.startsWith("MAIL") ? "550 5.7.1 Not you" : FakeSmtp.polite(command));
            outbox.stage(jobs, outbox.invitation("mei@example.org", "en"));
            jobs.runAnyDueExecutions();
            assertThat(outbox.column("state")).isEqualTo("QUEUED");
            assertThat(outbox.column("problem")).startsWith("SENDER_REFUSED ");
        }
    }

    @Test
    @DisplayName("LIF-5 of the last word to somebody nothing is left once it is sent, refused for good or too late")
    void farewell() throws Exception {
        var jobs = outbox.jobs(outbox.mails(outbox.smtp(greenMail())));
        outbox.stage(jobs, outbox.farewell("mei@example.org"));
        assertThat(rows()).isEqualTo(1);
        jobs.runAnyDueExecutions();
        assertThat(mail.getReceivedMessages()).hasSize(1);
        assertThat(rows()).isZero();

        outbox.stage(jobs, outbox.farewell("late@example.org"));
        jobs.tick(Duration.ofDays(14));
        jobs.runAnyDueExecutions();
        assertThat(mail.getReceivedMessages()).hasSize(1);
        assertThat(rows()).isZero();

        try (var fake = FakeSmtp.of(
                command -> command.startsWith("RCPT") ? "550 5.1.1 No such person here" : FakeSmtp.polite(command))) {
            var refusing = outbox.jobs(outbox.mails(outbox.smtp(fake.server(Tls.NONE))));
            outbox.stage(refusing, outbox.farewell("gone@example.org"));
            refusing.runAnyDueExecutions();
        }
        assertThat(rows()).isZero();
    }

    @Test
    @DisplayName("NOT-3 an address that cannot be written into a mail fails alone: nobody else's mail waits for it")
    void poisonedAddress() {
        var jobs = outbox.jobs(outbox.mails(outbox.smtp(greenMail())));
        outbox.stage(jobs, outbox.invitation("p1ɀbľčĊNOOPĠ@x.example", "en"));
        jobs.runAnyDueExecutions();
        assertThat(outbox.column("state")).isEqualTo("FAILED");
        assertThat(outbox.column("problem")).startsWith("ADDRESS_UNUSABLE ");
        assertThat(jobs.getScheduledExecutions()).isEmpty();

        outbox.stage(jobs, outbox.invitation("mei@example.org", "en"));
        jobs.runAnyDueExecutions();
        assertThat(mail.getReceivedMessages()).hasSize(1);
    }

    @Test
    @DisplayName("NOT-3 a server that hangs up over one mail's contents does not stop the others")
    void brokeOff() throws Exception {
        try (var fake = FakeSmtp.of(command -> command.equals("DATA") ? FakeSmtp.HANG_UP : FakeSmtp.polite(command))) {
            var jobs = outbox.jobs(outbox.mails(outbox.smtp(fake.server(Tls.NONE))));
            outbox.stage(jobs, outbox.invitation("mei@example.org", "en"));
            jobs.runAnyDueExecutions();
            assertThat(outbox.column("problem")).startsWith("BROKE_OFF ");
            assertThat(outbox.column("state")).isEqualTo("QUEUED");

            outbox.owner.sql("delete from message").update();
            fake.script(FakeSmtp::polite);
            outbox.stage(jobs, outbox.invitation("tom@example.org", "en"));
            jobs.runAnyDueExecutions();
            assertThat(fake.mails).hasSize(1);
            assertThat(outbox.column("state")).isEqualTo("SENT");
        }
    }

    @Test
    @DisplayName("INV-4 removing a member withdraws what still waits for them")
    void withdrawn() {
        var jobs = outbox.jobs(outbox.mails(outbox.smtp(greenMail())));
        var member = outbox.member(outbox.organization, "mei@example.org");
        outbox.stage(jobs, to(member));
        outbox.owner.sql("delete from member").update();

        jobs.runAnyDueExecutions();

        assertThat(mail.getReceivedMessages()).isEmpty();
        assertThat(jobs.getScheduledExecutions()).isEmpty();
    }

    @Test
    @DisplayName(
            "NOT-3 five hundred at once: all delivered, each once, over a handful of connections, staged in a moment")
    void burst() throws Exception {
        try (var fake = FakeSmtp.of(FakeSmtp::polite)) {
            var running = outbox.running(outbox.mails(outbox.smtp(fake.server(Tls.NONE))));
            var staged = Duration.ofDays(1);
            for (var round = 0; round < 8; round++) {
                outbox.owner.sql("delete from scheduled_tasks").update();
                outbox.owner.sql("delete from message").update();
                var begun = System.nanoTime();
                outbox.stage(running, many(500));
                var took = Duration.ofNanos(System.nanoTime() - begun);
                if (took.compareTo(staged) < 0) staged = took;
            }

            var begun = System.nanoTime();
            running.start();
            var delivered = await(() -> outbox.store.waiting() == 0);

            assertThat(delivered).isTrue();
            var took = Duration.ofNanos(System.nanoTime() - begun);
            System.out.printf(
                    "500 messages: staged in %d ms, delivered in %d ms over %d connections%n",
                    staged.toMillis(), took.toMillis(), fake.connections.get());
            assertThat(fake.mails).hasSize(500);
            assertThat(fake.mails.stream().map(DeliveryTest::idIn).distinct()).hasSize(500);
            assertThat(fake.connections.get()).isLessThanOrEqualTo(10);
            assertThat(outbox.owner
                            .sql("select count(*) from message where state = 'SENT' and parameters is null")
                            .query(Long.class)
                            .single())
                    .isEqualTo(500);
            assertThat(staged).isLessThan(Duration.ofMillis(500));
        }
    }

    @Test
    @DisplayName(
            "NOT-3 a server that accepts and never answers holds nothing for ever: tries end, no transaction is open meanwhile")
    void silent() throws Exception {
        try (var fake = FakeSmtp.of(command -> null)) {
            var running = outbox.running(outbox.mails(outbox.smtp(fake.server(Tls.NONE))));
            outbox.stage(running, many(20));
            running.start();

            await(() -> fake.connections.get() >= 1);
            assertThat(outbox.owner
                            .sql("select count(*) from pg_stat_activity where datname = current_database()"
                                    + " and state like 'idle in transaction%' and usename = 'gatehouse_app'")
                            .query(Long.class)
                            .single())
                    .isZero();
            var allSaid = await(() -> outbox.owner
                            .sql("select count(*) from message where problem like 'UNREACHABLE%'")
                            .query(Long.class)
                            .single()
                    == 20);

            assertThat(allSaid).isTrue();
            assertThat(fake.connections.get()).isLessThanOrEqualTo(8);
        }
    }

    @Test
    @DisplayName("NOT-3 a kept connection that the server has closed meanwhile costs no message its time")
    void closedMeanwhile() throws Exception {
        try (var fake = FakeSmtp.of(FakeSmtp::polite)) {
            var jobs = outbox.jobs(outbox.mails(outbox.smtp(fake.server(Tls.NONE))));
            outbox.stage(jobs, outbox.invitation("one@example.org", "en"));
            jobs.runAnyDueExecutions();
            fake.script(command -> fake.connections.get() == 1 ? FakeSmtp.HANG_UP : FakeSmtp.polite(command));
            outbox.stage(jobs, outbox.invitation("two@example.org", "en"));

            jobs.runAnyDueExecutions();

            assertThat(fake.mails).hasSize(2);
            assertThat(fake.connections).hasValue(2);
        }
    }

    private long rows() {
        return outbox.owner
                .sql("select count(*) from message")
                .query(Long.class)
                .single();
    }

    private SmtpServer greenMail() {
        return new SmtpServer("127.0.0.1", mail.getSmtp().getPort(), null, null, Tls.NONE);
    }

    private Outgoing to(UUID member) {
        var message = outbox.invitation("mei@example.org", "en");
        return new Outgoing(
                message.template(),
                message.language(),
                new MemberId(member),
                null,
                message.address(),
                message.parameters(),
                message.expiresAt());
    }

    private Outgoing[] many(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> outbox.invitation("person" + i + "@example.org", "en"))
                .toArray(Outgoing[]::new);
    }

    private MessageState ofMember(UUID member) {
        return outbox.inside(
                outbox.organization,
                () -> outbox.store
                        .ofMember(Actor.system(outbox.organization).organization(), new MemberId(member))
                        .getFirst());
    }

    private Instant due() {
        return outbox.owner
                .sql("select execution_time from scheduled_tasks")
                .query(OffsetDateTime.class)
                .single()
                .toInstant();
    }

    private Duration pause() {
        return Duration.between(outbox.time.now(), due());
    }

    private static String id(MimeMessage message) {
        try {
            return message.getMessageID();
        } catch (MessagingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String idIn(String mail) {
        return mail.lines()
                .filter(line -> line.startsWith("Message-ID:"))
                .findFirst()
                .orElseThrow();
    }

    /** Looks again and again, for at most twenty seconds. */
    private static boolean await(BooleanSupplier done) throws InterruptedException {
        var never = new CountDownLatch(1);
        for (var i = 0; i < 1_000 && !done.getAsBoolean(); i++) if (never.await(20, TimeUnit.MILLISECONDS)) break;
        return done.getAsBoolean();
    }
}
