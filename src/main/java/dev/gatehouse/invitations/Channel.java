package dev.gatehouse.invitations;

import java.util.Locale;
import java.util.stream.Stream;

/** How an invitation reaches the person (INV-9). */
public enum Channel {
    /** A mail with the link. */
    EMAIL,
    /** A text message with the link, for people without an address. */
    SMS,
    /** The admin copies the link, which is shown once, and hands it over. */
    LINK;

    /** The key under which the channel is stored. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The channel of a key; by mail for anything else. */
    static Channel of(String key) {
        return Stream.of(values())
                .filter(channel -> channel.key().equals(key))
                .findFirst()
                .orElse(EMAIL);
    }
}
