package dev.gatehouse.admission;

import dev.gatehouse.messages.Channel;
import dev.gatehouse.platform.OneTimeCodes;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is open for somebody to come in by, and what the viewer may open (ACT-1, ACT-2, CRE-3, LIF-6); for the page of the member.
 *
 * @param emailUntil until when an activation link that was mailed is good; null without one
 * @param smsUntil the same for one that went to the phone
 * @param password how the open one-time password stands; null without one
 * @param confirmUntil until when the address has to be confirmed, or the place here ends
 * @param initial whether there is an initial password
 * @param channels by what an activation link may be sent now; empty where none may
 * @param mayGivePassword whether a one-time password may be given now
 * @param mayConfirmAgain whether the mail that asks to confirm the address may be sent again
 * @param mayEdit whether the viewer may change what the organization knows of them
 */
public record WaysIn(
        @Nullable Instant emailUntil,
        @Nullable Instant smsUntil,
        OneTimeCodes.@Nullable Standing password,
        @Nullable Instant confirmUntil,
        boolean initial,
        Set<Channel> channels,
        boolean mayGivePassword,
        boolean mayConfirmAgain,
        boolean mayEdit) {

    /** Whether there is anything to say about it. */
    public boolean any() {
        return emailUntil != null || smsUntil != null || password != null || confirmUntil != null || initial;
    }
}
