package dev.gatehouse.access;

import dev.gatehouse.platform.ScopeId;
import org.jspecify.annotations.Nullable;

/**
 * A place where roles are given, as people know it.
 *
 * @param name of the hub or repository; of the organization for the whole of it
 * @param within the name of the hub of a repository; null for the others
 * @param archived whether it, or what it lies in, is archived, so that nobody may do anything there (ORG-2)
 */
public record Place(
        ScopeId id, ScopeKind kind, String name, @Nullable String within, boolean archived) {}
