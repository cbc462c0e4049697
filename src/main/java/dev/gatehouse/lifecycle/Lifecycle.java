package dev.gatehouse.lifecycle;

import dev.gatehouse.access.Access;
import dev.gatehouse.access.Permission;
import dev.gatehouse.admission.DoubleOptIn;
import dev.gatehouse.members.Member;
import dev.gatehouse.members.MemberMoves;
import dev.gatehouse.members.MemberStatus;
import dev.gatehouse.members.Members;
import dev.gatehouse.organizations.Seats;
import dev.gatehouse.platform.Actor;
import dev.gatehouse.platform.MemberId;
import dev.gatehouse.platform.Refusal;
import dev.gatehouse.platform.Retried;
import java.util.LinkedHashMap;
import java.util.List;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Deactivating people and activating them again (LIF-2). Access ends everywhere at once: what a person holds is kept and
 * switched off, and every request asks for it. Nobody does it to themself, nor to somebody above them.
 */
@Service
public class Lifecycle {

    private final Members members;
    private final Access access;
    private final Seats seats;
    private final DoubleOptIn doubleOptIn;

    Lifecycle(Members members, Access access, Seats seats, DoubleOptIn doubleOptIn) {
        this.members = members;
        this.access = access;
        this.seats = seats;
        this.doubleOptIn = doubleOptIn;
    }

    /**
     * Ends a member's access; it can be given back. Refuses with {@code lifecycle.self}, {@code members.above},
     * {@code members.last_admin} (MEM-5), {@code lifecycle.blocked}, {@code members.status} and {@code not.found}.
     */
    @Retried
    @Transactional
    public Member deactivate(Actor actor, MemberId id) {
        var moves = deactivateWithin(actor, List.of(id));
        var problem = moves.leftOut().get(id);
        if (problem == null) return moves.moved().getFirst();
        var label = members.get(actor, id).label();
        throw switch (problem) {
            case "self" -> new Refusal("lifecycle.self");
            case "above" -> new Refusal("members.above", label);
            case "last_admin" -> new Refusal("members.last_admin", label);
            case "blocked" -> new Refusal("lifecycle.blocked", label);
            default -> new Refusal("members.status", label);
        };
    }

    /**
     * The same for many as part of the caller's transaction, in few statements whatever their number. Leaves out whom
     * {@link Members#holdToEnd} does, and who is {@code blocked} or {@code terminated}.
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public MemberMoves deactivateWithin(Actor actor, List<MemberId> ids) {
        access.require(actor, Permission.MEMBERS_DEACTIVATE);
        var moves = members.holdToEnd(actor, ids);
        var leftOut = new LinkedHashMap<>(moves.leftOut());
        for (var member : moves.moved()) {
            if (member.status() == MemberStatus.BLOCKED) leftOut.put(member.id(), "blocked");
            if (member.status() == MemberStatus.TERMINATED) leftOut.put(member.id(), "terminated");
        }
        var open = moves.moved().stream()
                .filter(member -> !leftOut.containsKey(member.id()))
                .toList();
        members.block(actor, open);
        return new MemberMoves(open, leftOut);
    }

    /**
     * Gives a deactivated member back the status and the roles of before. Who had an address to confirm has 72 hours for it anew, and gets
     * a link (CRE-3). Refuses with {@code seats.full},
     * {@code members.above}, {@code members.status} and {@code not.found}.
     */
    @Retried
    @Transactional
    public Member activate(Actor actor, MemberId id) {
        access.require(actor, Permission.MEMBERS_DEACTIVATE);
        seats.lock(actor.organization());
        var member = members.lock(actor, id);
        if (!access.above(actor, List.of(member.subject())).isEmpty())
            throw new Refusal("members.above", member.label());
        members.unblock(actor, member);
        doubleOptIn.beginAnew(actor, members.get(actor, id));
        return members.get(actor, id);
    }

    /** Whether somebody deactivated would have an address to confirm again. Refuses as {@link #look}. */
    @Transactional(readOnly = true)
    public boolean confirmsAnew(Actor actor, MemberId id) {
        access.require(actor, Permission.MEMBERS_DEACTIVATE);
        var member = members.get(actor, id);
        return doubleOptIn.waits(member, members.statusBefore(member));
    }

    /** A member about whom it is asked. Refuses who may not do it as the act itself would, without doing anything. */
    @Transactional(readOnly = true)
    public Member look(Actor actor, MemberId id) {
        access.require(actor, Permission.MEMBERS_DEACTIVATE);
        var member = members.get(actor, id);
        if (id.equals(actor.member())) throw new Refusal("lifecycle.self");
        if (!access.above(actor, List.of(member.subject())).isEmpty())
            throw new Refusal("members.above", member.label());
        return member;
    }
}
