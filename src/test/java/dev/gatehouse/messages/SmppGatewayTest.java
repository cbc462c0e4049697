package dev.gatehouse.messages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.github.kagkarlsson.scheduler.testhelper.ManualScheduler;
import dev.gatehouse.messages.MessageState.State;
import dev.gatehouse.messages.Problem.Kind;
import dev.gatehouse.platform.MemberId;
import dev.gatehouse.platform.SmsServer;
import dev.gatehouse.testing.Race;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import org.jsmpp.SMPPConstant;
import org.jsmpp.bean.MessageType;
import org.jsmpp.bean.OptionalParameter;
import org.jsmpp.bean.SubmitSm;
import org.jsmpp.extra.NegativeResponseException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** Text messages against the message centre that jSMPP itself brings. */
class SmppGatewayTest {

    private static final String PHONE = "+4915112345678";
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration PAUSE = Duration.ofMillis(50);

    private final Outbox outbox = new Outbox();
    private final FakeSmsc smsc = FakeSmsc.opened();
    private @Nullable ManualScheduler scheduler;

    @AfterEach
    void close() {
        outbox.close();
        smsc.close();
    }

    @Test
    @DisplayName(
            "ACT-1 a text of the GSM alphabet arrives whole in one message: sender, number, alphabet and receipt as SMPP 3.4 says")
    void gsm() throws Exception {
        var text = "493027 ist Ihr Code für Ärger & Größe GmbH: [5 €] @ñ?";

        gateway(10).send(sms(text), List.of());

        assertThat(smsc.shown()).containsExactly(text);
        var submit = smsc.taken.getFirst();
        assertThat(submit.getDataCoding()).isZero();
        assertThat(submit.isUdhi()).isFalse();
        assertThat(submit.getDestAddress()).isEqualTo("4915112345678");
        assertThat(List.of(submit.getDestAddrTon(), submit.getDestAddrNpi())).containsExactly((byte) 1, (byte) 1);
        assertThat(submit.getSourceAddr()).isEqualTo("Gatehouse");
        assertThat(submit.getSourceAddrTon()).isEqualTo((byte) 5);
        assertThat(submit.getRegisteredDelivery()).isEqualTo((byte) 1);
        assertThat(submit.getValidityPeriod()).as("ten minutes from now").isEqualTo("000000001000000R");
        // Octets of the table of 3GPP TS 23.038, not of our own making.
        assertThat(submit.getShortMessage())
                .startsWith('4', '9')
                .contains(0x7e, 0x5b, 0x1e)
                .containsSequence(0x1b, 0x3c, '5', ' ', 0x1b, 0x65, 0x1b, 0x3e)
                .endsWith(0x00, 0x7d, '?');
    }

    @Test
    @DisplayName("ACT-1 a text in any other script arrives whole too, in UCS-2")
    void unicode() throws Exception {
        var arabic = "493027 هو رمزك لدى Northwind 🎉";

        gateway(10).send(sms(arabic), List.of());

        assertThat(smsc.shown()).containsExactly(arabic);
        assertThat(smsc.taken.getFirst().getDataCoding()).isEqualTo((byte) 8);
    }

    @Test
    @DisplayName("ACT-1 a long text goes in parts of 153 letters that phones put together, and no letter is cut")
    void concatenated() throws Exception {
        // Every 152nd place is the first of two: a cut by numbers alone would go through the euro sign.
        var text = ("x".repeat(152) + "€").repeat(3) + "end";

        var parts = gateway(10).send(sms(text), List.of());

        assertThat(smsc.shown()).containsExactly(text);
        assertThat(parts).extracting(SmsPart::number).containsExactly(1, 2, 3, 4);
        assertThat(parts).extracting(SmsPart::gatewayId).containsExactlyElementsOf(smsc.ids);
        for (var submit : smsc.taken) {
            assertThat(submit.isUdhi()).isTrue();
            assertThat(submit.getShortMessage())
                    .hasSizeLessThanOrEqualTo(6 + 153)
                    .startsWith(5, 0, 3);
            assertThat(submit.getShortMessage()[4]).isEqualTo((byte) 4);
            assertThat(submit.getShortMessage()[3])
                    .isEqualTo(smsc.taken.getFirst().getShortMessage()[3]);
        }
        assertThat(SmsText.of("x".repeat(160)).parts()).hasSize(1);
        assertThat(SmsText.of("x".repeat(161)).parts()).hasSize(2);
    }

    @Test
    @DisplayName("ACT-1 a long Unicode text goes in parts of 67, and no pair of surrogates is cut")
    void concatenatedUnicode() throws Exception {
        var text = "ا".repeat(66) + "🎉".repeat(40) + "نهاية";

        gateway(10).send(sms(text), List.of());

        assertThat(smsc.shown()).containsExactly(text);
        for (var submit : smsc.taken) {
            assertThat(submit.getShortMessage()).hasSizeLessThanOrEqualTo(6 + 134);
            assertThat(FakeSmsc.text(submit)).doesNotStartWith("\udf89").doesNotEndWith("\ud83c");
        }
        assertThat(SmsText.of("ا".repeat(70)).parts()).hasSize(1);
        assertThat(SmsText.of("ا".repeat(71)).parts()).hasSize(2);
    }

    @Test
    @DisplayName("ACT-1 a single typographic sign does not halve what a message holds")
    void typography() {
        var text = SmsText.of("Northwind’s „code“ – wait… 5\u00a0€");
        assertThat(text.gsm()).isTrue();
        assertThat(SmsText.of("Northwind’s كود").gsm()).isFalse();
    }

    @Test
    @DisplayName(
            "ACT-1 what is staged is sent after the commit, once, its code erased; the receipt makes it delivered on the member page")
    void delivered() throws Exception {
        var member = outbox.member(outbox.organization, "mei@example.org");
        var jobs = running(gateway(10));
        outbox.stage(jobs, outbox.code(member, PHONE));
        assertThat(smsc.taken).isEmpty();

        jobs.runAnyDueExecutions();
        jobs.runAnyDueExecutions();

        assertThat(smsc.shown()).singleElement().asString().startsWith("493027 is your sign-in code for Northwind");
        assertThat(outbox.column("state")).isEqualTo("SENT");
        assertThat(outbox.column("parameters")).isEqualTo("null");

        smsc.report(smsc.ids.getFirst(), "ENROUTE", "000");
        jobs.runAnyDueExecutions();
        assertThat(ofMember(member).state()).isEqualTo(State.SENT);
        smsc.report(smsc.ids.getFirst(), "DELIVRD", "000");
        jobs.runAnyDueExecutions();
        assertThat(ofMember(member).state()).isEqualTo(State.DELIVERED);
        assertThat(ofMember(member).stateKey()).isEqualTo("messages.state.delivered");
        assertThat(jobs.getScheduledExecutions()).isEmpty();
    }

    @Test
    @DisplayName(
            "ACT-1 a receipt that says no makes the message undelivered, with the reason; a later yes changes nothing")
    void undelivered() throws Exception {
        var member = outbox.member(outbox.organization, "mei@example.org");
        var jobs = running(gateway(10));
        outbox.stage(jobs, outbox.code(member, PHONE));
        jobs.runAnyDueExecutions();

        smsc.report(smsc.ids.getFirst(), "UNDELIV", "021");
        jobs.runAnyDueExecutions();
        smsc.report(smsc.ids.getFirst(), "DELIVRD", "000");
        jobs.runAnyDueExecutions();

        var state = ofMember(member);
        assertThat(state.state()).isEqualTo(State.UNDELIVERED);
        assertThat(state.problem()).isEqualTo(new Problem(Kind.NOT_DELIVERABLE, "UNDELIV 021"));
        assertThat(state.problemKey()).isEqualTo("messages.problem.sms.not_deliverable");
    }

    @Test
    @DisplayName("ACT-1 a message in parts is delivered once every part is, and undelivered as soon as one is")
    void partsAddUp() throws Exception {
        var jobs = running(gateway(10));
        outbox.owner
                .sql("update organization set name = ?")
                .param("Ж".repeat(40))
                .update();
        outbox.stage(jobs, outbox.smsInvitation(PHONE, "de"));
        jobs.runAnyDueExecutions();
        assertThat(smsc.ids).hasSizeGreaterThan(1);

        for (var id : smsc.ids.reversed()) {
            assertThat(outbox.column("state")).isEqualTo("SENT");
            smsc.report(id, "DELIVRD", "000");
            jobs.runAnyDueExecutions();
        }
        assertThat(outbox.column("state")).isEqualTo("DELIVERED");

        outbox.owner.sql("delete from message").update();
        smsc.ids.clear();
        outbox.stage(jobs, outbox.smsInvitation(PHONE, "de"));
        jobs.runAnyDueExecutions();
        smsc.report(smsc.ids.getLast(), "EXPIRED", "001");
        jobs.runAnyDueExecutions();
        assertThat(outbox.column("state")).isEqualTo("UNDELIVERED");
        assertThat(outbox.column("problem")).startsWith("NOT_REACHED ");
    }

    @Test
    @DisplayName(
            "ACT-1 receipts are understood as centres write them: as TLVs, in decimal digits, in capitals; what people write is not read")
    void receiptsAsCentresWriteThem() throws Exception {
        var jobs = running(gateway(10));
        outbox.stage(
                jobs,
                outbox.code(null, PHONE),
                outbox.code(null, "+4915112345679"),
                outbox.code(null, "+4915112345670"));
        for (var round = 0; round < 3; round++) jobs.runAnyDueExecutions();
        assertThat(smsc.ids).hasSize(3);

        smsc.deliver(MessageType.DEFAULT, "id:%s stat:DELIVRD who are you?".formatted(smsc.ids.getFirst()));
        jobs.runAnyDueExecutions();
        assertThat(states()).containsOnly("SENT");
        smsc.deliver(
                MessageType.SMSC_DEL_RECEIPT,
                "",
                new OptionalParameter.Receipted_message_id(smsc.ids.get(0)),
                new OptionalParameter.Message_state((byte) 2));
        smsc.report("" + Integer.parseInt(smsc.ids.get(1), 16), "DELIVRD", "000");
        smsc.report(smsc.ids.get(2).toUpperCase(Locale.ROOT), "DELIVRD", "000");
        for (var round = 0; round < 3; round++) jobs.runAnyDueExecutions();

        assertThat(states()).containsOnly("DELIVERED");
    }

    @Test
    @DisplayName(
            "ACT-1 a receipt that overtakes our own note waits for it; one that is none of ours ends after an hour")
    void overtakes() throws Exception {
        var jobs = running(gateway(10));
        bound();
        smsc.report("a000", "DELIVRD", "000");
        jobs.runAnyDueExecutions();
        assertThat(jobs.getScheduledExecutions()).hasSize(1);

        outbox.stage(jobs, outbox.code(null, PHONE));
        jobs.runAnyDueExecutions();
        assertThat(smsc.ids).containsExactly("a000");
        outbox.time.tick(Duration.ofSeconds(2));
        jobs.runAnyDueExecutions();
        assertThat(outbox.column("state")).isEqualTo("DELIVERED");

        smsc.report("ffff", "DELIVRD", "000");
        for (var tries = 0; !jobs.getScheduledExecutions().isEmpty() && tries < 50; tries++) {
            jobs.runAnyDueExecutions();
            outbox.time.tick(Duration.ofMinutes(5));
        }
        assertThat(jobs.getScheduledExecutions()).isEmpty();
    }

    @Test
    @DisplayName("ACT-1 a receipt that cannot be kept is refused, so that the centre says it again")
    void receiptNotKept() {
        var gateway = gateway(
                smsc.server(10),
                receipt -> {
                    throw new IllegalStateException("the database is away");
                },
                PATIENCE,
                null);
        gateway.begin();
        bound();

        assertThatThrownBy(() -> smsc.report("a000", "DELIVRD", "000"))
                .isInstanceOfSatisfying(
                        NegativeResponseException.class,
                        no -> assertThat(no.getCommandStatus()).isEqualTo(SMPPConstant.STAT_ESME_RX_T_APPN));
    }

    @Test
    @DisplayName(
            "ACT-1 the centre goes away and comes back: nothing is lost, nothing doubled, and receipts find their way without a message")
    void goesAndComes() throws Exception {
        var jobs = running(gateway(10));
        outbox.stage(jobs, outbox.code(null, PHONE));
        jobs.runAnyDueExecutions();
        assertThat(smsc.taken).hasSize(1);

        smsc.close();
        outbox.stage(jobs, outbox.code(null, "+4915112345671"), outbox.code(null, "+4915112345672"));
        for (var round = 0; round < 5; round++) jobs.runAnyDueExecutions();
        assertThat(smsc.taken).hasSize(1);
        assertThat(problems())
                .allMatch(problem -> problem.startsWith("UNREACHABLE"))
                .hasSize(2);

        smsc.open();
        // Nobody sends: the session is made again by itself.
        bound();
        smsc.report(smsc.ids.getFirst(), "DELIVRD", "000");
        for (var round = 0; round < 6; round++) {
            outbox.time.tick(Duration.ofMinutes(2));
            jobs.runAnyDueExecutions();
        }

        assertThat(smsc.taken).hasSize(3).extracting(SubmitSm::getDestAddress).doesNotHaveDuplicates();
        assertThat(states()).containsExactlyInAnyOrder("DELIVERED", "SENT", "SENT");
    }

    @Test
    @DisplayName(
            "ACT-1 a process that dies after the centre took it: the same reference again, by which phones and centres know it")
    void diesBeforeSettling() {
        var jobs = running(gateway(10));
        outbox.stage(jobs, outbox.code(null, PHONE));
        outbox.owner
                .sql("alter table message add constraint dies check (state <> 'SENT')")
                .update();
        jobs.runAnyDueExecutions();
        assertThat(smsc.taken).hasSize(1);
        assertThat(outbox.column("state")).isEqualTo("QUEUED");
        outbox.owner.sql("alter table message drop constraint dies").update();

        outbox.time.set(due());
        jobs.runAnyDueExecutions();

        assertThat(outbox.column("state")).isEqualTo("SENT");
        assertThat(smsc.taken)
                .hasSize(2)
                .extracting(SmppGatewayTest::reference)
                .containsOnly(reference(smsc.taken.getFirst()));
    }

    @Test
    @DisplayName("ACT-1 a wrong password is said at the message, which goes out once it is mended")
    void wrongPassword() {
        var member = outbox.member(outbox.organization, "mei@example.org");
        smsc.password("other");
        var jobs = running(gateway(10));
        outbox.stage(jobs, outbox.code(member, PHONE));

        jobs.runAnyDueExecutions();

        var state = ofMember(member);
        assertThat(state.state()).isEqualTo(State.QUEUED);
        assertThat(state.problem()).isEqualTo(new Problem(Kind.SIGN_IN_REFUSED, "SMPP 0x0000000e"));
        assertThat(state.problemKey()).isEqualTo("messages.problem.sms.sign_in_refused");
        smsc.password(FakeSmsc.PASSWORD);
        outbox.time.set(due());
        jobs.runAnyDueExecutions();
        assertThat(ofMember(member).state()).isEqualTo(State.SENT);
    }

    @Test
    @DisplayName(
            "ACT-1 a centre that throttles is a problem that passes; of a long message only what was not taken goes again")
    void throttled() {
        var jobs = running(gateway(10));
        outbox.owner
                .sql("update organization set name = ?")
                .param("Ж".repeat(40))
                .update();
        smsc.script(submit -> submit.getShortMessage()[5] == 1 ? FakeSmsc.TAKEN : SMPPConstant.STAT_ESME_RTHROTTLED);
        outbox.stage(jobs, outbox.smsInvitation(PHONE, "de"));
        jobs.runAnyDueExecutions();
        assertThat(outbox.column("state")).isEqualTo("QUEUED");
        assertThat(outbox.column("problem")).startsWith("TRY_LATER SMPP 0x00000058");
        assertThat(smsc.taken).hasSize(1);

        smsc.script(submit -> FakeSmsc.TAKEN);
        outbox.time.set(due());
        jobs.runAnyDueExecutions();

        assertThat(outbox.column("state")).isEqualTo("SENT");
        assertThat(outbox.column("problem")).isEqualTo("null");
        assertThat(smsc.taken).extracting(submit -> submit.getShortMessage()[5]).doesNotHaveDuplicates();
        assertThat(smsc.shown()).singleElement().asString().endsWith("/accept/TheSecretOfTheLink");
    }

    @Test
    @DisplayName("ACT-1 a number that the centre refuses fails at once, and a wrong sender is a setting to mend")
    void refused() {
        var jobs = running(gateway(10));
        smsc.script(submit -> SMPPConstant.STAT_ESME_RINVDSTADR);
        outbox.stage(jobs, outbox.code(null, PHONE));
        jobs.runAnyDueExecutions();
        assertThat(outbox.column("state")).isEqualTo("FAILED");
        assertThat(outbox.column("problem")).startsWith("RECIPIENT_REFUSED ");
        assertThat(outbox.column("parameters")).isEqualTo("null");

        outbox.owner.sql("delete from message").update();
        smsc.script(submit -> SMPPConstant.STAT_ESME_RINVSRCADR);
        outbox.stage(jobs, outbox.code(null, PHONE));
        jobs.runAnyDueExecutions();
        assertThat(outbox.column("state")).isEqualTo("QUEUED");
        assertThat(outbox.column("problem")).startsWith("SENDER_REFUSED ");
    }

    @Test
    @DisplayName("ACT-1 a connection that breaks while a message is handed over concerns that message alone")
    void brokeOff() {
        var jobs = running(gateway(smsc.server(10), receipt -> {}, Duration.ofSeconds(1), null));
        smsc.script(submit -> FakeSmsc.HANG_UP);
        outbox.stage(jobs, outbox.code(null, PHONE));
        jobs.runAnyDueExecutions();
        assertThat(outbox.column("problem")).startsWith("BROKE_OFF ");

        smsc.script(submit -> FakeSmsc.TAKEN);
        outbox.stage(jobs, outbox.code(null, "+4915112345679"));
        jobs.runAnyDueExecutions();

        assertThat(smsc.taken).extracting(SubmitSm::getDestAddress).containsExactly("4915112345679");
    }

    @Test
    @DisplayName("ACT-1 no more messages wait for the centre's answer than the window allows, and all of them arrive")
    void window() {
        var outstanding = new AtomicInteger();
        var most = new AtomicInteger();
        var two = new CountDownLatch(2);
        smsc.script(submit -> {
            most.accumulateAndGet(outstanding.incrementAndGet(), Math::max);
            two.countDown();
            // With a window of two the second is here before the first goes.
            await(two);
            outstanding.decrementAndGet();
            return FakeSmsc.TAKEN;
        });
        var gateway = gateway(2);

        var outcomes = Race.of(8, i -> {
            try {
                return gateway.send(sms("Number " + i), List.of());
            } catch (Undelivered e) {
                throw new IllegalStateException(e);
            }
        });

        assertThat(outcomes).allMatch(Race.Outcome::won);
        assertThat(smsc.shown()).hasSize(8).doesNotHaveDuplicates();
        assertThat(most).hasValue(2);
        assertThat(smsc.binds).as("one session for all").hasValue(1);
    }

    @Test
    @DisplayName("ACT-1 with TLS nothing is said to whom nobody vouches for, and everything to whom somebody does")
    void tls() throws Exception {
        var context = TestTls.context(TestTls.keyStore());
        try (var encrypted = FakeSmsc.withTls(context)) {
            assertProblem(Kind.TLS, gateway(encrypted.server(10), null));
            assertThat(encrypted.binds).hasValue(0);

            gateway(encrypted.server(10), context.getSocketFactory()).send(sms("hush"), List.of());
            assertThat(encrypted.shown()).containsExactly("hush");
        }
        // A centre that speaks in clear, and first: nothing of ours reaches it.
        try (var plain = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> {
                try (var client = plain.accept()) {
                    client.getOutputStream().write(new byte[] {0, 0, 0, 16, 0, 0, 0, 21, 0, 0, 0, 0, 0, 0, 0, 1});
                    client.getInputStream().readAllBytes();
                } catch (IOException e) {
                    // Ended by the other side.
                }
            });
            assertProblem(
                    Kind.TLS,
                    gateway(
                            new SmsServer.Smpp("localhost", plain.getLocalPort(), "u", "p", "", true, 10),
                            SSLContext.getDefault().getSocketFactory()));
        }
    }

    @Test
    @DisplayName("ACT-1 a centre that accepts and never answers is waited for no longer than patience says")
    void silent() throws Exception {
        try (var socket = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            var server = new SmsServer.Smpp("localhost", socket.getLocalPort(), "u", "p", "", false, 10);
            var begun = System.nanoTime();
            assertProblem(Kind.UNREACHABLE, gateway(server, receipt -> {}, Duration.ofMillis(300), null));
            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(5));
        }
    }

    @Test
    @DisplayName(
            "ACT-1 what was staged before the gateway was taken out of the settings fails and says so, instead of waiting for ever")
    void noGateway() {
        var jobs = outbox.jobs(outbox.texts(new NoGateway()));
        outbox.stage(jobs, outbox.code(null, PHONE));
        jobs.runAnyDueExecutions();
        assertThat(outbox.column("state")).isEqualTo("FAILED");
        assertThat(outbox.column("problem")).startsWith("NO_GATEWAY");
        assertThat(outbox.column("parameters")).isEqualTo("null");
    }

    @Test
    @DisplayName("ACT-1 neither number nor text nor password stands in a log")
    void logs() throws Exception {
        var log = (Logger) LoggerFactory.getLogger("dev.gatehouse");
        var before = log.getLevel();
        var seen = new ListAppender<ILoggingEvent>();
        seen.start();
        log.setLevel(Level.TRACE);
        log.addAppender(seen);
        try {
            var jobs = running(gateway(10));
            outbox.stage(jobs, outbox.code(null, PHONE));
            jobs.runAnyDueExecutions();
            smsc.report(smsc.ids.getFirst(), "DELIVRD", "000");
            jobs.runAnyDueExecutions();
        } finally {
            log.detachAppender(seen);
            log.setLevel(before);
        }
        assertThat(seen.list)
                .isNotEmpty()
                .extracting(ILoggingEvent::getFormattedMessage)
                .noneMatch(line -> line.contains("15112345678") || line.contains("493027") || line.contains("hush"));
    }

    private SmppGateway gateway(int window) {
        return gateway(smsc.server(window), this::inbox, PATIENCE, null);
    }

    private SmppGateway gateway(SmsServer.Smpp server, @Nullable SSLSocketFactory trust) {
        return gateway(server, receipt -> {}, PATIENCE, trust);
    }

    private SmppGateway gateway(
            SmsServer.Smpp server, Consumer<Receipt> receipts, Duration patience, @Nullable SSLSocketFactory trust) {
        var gateway = new SmppGateway(server, "Gatehouse", receipts, patience, PAUSE, outbox.clock, trust);
        outbox.closes(gateway);
        return gateway;
    }

    private void inbox(Receipt receipt) {
        var jobs = scheduler;
        if (jobs != null) new ReceiptInbox(jobs, outbox.clock).put(receipt);
    }

    private ManualScheduler running(SmppGateway gateway) {
        var jobs = outbox.jobs(outbox.texts(gateway));
        scheduler = jobs;
        gateway.begin();
        return jobs;
    }

    private Sms sms(String text) {
        return new Sms(UUID.randomUUID(), PHONE, "en", text, outbox.time.now().plus(Duration.ofMinutes(10)));
    }

    private void assertProblem(Kind kind, SmppGateway gateway) {
        assertThatThrownBy(() -> gateway.send(sms("hush"), List.of()))
                .isInstanceOfSatisfying(
                        Undelivered.class, no -> assertThat(no.problem().kind()).isEqualTo(kind));
    }

    private void bound() {
        assertThat(await(smsc::inSession)).isTrue();
    }

    private List<@Nullable String> states() {
        return outbox.owner.sql("select state from message").query(String.class).list();
    }

    private List<@Nullable String> problems() {
        return outbox.owner
                .sql("select problem from message where problem is not null")
                .query(String.class)
                .list();
    }

    private MessageState ofMember(UUID member) {
        return outbox.inside(
                outbox.organization,
                () -> outbox.store
                        .ofMember(outbox.organization, new MemberId(member))
                        .getFirst());
    }

    private Instant due() {
        return outbox.owner
                .sql("select execution_time from scheduled_tasks")
                .query(OffsetDateTime.class)
                .single()
                .toInstant();
    }

    private static short reference(SubmitSm submit) {
        return submit.getOptionalParameter(OptionalParameter.User_message_reference.class)
                .getValue();
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** Looks again and again, for at most twenty seconds. */
    private static boolean await(BooleanSupplier done) {
        var never = new CountDownLatch(1);
        try {
            for (var i = 0; i < 1_000 && !done.getAsBoolean(); i++) if (never.await(20, TimeUnit.MILLISECONDS)) break;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        return done.getAsBoolean();
    }
}
