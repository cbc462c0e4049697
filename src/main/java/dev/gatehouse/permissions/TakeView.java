package dev.gatehouse.permissions;

import dev.gatehouse.access.Grant;
import java.util.List;

/**
 * Asks before a role is taken away, and says what it means.
 *
 * @param action where the form posts
 * @param back where one goes afterwards, and without it
 * @param keys the permissions that the role holds, without those that everybody has
 * @param members how many are in the team that holds it; 0 for a member
 */
public record TakeView(String action, String back, Grant grant, List<String> keys, int members) {}
