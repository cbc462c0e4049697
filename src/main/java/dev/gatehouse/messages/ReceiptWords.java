package dev.gatehouse.messages;

import dev.gatehouse.messages.Problem.Kind;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** What gateways call the ends of a message: SMPP 3.4, appendix B, and what HTTP gateways say instead. */
final class ReceiptWords {

    /** What is kept of a gateway's reason: a code, never a text that may have a person in it. */
    private static final Pattern CODE = Pattern.compile("[A-Za-z0-9_.-]{1,40}");

    private ReceiptWords() {}

    /** The receipt that a word makes; empty while the message is still on its way. */
    static Optional<Receipt> receipt(String gatewayId, String word, String code, Instant now) {
        return switch (word.toUpperCase(Locale.ROOT)) {
            case "DELIVRD", "DELIVERED" -> Optional.of(new Receipt(gatewayId, null, now));
            case "EXPIRED" -> failed(gatewayId, Kind.NOT_REACHED, word, code, now);
            case "UNDELIV", "UNDELIVERED", "UNDELIVERABLE", "DELETED", "FAILED" ->
                failed(gatewayId, Kind.NOT_DELIVERABLE, word, code, now);
            case "REJECTD", "REJECTED" -> failed(gatewayId, Kind.REJECTED, word, code, now);
            default -> Optional.empty();
        };
    }

    private static Optional<Receipt> failed(String gatewayId, Kind kind, String word, String code, Instant now) {
        var reply = word + (CODE.matcher(code).matches() ? " " + code : "");
        return Optional.of(new Receipt(gatewayId, new Problem(kind, reply).stored(), now));
    }
}
