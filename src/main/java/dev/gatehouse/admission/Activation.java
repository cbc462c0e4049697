package dev.gatehouse.admission;

import dev.gatehouse.access.Access;
import dev.gatehouse.access.Permission;
import dev.gatehouse.members.Member;
import dev.gatehouse.members.MemberMoves;
import dev.gatehouse.members.MemberStatus;
import dev.gatehouse.members.Members;
import dev.gatehouse.messages.Channel;
import dev.gatehouse.messages.Messages;
import dev.gatehouse.organizations.Organization;
import dev.gatehouse.organizations.Organizations;
import dev.gatehouse.organizations.Policies;
import dev.gatehouse.organizations.Policy;
import dev.gatehouse.organizations.Seats;
import dev.gatehouse.platform.Actor;
import dev.gatehouse.platform.Limits;
import dev.gatehouse.platform.MemberId;
import dev.gatehouse.platform.OneTimeSecrets.Purpose;
import dev.gatehouse.platform.Refusal;
import dev.gatehouse.platform.Retried;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Sending people the link that lets them set their password, by mail and by text message (ACT-1). One of each may be open; using one
 * ends the other, as it ends every other way in. What happens behind a link is the matter of {@link ActivationLink}.
 */
@Service
public class Activation {

    private final ActivationPost post;
    private final Members members;
    private final Superiors superiors;
    private final Access access;
    private final Organizations organizations;
    private final Policies policies;
    private final Seats seats;
    private final Messages messages;
    private final Limits limits;

    Activation(
            ActivationPost post,
            Members members,
            Superiors superiors,
            Access access,
            Organizations organizations,
            Policies policies,
            Seats seats,
            Messages messages,
            Limits limits) {
        this.post = post;
        this.members = members;
        this.superiors = superiors;
        this.access = access;
        this.organizations = organizations;
        this.policies = policies;
        this.seats = seats;
        this.messages = messages;
        this.limits = limits;
    }

    /**
     * Sends somebody activation links; older ones of the same kind end. Who was only known becomes {@code INVITED}, with a seat. Refuses
     * with {@code activation.closed} who needs none, with {@code members.above}, {@code seats.full}, {@code organization.suspended}, and at
     * the field where channels are chosen with {@code activation.channel}, {@code activation.no_email}, {@code activation.no_phone}; and
     * as {@link Messages#requireSms} does.
     */
    @Retried
    @Transactional
    public Member send(Actor actor, MemberId id, Set<Channel> channels) {
        var member = hold(actor, id);
        if (closed(member, members.initial(actor, List.of(member)).contains(id)) != null)
            throw new Refusal("activation.closed", member.label());
        if (channels.isEmpty()) throw Refusal.input("channel", "activation.channel");
        sendWithin(actor, member, channels);
        return members.get(actor, id);
    }

    /**
     * The same as part of the caller's transaction, for somebody whom the actor has just created: the caller holds the organization, and
     * has checked that the actor may. Refuses as {@link #send}.
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void sendWithin(Actor actor, Member member, Set<Channel> channels) {
        var boxes = new ArrayList<String>();
        for (var channel : channels) {
            if (address(member, channel) == null) throw Refusal.input("channel", missing(channel), member.label());
            boxes.add(Admission.mailbox(member, channel));
        }
        limits.takeWithin(Admission.MAILS, boxes);
        if (channels.contains(Channel.SMS))
            messages.requireSms(actor.organization(), Objects.requireNonNull(member.phone()));
        post.deliver(actor, organizations.get(actor.organization()), Map.of(member, channels));
    }

    /**
     * Sends many their links as part of the caller's transaction, by what the organization has switched on and each of them has; where it
     * has nothing switched on, by mail, else by text message. Leaves out who is {@code gone}; who needs none ({@code joined},
     * {@code registering}, {@code blocked}, {@code terminated}); who stands {@code above}; who has nothing that it could go to
     * ({@code no_contact}); for whom no seat is left ({@code seats}); whose mailbox or number has had enough for now ({@code limit}); and
     * whose number gets no text messages ({@code sms}).
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public MemberMoves sendWithin(Actor actor, List<MemberId> ids) {
        access.require(actor, Permission.MEMBERS_ACTIVATE);
        var policy = policies.of(actor.organization());
        return sendWithin(actor, ids, member -> usual(policy, member));
    }

    /** The same by what was chosen for each of them, for people whom the actor has just created, as far as they can be reached so. */
    @Transactional(propagation = Propagation.MANDATORY)
    public MemberMoves sendWithin(Actor actor, Map<MemberId, Set<Channel>> chosen) {
        return sendWithin(actor, List.copyOf(chosen.keySet()), member -> {
            var channels = possible(member);
            channels.retainAll(Objects.requireNonNull(chosen.get(member.id())));
            return channels;
        });
    }

    private MemberMoves sendWithin(Actor actor, List<MemberId> ids, Function<Member, Set<Channel>> wanted) {
        seats.lock(actor.organization());
        var organization = organizations.get(actor.organization());
        if (organization.suspended()) throw new Refusal("organization.suspended");
        var there = members.lock(actor, ids);
        var leftOut = new LinkedHashMap<MemberId, String>();
        for (var id : ids) leftOut.put(id, "gone");
        var initial = members.initial(actor, there);
        for (var member : there) {
            var problem = closed(member, initial.contains(member.id()));
            if (problem == null) leftOut.remove(member.id());
            else leftOut.put(member.id(), problem);
        }
        for (var id : superiors.above(actor, remaining(there, leftOut))) leftOut.put(id, "above");
        var ways = new LinkedHashMap<Member, Set<Channel>>();
        for (var member : remaining(there, leftOut)) {
            var channels = wanted.apply(member);
            if (channels.isEmpty()) leftOut.put(member.id(), "no_contact");
            else ways.put(member, channels);
        }
        leaveOutSeatless(organization, ways, leftOut);
        leftOut.putAll(post.takeOffFull(actor, ways));
        post.deliver(actor, organization, ways);
        return new MemberMoves(remaining(there, leftOut), leftOut);
    }

    /** By what links can go to somebody at all. */
    public Set<Channel> possible(Member member) {
        var possible = EnumSet.noneOf(Channel.class);
        if (member.email() != null) possible.add(Channel.EMAIL);
        if (member.phone() != null && messages.smsOffered()) possible.add(Channel.SMS);
        return possible;
    }

    /** By what they go unless somebody says otherwise. */
    @Transactional(propagation = Propagation.MANDATORY)
    public Set<Channel> usual(Actor actor, Member member) {
        return usual(policies.of(actor.organization()), member);
    }

    private Set<Channel> usual(Policy policy, Member member) {
        return usual(policy, possible(member));
    }

    /** Those by which links go to somebody who can be reached by these, unless somebody says otherwise: what the organization has switched on, or where that is nothing, mail before text messages. */
    public static Set<Channel> usual(Policy policy, Set<Channel> possible) {
        var wanted = EnumSet.noneOf(Channel.class);
        if (policy.activationEmails()) wanted.add(Channel.EMAIL);
        if (policy.activationSms()) wanted.add(Channel.SMS);
        if (wanted.isEmpty()) wanted.add(possible.contains(Channel.EMAIL) ? Channel.EMAIL : Channel.SMS);
        wanted.retainAll(possible);
        return wanted;
    }

    /**
     * A member to whom a way in is to be opened, held, and the organization before them. Refuses who may not, with {@code not.found},
     * {@code members.above} and {@code organization.suspended}.
     */
    @Transactional(propagation = Propagation.MANDATORY)
    Member hold(Actor actor, MemberId id) {
        access.require(actor, Permission.MEMBERS_ACTIVATE);
        seats.lock(actor.organization());
        var member = members.lock(actor, id);
        superiors.requireNotAbove(actor, member);
        if (organizations.get(actor.organization()).suspended()) throw new Refusal("organization.suspended");
        return member;
    }

    /**
     * Why somebody needs no way in any more; null where they do.
     *
     * @param initial whether their password is somebody else's
     */
    static @Nullable String closed(Member member, boolean initial) {
        return switch (member.status()) {
            case CREATED, INVITED -> null;
            case REGISTERING ->
                (member.account() == null || initial) && !member.awaitsIdentifier() ? null : "registering";
            case REGISTERED -> "joined";
            case BLOCKED -> "blocked";
            case TERMINATED -> "terminated";
        };
    }

    /** What a link stands or falls with: the address or number that it went to. */
    static String binding(Member member, Channel channel) {
        return member.organization() + "\n" + address(member, channel);
    }

    static @Nullable String address(Member member, Channel channel) {
        return channel == Channel.EMAIL ? member.email() : member.phone();
    }

    static Purpose purpose(Channel channel) {
        return channel == Channel.EMAIL ? Purpose.ACTIVATION_EMAIL : Purpose.ACTIVATION_SMS;
    }

    private static String missing(Channel channel) {
        return channel == Channel.EMAIL ? "activation.no_email" : "activation.no_phone";
    }

    /** Who is only known needs a seat: the first ones get those that are left. */
    private static void leaveOutSeatless(
            Organization organization, Map<Member, Set<Channel>> ways, Map<MemberId, String> leftOut) {
        var seats = organization.seatsLeft();
        if (seats == null) return;
        var left = seats;
        for (var member : List.copyOf(ways.keySet())) {
            if (member.status() != MemberStatus.CREATED) continue;
            if (left > 0) left--;
            else {
                ways.remove(member);
                leftOut.put(member.id(), "seats");
            }
        }
    }

    private static List<Member> remaining(List<Member> people, Map<MemberId, String> leftOut) {
        return people.stream()
                .filter(member -> !leftOut.containsKey(member.id()))
                .toList();
    }
}
