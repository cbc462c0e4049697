package dev.gatehouse.permissions;

import dev.gatehouse.access.Role;
import dev.gatehouse.access.RoleHolders;
import java.util.List;

/**
 * The Roles tab (ROL-1).
 *
 * @param mayEdit whether the viewer may make, copy, change and delete roles
 */
public record RolesView(String slug, List<Row> rows, boolean mayEdit) {

    /** A role, and how many hold it. */
    public record Row(Role role, RoleHolders holders) {}

    /** Where the list is. */
    public String address() {
        return "/o/" + slug + "/roles";
    }
}
