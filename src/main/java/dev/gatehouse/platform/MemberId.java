package dev.gatehouse.platform;

import java.util.UUID;

/** Names an account's place in one organization. */
public record MemberId(UUID value) {

    /** Reads the usual text form. Refuses anything else as {@code not.found}, so that a guessed address says no more than a missing one. */
    public static MemberId parse(String text) {
        return new MemberId(Ids.parse(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
