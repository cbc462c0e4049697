package dev.gatehouse.organizations;

import dev.gatehouse.platform.DepartmentId;
import org.jspecify.annotations.Nullable;

/**
 * A department as the tree shows it.
 *
 * @param path its names from the top down; only its own where the tree shows where it stands
 * @param sortKey what it is ordered by
 * @param below how many departments lie directly in it, counted up to {@link #COUNTED}
 * @param people how many members are directly in it, counted up to {@link #COUNTED}
 */
public record DepartmentRow(
        DepartmentId id,
        @Nullable DepartmentId parent,
        String name,
        String path,
        String sortKey,
        int below,
        int people) {

    /** Beyond that a number says only that there are more. */
    public static final int COUNTED = 1_000;

    String key() {
        return PlaceKey.of(sortKey, id.value());
    }
}
