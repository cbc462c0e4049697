package dev.gatehouse.messages;

import java.util.Locale;

/** By what a message reaches somebody. */
public enum Channel {
    /** A mail to an e-mail address. */
    EMAIL,
    /** A short text to a phone number. */
    SMS;

    /** As the database keeps it. */
    String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Channel of(String key) {
        return valueOf(key.toUpperCase(Locale.ROOT));
    }
}
