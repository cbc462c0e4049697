package dev.gatehouse.audit;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What walking an organization's chain of events has shown. */
public sealed interface ChainVerdict {

    /**
     * Every event is in its place and as it was recorded.
     *
     * @param events how many the chain holds
     * @param head the last hash in hexadecimal: noted down elsewhere, it proves later that nothing was cut off the end
     * @param waiting how many recorded events the job has yet to chain
     */
    record Whole(long events, String head, long waiting) implements ChainVerdict {}

    /**
     * Somebody has been at it.
     *
     * @param position the first position that is wrong; 0 where the fault has none
     * @param event the event concerned; null where only a position is known
     */
    record Broken(long position, Fault fault, @Nullable UUID event) implements ChainVerdict {}

    /** What can be wrong. */
    enum Fault {
        /** A position is missing from the chain. */
        GAP,
        /** The chain holds an event that is not in the log any more. */
        EVENT_GONE,
        /** The event or its place in the chain is not as it was. */
        CHANGED,
        /** The recorded origin is not the one that the event was recorded with. */
        ORIGIN_CHANGED,
        /** An event of the log is neither in the chain nor waiting for it. */
        NOT_CHAINED,
        /** An event that waits for the chain is not in the log any more. */
        WAITING_GONE
    }
}
