package dev.gatehouse.messages;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A message in the viewer.
 *
 * @param organization whose it is; null for the platform's own
 * @param mail as a mail program would get it; null once its contents are erased, and for a text message
 * @param sms as a phone would get it; null once its contents are erased, and for a mail
 */
public record ShownMessage(
        UUID id,
        Channel channel,
        Template template,
        MessageState.State state,
        String address,
        @Nullable String organization,
        Instant createdAt,
        Instant expiresAt,
        @Nullable Mail mail,
        @Nullable Sms sms) {

    /** Where it is shown. */
    public String page() {
        return "/dev/messages/" + id;
    }

    /** Its subject, or a text message's text; null once erased. */
    public @Nullable String subject() {
        if (sms != null) return sms.text();
        return mail == null ? null : mail.subject();
    }

    /** The text key of the kind of message. */
    public String templateKey() {
        return "messages.template." + template.key();
    }

    /** The text key of the state. */
    public String stateKey() {
        return "messages.state."
                + (state == MessageState.State.SENT ? "shown" : state.name().toLowerCase(Locale.ROOT));
    }

    /**
     * A piece of a text message.
     *
     * @param link whether a phone makes it one
     */
    public record Piece(String text, boolean link) {}

    private static final Pattern LINK = Pattern.compile("https?://\\S+");

    /** The text of a text message, its links told from the rest as phones do. */
    public List<Piece> pieces() {
        var text = sms == null ? "" : sms.text();
        var pieces = new ArrayList<Piece>();
        var from = 0;
        for (var link : LINK.matcher(text).results().toList()) {
            pieces.add(new Piece(text.substring(from, link.start()), false));
            pieces.add(new Piece(link.group(), true));
            from = link.end();
        }
        pieces.add(new Piece(text.substring(from), false));
        return pieces;
    }

    /** In how many parts the text message would go, each of which is paid for. */
    public int parts() {
        return sms == null ? 0 : SmsText.of(sms.text()).parts().size();
    }

    /** A mail's subject; null where there is none, as in a text message. */
    public @Nullable String title() {
        return sms == null ? subject() : null;
    }

    /** The language that it is written in; null once erased. */
    public @Nullable String language() {
        if (sms != null) return sms.language();
        return mail == null ? null : mail.language();
    }

    /** The sign of what it is. */
    public String icon() {
        return channel == Channel.SMS ? "device-mobile" : "mail";
    }

    /** The badge's tone. */
    public String tone() {
        return switch (state) {
            case QUEUED -> "blue";
            case SENT, DELIVERED -> "green";
            case FAILED, UNDELIVERED -> "red";
            case EXPIRED -> "grey";
        };
    }
}
