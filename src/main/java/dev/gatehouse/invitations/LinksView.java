package dev.gatehouse.invitations;

import dev.gatehouse.invitations.InviteOutcome.Invitee;
import java.util.List;

/**
 * Invitation links, shown this once (INV-9).
 *
 * @param back the members list
 * @param days how long they hold
 */
public record LinksView(String back, int days, List<Invitee> links) {}
