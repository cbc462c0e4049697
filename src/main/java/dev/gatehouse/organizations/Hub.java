package dev.gatehouse.organizations;

import dev.gatehouse.platform.ScopeId;

/**
 * A hub of an organization (ORG-2).
 *
 * @param id the same as that of its place, where roles are given
 * @param sortKey its name as lists sort by it
 * @param archived whether nobody may do anything in it
 * @param repositories how many it has, without those that are archived themselves
 */
public record Hub(ScopeId id, String name, String sortKey, boolean archived, long repositories) {}
