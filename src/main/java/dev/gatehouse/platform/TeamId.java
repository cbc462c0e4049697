package dev.gatehouse.platform;

import java.util.UUID;

/** Names a team of an organization. */
public record TeamId(UUID value) {

    /** Reads the usual text form. Refuses anything else as {@code not.found}, so that a guessed address says no more than a missing one. */
    public static TeamId parse(String text) {
        return new TeamId(Ids.parse(text));
    }

    /** What the team's grants hang on: it has the same id. */
    public SubjectId subject() {
        return new SubjectId(value);
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
