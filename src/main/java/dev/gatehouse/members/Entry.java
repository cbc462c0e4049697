package dev.gatehouse.members;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How people become members: as what, and until when they have time for the next step.
 *
 * @param status {@code CREATED}, {@code INVITED} or {@code REGISTERING}
 * @param invitationExpiresAt until when an invitation is good (INV-4)
 * @param confirmUntil until when an address has to be confirmed; then the member is terminated (CRE-3)
 * @param awaitsIdentifier whether an admin has to say who they are (LIF-3)
 */
public record Entry(
        MemberStatus status,
        @Nullable Instant invitationExpiresAt,
        @Nullable Instant confirmUntil,
        boolean awaitsIdentifier) {

    /** Known; nothing is sent yet. */
    public static final Entry CREATED = new Entry(MemberStatus.CREATED, null, null, false);

    /** Invited until then (INV-4). */
    public static Entry invited(Instant expiresAt) {
        return new Entry(MemberStatus.INVITED, expiresAt, null, false);
    }

    /** Made with an initial password, and nothing to confirm first (CRE-2). */
    public static final Entry WITH_PASSWORD = new Entry(MemberStatus.INVITED, null, null, false);

    /** Made with an initial password, with an address to confirm until then (CRE-3). */
    public static Entry toConfirm(Instant until) {
        return new Entry(MemberStatus.INVITED, null, until, false);
    }

    /** Signed up by themselves (CRE-5). */
    public static Entry signedUp(boolean awaitsIdentifier) {
        return new Entry(MemberStatus.REGISTERING, null, null, awaitsIdentifier);
    }

    /** What the log calls it. */
    String kind() {
        return switch (status) {
            case CREATED -> "member.created";
            case REGISTERING -> "member.signed_up";
            default -> invitationExpiresAt == null ? "member.created" : "member.invited";
        };
    }
}
