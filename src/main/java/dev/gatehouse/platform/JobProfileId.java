package dev.gatehouse.platform;

import java.util.UUID;

/** Names a job profile of an organization. */
public record JobProfileId(UUID value) {

    /** Reads the usual text form. Refuses anything else as {@code not.found}, so that a guessed address says no more than a missing one. */
    public static JobProfileId parse(String text) {
        return new JobProfileId(Ids.parse(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
