package dev.gatehouse.messages;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Why a message was not sent.
 *
 * @param reply what the mail server said, in its own words; may be empty
 */
public record Problem(Kind kind, String reply) {

    private static final int REPLY_BOUND = 300;

    /** What went wrong; each has a sentence {@code messages.problem.<key>}, or {@code messages.problem.sms.<key>} for text messages. */
    public enum Kind {
        /** The mail server does not want mail for this address, for good. */
        RECIPIENT_REFUSED,
        /** The mail server does not want this message, for good. */
        MESSAGE_REFUSED,
        /** The address cannot be written into a message. */
        ADDRESS_UNUSABLE,
        /** The contents were sealed under another master key. */
        SEALED_OTHERWISE,
        /** The mail server does not want mail from the sender of the settings. */
        SENDER_REFUSED,
        /** The mail server asked to try again later. */
        TRY_LATER,
        /** The connection broke while this message was handed over, which another message may survive. */
        BROKE_OFF,
        /** No connection, no answer, or a connection that broke before any message. */
        UNREACHABLE,
        /** TLS could not be agreed on. */
        TLS,
        /** The mail server does not take the user name and password of the settings. */
        SIGN_IN_REFUSED,
        /** There is no gateway for text messages any more. */
        NO_GATEWAY,
        /** The gateway's address lies inside, and the settings do not say that it may. */
        PRIVATE_ADDRESS,
        /** Said later by a gateway: the phone was not reached in time. */
        NOT_REACHED,
        /** Said later by a gateway: the number cannot be delivered to. */
        NOT_DELIVERABLE,
        /** Said later by a gateway: the network did not want it. */
        REJECTED;

        /** Whether another try may end otherwise. */
        boolean passes() {
            return switch (this) {
                case RECIPIENT_REFUSED,
                        MESSAGE_REFUSED,
                        ADDRESS_UNUSABLE,
                        SEALED_OTHERWISE,
                        NO_GATEWAY,
                        NOT_REACHED,
                        NOT_DELIVERABLE,
                        REJECTED -> false;
                case TRY_LATER, BROKE_OFF, SENDER_REFUSED, UNREACHABLE, TLS, SIGN_IN_REFUSED, PRIVATE_ADDRESS -> true;
            };
        }

        /** Whether it concerns the mail server as a whole rather than one message. */
        boolean concernsServer() {
            return switch (this) {
                case UNREACHABLE, TLS, SIGN_IN_REFUSED, SENDER_REFUSED, PRIVATE_ADDRESS -> true;
                case RECIPIENT_REFUSED,
                        MESSAGE_REFUSED,
                        ADDRESS_UNUSABLE,
                        SEALED_OTHERWISE,
                        TRY_LATER,
                        BROKE_OFF,
                        NO_GATEWAY,
                        NOT_REACHED,
                        NOT_DELIVERABLE,
                        REJECTED -> false;
            };
        }
    }

    public Problem {
        var clean = Words.clean(reply);
        reply = clean.length() > REPLY_BOUND ? clean.substring(0, REPLY_BOUND) + "…" : clean;
    }

    /** The text key of the sentence about a mail. */
    public String key() {
        return key(Channel.EMAIL);
    }

    /** The text key of the sentence. */
    public String key(Channel channel) {
        var shared =
                switch (kind) {
                    case SEALED_OTHERWISE, ADDRESS_UNUSABLE, NO_GATEWAY, PRIVATE_ADDRESS -> true;
                    default -> channel == Channel.EMAIL;
                };
        return (shared ? "messages.problem." : "messages.problem.sms.")
                + kind.name().toLowerCase(Locale.ROOT);
    }

    /** As the database keeps it: the kind, a space and the reply. */
    String stored() {
        return kind.name() + " " + reply;
    }

    static @Nullable Problem ofStored(@Nullable String stored) {
        if (stored == null) return null;
        var space = stored.indexOf(' ');
        return new Problem(Kind.valueOf(stored.substring(0, space)), stored.substring(space + 1));
    }
}
