package dev.gatehouse.invitations;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What became of a request to invite. */
public sealed interface InviteOutcome {

    /** Everybody is invited. */
    record Invited(List<Invitee> people) implements InviteOutcome {}

    /** Nothing was done: at least one address has a problem. All are here, in the order in which they were typed. */
    record Rejected(List<TypedAddress> addresses) implements InviteOutcome {

        /** What to send again to invite the others. */
        public List<TypedAddress> right() {
            return addresses.stream()
                    .filter(address -> address.problem() == null)
                    .toList();
        }
    }

    /**
     * Someone who is invited now.
     *
     * @param contact the address, or the number of somebody who was invited by it
     * @param link the link to hand over; null where it was sent. Shown this once: only its hash is stored
     */
    record Invitee(String contact, @Nullable String link) {}
}
