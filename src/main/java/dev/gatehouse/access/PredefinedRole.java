package dev.gatehouse.access;

import java.util.Arrays;
import java.util.Locale;

/** The roles that every organization has, and nobody edits (ROL-1). What they hold stands in the table {@code predefined_role}. */
public enum PredefinedRole {
    /** May do everything in the organization. An organization always has at least one (MEM-5). */
    ORGANIZATION_ADMIN,
    /** Manages people, but gives no roles. */
    COMMUNITY_ADMIN,
    /** Manages permissions on a hub. */
    HUB_ADMIN,
    /** An ordinary member of the organization. */
    MEMBER,
    HUB_VIEWER,
    REPOSITORY_VIEWER,
    REPOSITORY_AUTHOR,
    REPOSITORY_EDITOR,
    REPOSITORY_PUBLISHER;

    /** As it is stored and spoken of: {@code hub_admin}. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether a name is the key of one, ignoring case. */
    static boolean isKey(String name) {
        return Arrays.stream(values()).anyMatch(role -> role.key().equalsIgnoreCase(name));
    }
}
