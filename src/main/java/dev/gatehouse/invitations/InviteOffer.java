package dev.gatehouse.invitations;

import org.jspecify.annotations.Nullable;

/**
 * What an admin can invite with.
 *
 * @param days how long an invitation is good for
 * @param seatsLeft null where there is no limit
 * @param sms whether text messages can be sent
 */
public record InviteOffer(int days, @Nullable Integer seatsLeft, boolean sms) {}
