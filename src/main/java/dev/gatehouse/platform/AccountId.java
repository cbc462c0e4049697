package dev.gatehouse.platform;

import java.util.UUID;

/** Names a login, global to the platform. */
public record AccountId(UUID value) {

    /** Reads the usual text form. Refuses anything else as {@code not.found}, so that a guessed address says no more than a missing one. */
    public static AccountId parse(String text) {
        return new AccountId(Ids.parse(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
