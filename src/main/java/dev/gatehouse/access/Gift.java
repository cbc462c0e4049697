package dev.gatehouse.access;

import dev.gatehouse.platform.RoleId;
import dev.gatehouse.platform.ScopeId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A role that somebody is to get, and where.
 *
 * @param expiresAt from when on it does not hold any more; null for without end
 */
public record Gift(RoleId role, ScopeId scope, @Nullable Instant expiresAt) {

    /** Without end. */
    public static Gift of(RoleId role, ScopeId scope) {
        return new Gift(role, scope, null);
    }
}
