package dev.gatehouse.organizations;

import dev.gatehouse.platform.ScopeId;

/**
 * A repository of a hub (ORG-2).
 *
 * @param id the same as that of its place, where roles are given
 * @param sortKey its name as lists sort by it
 * @param archived whether it is archived itself
 * @param hubArchived whether its hub is, and it with it
 */
public record Repository(
        ScopeId id, ScopeId hub, String hubName, String name, String sortKey, boolean archived, boolean hubArchived) {

    /** Whether nobody may do anything in it, for whichever reason. */
    public boolean closed() {
        return archived || hubArchived;
    }
}
