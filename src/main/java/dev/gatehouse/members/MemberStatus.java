package dev.gatehouse.members;

import java.util.Set;

/** A member's place in the life cycle (LIF-1). */
public enum MemberStatus {
    /** Known; nothing was sent. */
    CREATED,
    /** Something was sent. */
    INVITED,
    /** Began to register and is not through. */
    REGISTERING,
    /** Active: the only status that opens hubs, repositories and applications (ORG-3). */
    REGISTERED,
    /** Access ended; can be undone. */
    BLOCKED,
    /** Access ended for good. */
    TERMINATED;

    /** Whether a member of this status holds a seat (ORG-4). */
    public boolean holdsSeat() {
        return switch (this) {
            case INVITED, REGISTERING, REGISTERED -> true;
            case CREATED, BLOCKED, TERMINATED -> false;
        };
    }

    /** Whether a member may go from this status to another. Nobody leaves {@code TERMINATED}; no one skips back to a status of before registration. */
    public boolean mayBecome(MemberStatus next) {
        return next != this && successors().contains(next);
    }

    private Set<MemberStatus> successors() {
        return switch (this) {
            case CREATED -> Set.of(INVITED, REGISTERED, BLOCKED, TERMINATED);
            case INVITED -> Set.of(REGISTERING, REGISTERED, BLOCKED, TERMINATED);
            case REGISTERING -> Set.of(REGISTERED, BLOCKED, TERMINATED);
            case REGISTERED -> Set.of(BLOCKED, TERMINATED);
            case BLOCKED -> Set.of(CREATED, INVITED, REGISTERING, REGISTERED, TERMINATED);
            case TERMINATED -> Set.of();
        };
    }
}
