package dev.gatehouse.admission;

import dev.gatehouse.audit.Audit;
import dev.gatehouse.audit.Event;
import dev.gatehouse.members.Member;
import dev.gatehouse.members.Members;
import dev.gatehouse.organizations.Policies;
import dev.gatehouse.platform.Actor;
import dev.gatehouse.platform.MemberId;
import dev.gatehouse.platform.OneTimeCodes;
import dev.gatehouse.platform.OneTimeCodes.Purpose;
import dev.gatehouse.platform.OrganizationId;
import dev.gatehouse.platform.Refusal;
import dev.gatehouse.platform.Retried;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Giving people a password that works once (ACT-2): shown to whoever gives it and to nobody again, good for a week and five tries. What
 * follows when somebody signs in with it is the matter of {@link FirstPassword}.
 */
@Service
public class OneTimePasswords {

    private static final int GROUP = 5;

    private final Activation activation;
    private final Members members;
    private final Policies policies;
    private final OneTimeCodes codes;
    private final Audit audit;
    private final Clock clock;

    OneTimePasswords(
            Activation activation, Members members, Policies policies, OneTimeCodes codes, Audit audit, Clock clock) {
        this.activation = activation;
        this.members = members;
        this.policies = policies;
        this.codes = codes;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * A one-time password that was just given.
     *
     * @param code as it is read out and typed, in groups: {@code BCDFG-HJKMN}
     */
    public record Given(Member member, String code, Instant expiresAt) {

        /** Without the code. */
        @Override
        public String toString() {
            return "Given[" + member.id() + "]";
        }
    }

    /**
     * Gives somebody a one-time password; an older one ends. Who was only known becomes {@code INVITED}, with a seat. Activation links stay
     * open: whichever is used first ends all. Refuses with {@code one_time_password.off} where the organization gives none, with
     * {@code activation.closed} who needs none, with {@code one_time_password.unconfirmed} who has to confirm their address first (CRE-3),
     * and with {@code members.above}, {@code seats.full} and {@code organization.suspended}.
     */
    @Retried
    @Transactional
    public Given give(Actor actor, MemberId id) {
        var member = activation.hold(actor, id);
        if (Activation.closed(member, members.initial(actor, List.of(member)).contains(id)) != null)
            throw new Refusal("activation.closed", member.label());
        if (member.confirmUntil() != null) throw new Refusal("one_time_password.unconfirmed", member.label());
        return giveWithin(actor, member);
    }

    /** The same as part of the caller's transaction, for somebody whom the actor has just created. */
    @Transactional(propagation = Propagation.MANDATORY)
    public Given giveWithin(Actor actor, Member member) {
        if (!policies.of(actor.organization()).oneTimePasswords()) throw new Refusal("one_time_password.off");
        members.sent(actor, List.of(member));
        var code = codes.issue(
                Purpose.ONE_TIME_PASSWORD,
                actor.organization(),
                member.id().value(),
                binding(actor.organization(), member.id()));
        var expiresAt = clock.instant().plus(Purpose.ONE_TIME_PASSWORD.validity());
        var link = member.invitationExpiresAt();
        if (link == null || link.isBefore(expiresAt))
            members.setInvitationExpiry(actor, List.of(member.id()), expiresAt);
        audit.record(
                actor,
                Event.of("member.one_time_password_given", "member", member.id().value()));
        return new Given(member, grouped(code), expiresAt);
    }

    /** What a one-time password stands or falls with: it is somebody's in one organization. */
    public static String binding(OrganizationId organization, MemberId member) {
        return organization + "\n" + member;
    }

    private static String grouped(String code) {
        var text = new StringBuilder(code);
        for (var at = GROUP; at < text.length(); at += GROUP + 1) text.insert(at, '-');
        return text.toString();
    }
}
