package dev.gatehouse.platform;

import java.util.UUID;

/** Names a department of an organization. */
public record DepartmentId(UUID value) {

    /** Reads the usual text form. Refuses anything else as {@code not.found}, so that a guessed address says no more than a missing one. */
    public static DepartmentId parse(String text) {
        return new DepartmentId(Ids.parse(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
