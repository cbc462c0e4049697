package dev.gatehouse.platform;

import java.util.UUID;

/** Names one role that was given to somebody somewhere. */
public record GrantId(UUID value) {

    /** Reads the usual text form. Refuses anything else as {@code not.found}, so that a guessed address says no more than a missing one. */
    public static GrantId parse(String text) {
        return new GrantId(Ids.parse(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
