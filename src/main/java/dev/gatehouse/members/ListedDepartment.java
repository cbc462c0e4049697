package dev.gatehouse.members;

import dev.gatehouse.platform.DepartmentId;
import java.util.List;
import java.util.UUID;

/**
 * A department as the members list speaks of it.
 *
 * @param name its names from the top down; empty for one that is not there
 * @param within it, and all that lies in it
 */
record ListedDepartment(DepartmentId id, String name, List<DepartmentId> within) {

    UUID[] ids() {
        return within.stream().map(DepartmentId::value).toArray(UUID[]::new);
    }
}
