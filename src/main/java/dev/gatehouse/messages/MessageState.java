package dev.gatehouse.messages;

import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How a message stands, for the member page.
 *
 * @param nextTry when a queued message is tried again; null where it is being sent or is over
 * @param problem why it is not sent; null where nothing went wrong
 */
public record MessageState(
        Channel channel,
        Template template,
        String address,
        State state,
        Instant createdAt,
        @Nullable Instant sentAt,
        @Nullable Instant nextTry,
        int attempts,
        @Nullable Problem problem) {

    /** Where a message can be. */
    public enum State {
        QUEUED,
        SENT,
        /** The gateway says that the phone has it. */
        DELIVERED,
        /** The gateway says that the phone did not get it. */
        UNDELIVERED,
        FAILED,
        EXPIRED
    }

    /** The text key of why it is not sent, where something went wrong. */
    public @Nullable String problemKey() {
        return problem == null ? null : problem.key(channel);
    }

    /** The text key of what was sent: "Invitation". */
    public String templateKey() {
        return "messages.template." + template.key();
    }

    /** The text key of the state: "Waiting", "Sent". */
    public String stateKey() {
        var retried = state == State.QUEUED && problem != null;
        return "messages.state." + (retried ? "retried" : state.name().toLowerCase(Locale.ROOT));
    }
}
