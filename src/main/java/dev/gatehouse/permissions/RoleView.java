package dev.gatehouse.permissions;

import dev.gatehouse.access.Grant;
import dev.gatehouse.access.Role;
import dev.gatehouse.access.RoleHolders;
import dev.gatehouse.platform.GrantId;
import dev.gatehouse.platform.Slice;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The page of a role: what it allows, where, and who holds it (ROL-1).
 *
 * @param takeable which of the grants shown the viewer may take away
 * @param mayEdit whether the viewer may make, copy, change and delete roles
 */
public record RoleView(
        String slug,
        Role role,
        List<RoleSection> sections,
        RoleHolders holders,
        Slice<Grant> grants,
        List<GrantId> takeable,
        boolean mayEdit) {

    /** The list of roles. */
    public String list() {
        return "/o/" + slug + "/roles";
    }

    /** This page. */
    public String address() {
        return list() + "/" + role.id();
    }

    /** The page of holders before this one. */
    public @Nullable String previous() {
        return grants.previous() == null ? null : address() + "?before=" + grants.previous();
    }

    /** The page of holders after this one. */
    public @Nullable String next() {
        return grants.next() == null ? null : address() + "?after=" + grants.next();
    }
}
