package dev.gatehouse.invitations;

import java.util.Locale;

/** How an invitation reaches the person (INV-9). */
public enum Channel {
    /** A mail with the link. */
    EMAIL,
    /** The admin copies the link, which is shown once, and hands it over. */
    LINK;

    /** The key under which the channel is stored. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
