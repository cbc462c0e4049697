package dev.gatehouse.platform;

import java.util.UUID;

/** Names an attribute of an organization. */
public record AttributeId(UUID value) {

    /** Reads the usual text form. Refuses anything else as {@code not.found}, so that a guessed address says no more than a missing one. */
    public static AttributeId parse(String text) {
        return new AttributeId(Ids.parse(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
