package dev.gatehouse.access;

import java.util.Locale;

/** A predefined role: a named set of permissions (ROL-1). */
public enum Role {
    /** May do everything in the organization. An organization always has at least one (MEM-5). */
    ORGANIZATION_ADMIN,
    /** Sees all other members (MEM-2). */
    MEMBER;

    /** Whether the role's set holds the permission. */
    public boolean allows(Permission permission) {
        return switch (this) {
            case ORGANIZATION_ADMIN -> true;
            case MEMBER -> permission == Permission.MEMBERS_READ;
        };
    }

    /** The key under which the role is stored and spoken of: {@code organization_admin}. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The role of a key that this server wrote itself. */
    public static Role of(String key) {
        return valueOf(key.toUpperCase(Locale.ROOT));
    }
}
