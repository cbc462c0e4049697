package dev.gatehouse.platform;

import java.util.UUID;

/** Names a place where roles are given: an organization, a hub, a repository. */
public record ScopeId(UUID value) {

    /** Reads the usual text form. Refuses anything else as {@code not.found}, so that a guessed address says no more than a missing one. */
    public static ScopeId parse(String text) {
        return new ScopeId(Ids.parse(text));
    }

    /** The whole organization as a place: it has the same id. */
    public static ScopeId of(OrganizationId organization) {
        return new ScopeId(organization.value());
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
