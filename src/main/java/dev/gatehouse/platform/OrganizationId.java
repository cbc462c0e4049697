package dev.gatehouse.platform;

import java.util.UUID;

/** Names a tenant. */
public record OrganizationId(UUID value) {

    /** The platform itself, as the owner of what belongs to no tenant: account events, messages to accounts, operators' acts. */
    public static final OrganizationId PLATFORM = new OrganizationId(new UUID(0, 0));

    /** Reads the usual text form. Refuses anything else as {@code not.found}, so that a guessed address says no more than a missing one. */
    public static OrganizationId parse(String text) {
        return new OrganizationId(Ids.parse(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
