package dev.gatehouse.platform;

import java.util.UUID;

/** Names a user type of an organization. */
public record UserTypeId(UUID value) {

    /** Reads the usual text form. Refuses anything else as {@code not.found}, so that a guessed address says no more than a missing one. */
    public static UserTypeId parse(String text) {
        return new UserTypeId(Ids.parse(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
