package dev.gatehouse.access;

import java.util.Locale;

/** The kinds of place where roles are given, the widest first (ROL-2). */
public enum ScopeKind {
    ORGANIZATION,
    HUB,
    REPOSITORY;

    /** As it is stored and spoken of: {@code hub}. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The kind of a key that this server wrote itself. */
    public static ScopeKind of(String key) {
        return valueOf(key.toUpperCase(Locale.ROOT));
    }

    /** Whether a permission whose narrowest place is this kind means anything at a place of the other: invitations mean nothing in a hub. */
    public boolean meansSomethingAt(ScopeKind place) {
        return compareTo(place) >= 0;
    }
}
