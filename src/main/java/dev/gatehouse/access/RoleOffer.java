package dev.gatehouse.access;

/**
 * A role as it is offered to somebody who wants to give one at a place.
 *
 * @param fits whether it is meant for such a place
 * @param allowed whether it fits and the actor may give it there (ROL-3)
 */
public record RoleOffer(Role role, boolean fits, boolean allowed) {}
