package dev.gatehouse.access;

import java.util.List;

/**
 * The answer to "why?" (ROL-6).
 *
 * @param allowed the answer, the same that every route gets
 * @param reason why it is so
 * @param through the grants that allow it; empty where none does
 */
public record Explanation(Permission permission, Place place, boolean allowed, Reason reason, List<Grant> through) {

    /** What decides. */
    public enum Reason {
        /** At least one grant allows it. */
        GRANTED,
        /** Every active member may (MEM-2). */
        EVERYBODY,
        /** Only active members may do anything (ORG-3). */
        NOT_ACTIVE,
        /** The place is archived, so nobody may do anything there (ORG-2). */
        ARCHIVED,
        /** No grant allows it. */
        NOTHING
    }
}
