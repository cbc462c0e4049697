package dev.gatehouse.permissions;

import dev.gatehouse.access.Grant;
import dev.gatehouse.teams.Team;
import java.util.List;

/**
 * Asks before a member is taken out of a team (TEA-6).
 *
 * @param action where the form posts
 * @param back the member's page
 * @param roles what the team gives, which they lose
 */
public record LeaveView(String action, String back, String called, Team team, List<Grant> roles) {}
