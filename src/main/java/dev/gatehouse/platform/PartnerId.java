package dev.gatehouse.platform;

import java.util.UUID;

/** Names a partner of an organization. */
public record PartnerId(UUID value) {

    /** Reads the usual text form. Refuses anything else as {@code not.found}, so that a guessed address says no more than a missing one. */
    public static PartnerId parse(String text) {
        return new PartnerId(Ids.parse(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
