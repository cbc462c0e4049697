package dev.gatehouse.invitations;

import org.jspecify.annotations.Nullable;

/**
 * What an admin can invite with.
 *
 * @param days how long an invitation is good for
 * @param seatsLeft null where there is no limit
 * @param mayMakeAdmins whether the role Organization admin may be given (ROL-4)
 */
public record InviteOffer(int days, @Nullable Integer seatsLeft, boolean mayMakeAdmins) {}
