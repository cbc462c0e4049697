package dev.gatehouse.platform;

import java.util.UUID;

/** Names a role of an organization. */
public record RoleId(UUID value) {

    /** Reads the usual text form. Refuses anything else as {@code not.found}, so that a guessed address says no more than a missing one. */
    public static RoleId parse(String text) {
        return new RoleId(Ids.parse(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
