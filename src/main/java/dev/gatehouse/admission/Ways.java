package dev.gatehouse.admission;

import dev.gatehouse.access.Access;
import dev.gatehouse.access.Permission;
import dev.gatehouse.members.Member;
import dev.gatehouse.members.MemberStatus;
import dev.gatehouse.members.Members;
import dev.gatehouse.messages.Channel;
import dev.gatehouse.organizations.Organizations;
import dev.gatehouse.organizations.Policies;
import dev.gatehouse.platform.Actor;
import dev.gatehouse.platform.MemberId;
import dev.gatehouse.platform.OneTimeCodes;
import dev.gatehouse.platform.OneTimeSecrets;
import dev.gatehouse.platform.OneTimeSecrets.Purpose;
import dev.gatehouse.platform.Refusal;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** How somebody's ways in stand, for the page of the member. */
@Service
public class Ways {

    private final Activation activation;
    private final Superiors superiors;
    private final Members members;
    private final Access access;
    private final Organizations organizations;
    private final Policies policies;
    private final OneTimeSecrets secrets;
    private final OneTimeCodes codes;
    private final Clock clock;

    Ways(
            Activation activation,
            Superiors superiors,
            Members members,
            Access access,
            Organizations organizations,
            Policies policies,
            OneTimeSecrets secrets,
            OneTimeCodes codes,
            Clock clock) {
        this.activation = activation;
        this.superiors = superiors;
        this.members = members;
        this.access = access;
        this.organizations = organizations;
        this.policies = policies;
        this.secrets = secrets;
        this.codes = codes;
        this.clock = clock;
    }

    /** What is open, for viewers who may open it; nothing for the others. Refuses with {@code not.found}. */
    @Transactional(readOnly = true)
    public WaysIn of(Actor actor, MemberId id) {
        access.require(actor, Permission.MEMBERS_READ);
        var member = members.get(actor, id);
        var may = access.permissionsOf(actor);
        var above = superiors.above(actor, List.of(member)).contains(id);
        var self = id.equals(actor.member());
        var edits =
                may.contains(Permission.MEMBERS_EDIT) && (!above || self) && member.status() != MemberStatus.TERMINATED;
        if (!may.contains(Permission.MEMBERS_ACTIVATE))
            return new WaysIn(null, null, null, null, false, Set.of(), false, false, edits);
        var initial = members.initial(actor, List.of(member)).contains(id);
        var open = Activation.closed(member, initial) == null;
        var links = open ? secrets.open(id.value()) : Map.<Purpose, Instant>of();
        var until = member.confirmUntil();
        return new WaysIn(
                links.get(Purpose.ACTIVATION_EMAIL),
                links.get(Purpose.ACTIVATION_SMS),
                open
                        ? codes.standing(OneTimeCodes.Purpose.ONE_TIME_PASSWORD, id.value())
                                .orElse(null)
                        : null,
                until,
                initial && open,
                open && !above ? activation.possible(member) : Set.<Channel>of(),
                open
                        && !above
                        && until == null
                        && policies.of(actor.organization()).oneTimePasswords(),
                !above && member.status() == MemberStatus.INVITED && until != null && until.isAfter(clock.instant()),
                edits);
    }

    /**
     * Somebody to whom a way in could be opened.
     *
     * @param days how long links are good
     * @param possible by what links can go to them
     * @param usual by what they go unless somebody says otherwise
     * @param known whether they are only known yet: then opening one takes a seat
     */
    public record Asked(Member member, int days, Set<Channel> possible, Set<Channel> usual, boolean known) {}

    /** A member about whom it is asked. Refuses who may not open a way for them, as the act itself would, without doing anything. */
    @Transactional(readOnly = true)
    public Asked require(Actor actor, MemberId id) {
        access.require(actor, Permission.MEMBERS_ACTIVATE);
        var member = members.get(actor, id);
        superiors.requireNotAbove(actor, member);
        if (Activation.closed(member, members.initial(actor, List.of(member)).contains(id)) != null)
            throw new Refusal("activation.closed", member.label());
        return new Asked(
                member,
                organizations.get(actor.organization()).invitationDays(),
                activation.possible(member),
                activation.usual(actor, member),
                member.status() == MemberStatus.CREATED);
    }
}
