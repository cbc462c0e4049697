package dev.gatehouse.organizations;

import dev.gatehouse.platform.DepartmentId;
import org.jspecify.annotations.Nullable;

/**
 * A place in the organization's own order (CRE-9).
 *
 * @param path its names from the top down, as people read it: {@code Sales › Europe}
 * @param depth how far down it stands; 0 at the top
 */
public record Department(DepartmentId id, @Nullable DepartmentId parent, String name, String path, int depth) {

    /** What stands between the names of a path. */
    static final String BELOW = " › ";
}
