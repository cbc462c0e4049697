package dev.gatehouse.platform;

import java.util.UUID;

/** Names what grants hang on: one person in one organization, whichever accounts they use (SSO-4). */
public record SubjectId(UUID value) {

    /** Reads the usual text form. Refuses anything else as {@code not.found}, so that a guessed address says no more than a missing one. */
    public static SubjectId parse(String text) {
        return new SubjectId(Ids.parse(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
