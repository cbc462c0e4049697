package dev.gatehouse.messages;

import java.time.Instant;
import java.util.UUID;

/**
 * A text message that is ready to go: one sentence in the reader's language.
 *
 * @param phone in E.164 form
 * @param expiresAt when it is of no use any more
 */
public record Sms(UUID id, String phone, String language, String text, Instant expiresAt) {

    /** Never shows the number or the text. */
    @Override
    public String toString() {
        return "Sms[" + id + "]";
    }
}
