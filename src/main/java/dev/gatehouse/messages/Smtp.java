package dev.gatehouse.messages;

import dev.gatehouse.platform.SmtpServer;
import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.URLName;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Date;
import java.util.Deque;
import java.util.Properties;
import javax.net.ssl.SSLSocketFactory;
import org.eclipse.angus.mail.smtp.SMTPTransport;
import org.jspecify.annotations.Nullable;

/**
 * Hands mails to one mail server. Connections are kept for the next mail, so that a burst of hundreds needs a handful; every
 * wait has an end.
 */
class Smtp implements AutoCloseable {

    /** Servers commonly end a connection after a hundred mails; better to do it oneself, between two. */
    private static final int MAILS_PER_CONNECTION = 100;

    private static final Duration KEPT_IDLE = Duration.ofSeconds(20);
    private static final int KEPT = 4;

    /** One open connection. */
    private record Line(Dialogue transport, int mails, Instant lastUsed) {}

    private final SmtpServer server;
    private final InternetAddress from;
    private final String host;
    private final Session session;
    private final Clock clock;
    private final Deque<Line> idle = new ArrayDeque<>();

    /**
     * @param from the sender, with or without a name
     * @param host the host of the public URL: the right side of every Message-ID, and the name in EHLO
     * @param patience the most that one answer of the server may take
     * @param trust whom to trust in TLS; null for the certificate authorities of Java
     */
    Smtp(
            SmtpServer server,
            String from,
            String host,
            Duration patience,
            Clock clock,
            @Nullable SSLSocketFactory trust) {
        this.server = server;
        this.host = host;
        this.clock = clock;
        try {
            this.from = new InternetAddress(from, true);
        } catch (AddressException e) {
            throw new IllegalArgumentException("GATEHOUSE_MAIL_FROM is not an address", e);
        }
        this.session = Session.getInstance(properties(patience, trust));
    }

    /** Sends one mail. Returns once the server has taken responsibility for it. */
    void send(Mail mail) throws Undelivered {
        var message = mime(mail);
        var line = takeIdle();
        if (line != null) {
            try {
                send(line, message);
                return;
            } catch (Undelivered e) {
                // A connection that was kept too long for the server's taste says nothing about the mail.
                if (!SmtpProblems.connectionWasClosed(e)) throw e;
            }
        }
        send(connect(), message);
    }

    /** Ends the connections that wait for another mail. */
    @Override
    public void close() {
        while (true) {
            Line line;
            synchronized (idle) {
                line = idle.pollFirst();
            }
            if (line == null) return;
            hangUp(line.transport());
        }
    }

    private void send(Line line, MimeMessage message) throws Undelivered {
        try {
            line.transport().begun = false;
            line.transport().sendMessage(message, message.getRecipients(RecipientType.TO));
        } catch (MessagingException e) {
            var problem = SmtpProblems.ofSending(e, line.transport().begun);
            // After a refusal the dialogue stands at its beginning again; after anything else nobody knows where it
            // stands.
            switch (problem.kind()) {
                case RECIPIENT_REFUSED, MESSAGE_REFUSED -> keep(line);
                default -> hangUp(line.transport());
            }
            throw new Undelivered(problem, e);
        }
        keep(line);
    }

    private Line connect() throws Undelivered {
        try {
            var transport = new Dialogue(session);
            transport.connect(server.host(), server.port(), server.user(), server.password());
            return new Line(transport, 0, clock.instant());
        } catch (MessagingException e) {
            throw new Undelivered(SmtpProblems.ofConnecting(e), e);
        }
    }

    private @Nullable Line takeIdle() {
        while (true) {
            Line line;
            synchronized (idle) {
                line = idle.pollFirst();
            }
            if (line == null || line.lastUsed().plus(KEPT_IDLE).isAfter(clock.instant())) return line;
            hangUp(line.transport());
        }
    }

    private void keep(Line line) {
        var used = new Line(line.transport(), line.mails() + 1, clock.instant());
        if (used.mails() < MAILS_PER_CONNECTION) {
            synchronized (idle) {
                if (idle.size() < KEPT) {
                    idle.addFirst(used);
                    return;
                }
            }
        }
        hangUp(line.transport());
    }

    /** Ends connections that nobody has used for a while. */
    void closeIdle() {
        while (true) {
            Line oldest;
            synchronized (idle) {
                oldest = idle.peekLast();
                if (oldest == null || oldest.lastUsed().plus(KEPT_IDLE).isAfter(clock.instant())) return;
                idle.removeLast();
            }
            hangUp(oldest.transport());
        }
    }

    private static void hangUp(SMTPTransport transport) {
        try {
            transport.close();
        } catch (MessagingException e) {
            // The connection is gone either way.
        }
    }

    /** The mail on the wire: both parts, every header encoded, the Message-ID the same at every try. */
    MimeMessage mime(Mail mail) throws Undelivered {
        try {
            // RFC 6531 is not spoken: what is no ASCII would be cut to its low byte, which may be somebody else's
            // mailbox.
            if (!StandardCharsets.US_ASCII.newEncoder().canEncode(mail.address()))
                throw new AddressException("not ASCII");
            var message = new Numbered(session, "<" + mail.id() + "@" + host + ">");
            message.setFrom(sender(mail.sender()));
            message.setRecipient(RecipientType.TO, new InternetAddress(mail.address(), true));
            message.setSubject(mail.subject(), "UTF-8");
            message.setSentDate(Date.from(clock.instant()));
            message.setHeader("Auto-Submitted", "auto-generated");
            message.setHeader("X-Auto-Response-Suppress", "All");
            message.setContentLanguage(new String[] {mail.language()});
            message.setContent(new MimeMultipart("alternative", part(mail.text(), "plain"), part(mail.html(), "html")));
            message.saveChanges();
            return message;
        } catch (AddressException e) {
            throw new Undelivered(new Problem(Problem.Kind.ADDRESS_UNUSABLE, ""), e);
        } catch (MessagingException e) {
            throw new IllegalStateException("a mail could not be put together", e);
        }
    }

    private InternetAddress sender(String name) {
        if (name.isEmpty()) return from;
        try {
            return new InternetAddress(from.getAddress(), name, "UTF-8");
        } catch (UnsupportedEncodingException e) {
            throw new IllegalStateException("every Java has UTF-8", e);
        }
    }

    private static MimeBodyPart part(String text, String kind) throws MessagingException {
        var part = new MimeBodyPart();
        part.setText(text, "UTF-8", kind);
        part.setHeader("Content-Transfer-Encoding", "quoted-printable");
        return part;
    }

    private Properties properties(Duration patience, @Nullable SSLSocketFactory trust) {
        var properties = new Properties();
        var millis = Long.toString(patience.toMillis());
        properties.put("mail.smtp.from", from.getAddress());
        properties.put("mail.smtp.localhost", host);
        properties.put("mail.smtp.connectiontimeout", Long.toString(Math.min(patience.toMillis(), 10_000)));
        properties.put("mail.smtp.timeout", millis);
        properties.put("mail.smtp.writetimeout", millis);
        properties.put("mail.smtp.quitwait", "false");
        properties.put("mail.smtp.auth", Boolean.toString(server.user() != null));
        properties.put("mail.smtp.auth.mechanisms", "PLAIN LOGIN");
        properties.put("mail.smtp.ssl.checkserveridentity", "true");
        properties.put("mail.smtp.ssl.protocols", "TLSv1.3 TLSv1.2");
        if (trust != null) properties.put("mail.smtp.ssl.socketFactory", trust);
        switch (server.tls()) {
            case IMPLICIT -> properties.put("mail.smtp.ssl.enable", "true");
            case REQUIRED -> {
                properties.put("mail.smtp.starttls.enable", "true");
                properties.put("mail.smtp.starttls.required", "true");
            }
            case OPTIONAL -> properties.put("mail.smtp.starttls.enable", "true");
            case NONE -> properties.put("mail.smtp.starttls.enable", "false");
        }
        return properties;
    }

    /** Knows how far the dialogue about one mail got. */
    private static final class Dialogue extends SMTPTransport {

        private boolean begun;

        Dialogue(Session session) {
            super(session, new URLName("smtp", null, -1, null, null, null));
        }

        @Override
        protected void rcptTo() throws MessagingException {
            begun = true;
            super.rcptTo();
        }
    }

    /** A message whose Message-ID is given rather than made up. */
    private static final class Numbered extends MimeMessage {

        private final String number;

        Numbered(Session session, String number) {
            super(session);
            this.number = number;
        }

        @Override
        protected void updateMessageID() throws MessagingException {
            setHeader("Message-ID", number);
        }
    }
}
