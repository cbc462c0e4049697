package dev.gatehouse.messages;

import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
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
