package dev.gatehouse.access;

import java.util.Locale;

/** How high the highest of somebody's roles stands (MEM-1, MEM-3); the highest first. */
public enum Level {
    /** Holds the predefined role Organization admin. */
    ORGANIZATION_ADMIN,
    /** Holds the predefined role Hub admin somewhere. */
    HUB_ADMIN,
    /** Holds another role with permissions to administer, such as Community admin. */
    OTHER_ADMIN,
    /** Holds roles, but none that administers. */
    MEMBER;

    /** As it is stored and spoken of: {@code hub_admin}. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The level of a key that this server wrote itself. */
    public static Level of(String key) {
        return valueOf(key.toUpperCase(Locale.ROOT));
    }
}
