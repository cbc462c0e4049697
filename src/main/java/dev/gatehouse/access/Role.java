package dev.gatehouse.access;

import dev.gatehouse.platform.RoleId;
import java.util.Set;

/**
 * A named set of permissions, to be given at a place (ROL-1).
 *
 * @param level how high it stands among roles
 * @param kinds the kinds of place where it may be given
 * @param permissions the keys of what it holds
 */
public record Role(
        RoleId id, RoleName name, String description, Level level, Set<ScopeKind> kinds, Set<Permission> permissions) {

    /** Whether it is one of those that nobody edits. */
    public boolean predefined() {
        return name.predefined() != null;
    }

    /** Whether it is this predefined one. */
    public boolean is(PredefinedRole role) {
        return role.key().equals(name.predefined());
    }
}
