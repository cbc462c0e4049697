package dev.gatehouse.messages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import dev.gatehouse.platform.SmtpServer;
import dev.gatehouse.platform.SmtpServer.Tls;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class SmtpTest {

    private static final UUID ID = UUID.fromString("019a0000-0000-7000-8000-000000000001");
    private static final Path KEYS = TestTls.keyStore();
    private static final SSLSocketFactory TRUST = TestTls.context(KEYS).getSocketFactory();

    @Test
    @DisplayName("NOT-3 user name and password are given to the server, and wrong ones are told apart")
    void signsIn() throws Exception {
        var mail = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        mail.start();
        try {
            mail.setUser("no-reply@example.org", "gatehouse", "päss wörd");
            mail.getManagers().getUserManager().setAuthRequired(true);
            var port = mail.getSmtp().getPort();
            smtp(new SmtpServer("127.0.0.1", port, "gatehouse", "päss wörd", Tls.NONE), null)
                    .send(mail("Hello"));
            assertThat(mail.getReceivedMessages()).hasSize(1);

            var wrong = smtp(new SmtpServer("127.0.0.1", port, "gatehouse", "guessed", Tls.NONE), null);
            assertThat(problem(wrong).kind()).isEqualTo(Problem.Kind.SIGN_IN_REFUSED);
        } finally {
            mail.stop();
        }
    }

    @Test
    @DisplayName("NOT-3 smtps: TLS from the first byte, and only with a certificate that is trusted")
    void implicitTls() throws Exception {
        System.setProperty("greenmail.tls.keystore.file", KEYS.toString());
        System.setProperty("greenmail.tls.keystore.password", TestTls.PASSWORD);
        var mail = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTPS));
        mail.start();
        try {
            var server = new SmtpServer("localhost", mail.getSmtps().getPort(), null, null, Tls.IMPLICIT);
            smtp(server, TRUST).send(mail("Hello"));
            assertThat(mail.getReceivedMessages()).hasSize(1);

            assertThat(problem(smtp(server, null)).kind()).isEqualTo(Problem.Kind.TLS);
        } finally {
            mail.stop();
            System.clearProperty("greenmail.tls.keystore.file");
            System.clearProperty("greenmail.tls.keystore.password");
        }
    }

    @Test
    @DisplayName(
            "NOT-3 starttls=required: nothing is said before TLS; without it, or with a strange certificate, nothing is sent")
    void requiredTls() throws Exception {
        try (var fake = FakeSmtp.withTls(TestTls.context(KEYS));
                var bare = FakeSmtp.of(FakeSmtp::polite)) {
            smtp(fake.server(Tls.REQUIRED), TRUST).send(mail("Hello"));
            assertThat(fake.mails).hasSize(1);
            assertThat(fake.commands.indexOf("STARTTLS")).isEqualTo(1);

            assertThat(problem(smtp(fake.server(Tls.REQUIRED), null)).kind()).isEqualTo(Problem.Kind.TLS);
            assertThat(fake.mails).hasSize(1);

            assertThat(problem(smtp(bare.server(Tls.REQUIRED), TRUST)).kind()).isEqualTo(Problem.Kind.TLS);
            assertThat(bare.commands).noneMatch(command -> command.startsWith("MAIL"));

            smtp(bare.server(Tls.OPTIONAL), TRUST).send(mail("Hello"));
            assertThat(bare.mails).hasSize(1);
        }
    }

    @Test
    @DisplayName("NOT-3 the headers: stable Message-ID, sender's name, auto-generated, both parts in UTF-8")
    void headers() throws Exception {
        var message =
                smtp(new SmtpServer("localhost", 1, null, null, Tls.NONE), null).mime(mail("Grüße an 学校"));

        assertThat(message.getMessageID()).isEqualTo("<" + ID + "@members.example.org>");
        assertThat(message.getFrom()[0]).hasToString("Northwind People <no-reply@example.org>");
        assertThat(message.getHeader("Auto-Submitted")).containsExactly("auto-generated");
        assertThat(message.getHeader("Content-Language")).containsExactly("de");
        assertThat(message.getSentDate()).isEqualTo("2026-03-01T12:00:00Z");
        var wire = wire(message);
        assertThat(wire)
                .contains("multipart/alternative", "Content-Transfer-Encoding: quoted-printable", "MIME-Version: 1.0");
        assertThat(wire.chars()).as("seven bits").allMatch(c -> c < 128);
        assertThat(wire.lines()).as("RFC 5322, 2.1.1").allMatch(line -> line.length() <= 998);
        var read = new MimeMessage(null, new java.io.ByteArrayInputStream(wire.getBytes(StandardCharsets.US_ASCII)));
        assertThat(read.getSubject()).isEqualTo("Grüße an 学校");
        var parts = (MimeMultipart) read.getContent();
        assertThat(parts.getBodyPart(0).getContentType()).isEqualToIgnoringCase("text/plain; charset=UTF-8");
        assertThat((String) parts.getBodyPart(0).getContent()).isEqualTo("Text: ä");
        assertThat((String) parts.getBodyPart(1).getContent()).isEqualTo("<p>HTML: ö</p>");
    }

    @Test
    @DisplayName("NOT-3 line ends in a subject, a name or an address make no header")
    void injection() throws Exception {
        var smtp = smtp(new SmtpServer("localhost", 1, null, null, Tls.NONE), null);
        var evil = "x\r\nBcc: victim@example.org\r\n\r\nbody";
        var message = smtp.mime(new Mail(ID, evil, "mei@example.org", "en", evil, "<p></p>", "text"));

        var headers = wire(message).split("\r\n\r\n", 2)[0];
        assertThat(headers.lines()).noneMatch(line -> line.startsWith("Bcc"));
        assertThat(message.getRecipients(Message.RecipientType.BCC)).isNull();
        assertThat(message.getAllRecipients()).hasSize(1);

        assertThatThrownBy(() ->
                        smtp.mime(new Mail(ID, "", "mei@example.org\r\nBcc: victim@example.org", "en", "s", "h", "t")))
                .isInstanceOf(Undelivered.class);
        assertThatThrownBy(() -> smtp.mime(new Mail(ID, "", "a@example.org, b@example.org", "en", "s", "h", "t")))
                .isInstanceOf(Undelivered.class);
    }

    @Test
    @DisplayName(
            "NOT-3 an address with letters beyond ASCII reaches no other mailbox: nothing of it is said to the server")
    void nonAsciiMailbox() throws Exception {
        try (var fake = FakeSmtp.of(FakeSmtp::polite)) {
            var smtp = smtp(fake.server(Tls.NONE), null);
            for (var address : List.of("řeka@x.example", "p1ɀbľčĊNOOPĠ@x.example", "zoë@bücher.example"))
                assertThatThrownBy(() -> smtp.send(new Mail(ID, "", address, "en", "s", "h", "t")))
                        .isInstanceOfSatisfying(
                                Undelivered.class,
                                no -> assertThat(no.problem().kind()).isEqualTo(Problem.Kind.ADDRESS_UNUSABLE));
            assertThat(fake.commands).noneMatch(command -> command.startsWith("RCPT"));

            smtp.send(mail("Hello"));
            assertThat(fake.commands).contains("RCPT TO:<mei@example.org>");
        }
    }

    @Test
    @DisplayName("NOT-3 what the library itself refuses to write concerns one message; a broken network the server")
    void ownRefusals() {
        var own = new MessagingException("Illegal command");
        assertThat(SmtpProblems.ofSending(own, false).kind()).isEqualTo(Problem.Kind.ADDRESS_UNUSABLE);
        assertThat(SmtpProblems.ofSending(own, true).kind()).isEqualTo(Problem.Kind.ADDRESS_UNUSABLE);
        var network = new MessagingException("Exception reading response", new IOException("reset"));
        assertThat(SmtpProblems.ofSending(network, false).kind()).isEqualTo(Problem.Kind.UNREACHABLE);
        assertThat(SmtpProblems.ofSending(network, true).kind()).isEqualTo(Problem.Kind.BROKE_OFF);
    }

    private static Smtp smtp(SmtpServer server, @Nullable SSLSocketFactory trust) {
        return new Smtp(
                server,
                Outbox.FROM,
                "members.example.org",
                Duration.ofSeconds(5),
                Clock.fixed(Instant.parse("2026-03-01T12:00:00Z"), ZoneOffset.UTC),
                trust);
    }

    private static Mail mail(String subject) {
        return new Mail(ID, "Northwind People", "mei@example.org", "de", subject, "<p>HTML: ö</p>", "Text: ä");
    }

    private static Problem problem(Smtp smtp) {
        try {
            smtp.send(mail("Hello"));
            throw new AssertionError("was sent");
        } catch (Undelivered e) {
            return e.problem();
        }
    }

    private static String wire(MimeMessage message) throws IOException, MessagingException {
        var bytes = new ByteArrayOutputStream();
        message.writeTo(bytes);
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
