package dev.gatehouse.faults;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A mail server that outlives the servers, and what it has taken. */
final class Mailbox implements AutoCloseable {

    private final GreenMail mail = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));

    Mailbox() {
        mail.start();
    }

    /** For {@code GATEHOUSE_SMTP_URL}. */
    String url() {
        return "smtp://127.0.0.1:" + mail.getSmtp().getPort() + "?starttls=none";
    }

    int size() {
        return mail.getReceivedMessages().length;
    }

    /** The Message-IDs that each address got, one for each time that it got it. */
    Map<String, List<String>> numbers() {
        var numbers = new TreeMap<String, List<String>>();
        try {
            for (var message : mail.getReceivedMessages())
                numbers.merge(
                        address(message),
                        List.of(message.getMessageID()),
                        (one, two) -> Stream.concat(one.stream(), two.stream()).toList());
        } catch (MessagingException e) {
            throw new AssertionError(e);
        }
        return numbers;
    }

    /** The path of the newest link to an address that begins with this. */
    String link(String address, String path) {
        try {
            var messages = mail.getReceivedMessages();
            for (var i = messages.length - 1; i >= 0; i--) {
                if (!address(messages[i]).equals(address)) continue;
                var text = ((MimeMultipart) messages[i].getContent())
                        .getBodyPart(0)
                        .getContent()
                        .toString();
                var link = Pattern.compile(Pattern.quote(path) + "[A-Za-z0-9_-]{43}")
                        .matcher(text);
                if (link.find()) return link.group();
            }
            return "";
        } catch (MessagingException | IOException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        mail.stop();
    }

    private static String address(MimeMessage message) throws MessagingException {
        return message.getAllRecipients()[0].toString();
    }
}
