package dev.gatehouse.admission;

import dev.gatehouse.audit.Audit;
import dev.gatehouse.audit.Event;
import dev.gatehouse.members.Member;
import dev.gatehouse.members.MemberStatus;
import dev.gatehouse.members.Members;
import dev.gatehouse.messages.Messages;
import dev.gatehouse.messages.Outgoing;
import dev.gatehouse.messages.Template;
import dev.gatehouse.organizations.Organization;
import dev.gatehouse.organizations.Organizations;
import dev.gatehouse.organizations.Seats;
import dev.gatehouse.people.Account;
import dev.gatehouse.people.Accounts;
import dev.gatehouse.platform.Actor;
import dev.gatehouse.platform.Limits;
import dev.gatehouse.platform.MemberId;
import dev.gatehouse.platform.OneTimeSecrets;
import dev.gatehouse.platform.OneTimeSecrets.Found;
import dev.gatehouse.platform.OneTimeSecrets.Purpose;
import dev.gatehouse.platform.OneTimeSecrets.Standing;
import dev.gatehouse.platform.OrganizationId;
import dev.gatehouse.platform.Origin;
import dev.gatehouse.platform.Refusal;
import dev.gatehouse.platform.Retried;
import dev.gatehouse.platform.Tenancy;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Objects;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * The second yes of somebody who was given an account with an initial password (CRE-3): they confirm their address within 72 hours, or
 * their place here ends for good. The clock decides whether a link is still good, at the moment when it is used; the job that ends the
 * others only comes after it.
 */
@Service
public class DoubleOptIn {

    /** How long somebody has time: 72 hours, whatever the clocks of their country do meanwhile. */
    public static final Duration TIME = Duration.ofDays(3);

    /** So many are ended in one transaction. */
    private static final int BATCH = 100;

    private static final Duration NEWS = Duration.ofDays(14);

    private final DoubleOptInPost post;
    private final Admission admission;
    private final Activation activation;
    private final Members members;
    private final Accounts accounts;
    private final Organizations organizations;
    private final Seats seats;
    private final Messages messages;
    private final OneTimeSecrets secrets;
    private final Limits limits;
    private final Tenancy tenancy;
    private final Audit audit;
    private final Clock clock;

    DoubleOptIn(
            DoubleOptInPost post,
            Admission admission,
            Activation activation,
            Members members,
            Accounts accounts,
            Organizations organizations,
            Seats seats,
            Messages messages,
            OneTimeSecrets secrets,
            Limits limits,
            Tenancy tenancy,
            Audit audit,
            Clock clock) {
        this.post = post;
        this.admission = admission;
        this.activation = activation;
        this.members = members;
        this.accounts = accounts;
        this.organizations = organizations;
        this.seats = seats;
        this.messages = messages;
        this.secrets = secrets;
        this.limits = limits;
        this.tenancy = tenancy;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * What the link opens.
     *
     * @param hasAccount whether somebody's own account has proved the address already, and will join with its own password
     */
    public record View(Organization organization, String email, boolean hasAccount) {}

    /** Notes the account of somebody who was added with time to confirm, and sends the first link. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void begin(Actor actor, Member member, Account account) {
        members.attach(actor, member, account);
        post.send(actor, member, Objects.requireNonNull(member.confirmUntil(), "who confirms has a time for it"));
    }

    /**
     * Gives somebody their time anew, and a link, who was deactivated before they had confirmed and is activated again: the link of before
     * is dead, and without a time they would stay unconfirmed for ever. Nothing happens for anybody else. Where a mailbox has had enough
     * for now, the time begins and the mail is left to {@link #sendAgain}.
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void beginAnew(Actor actor, Member member) {
        if (!waits(member, member.status())) return;
        var until = clock.instant().plus(TIME);
        members.setConfirmUntil(actor, member, until);
        if (limits.takeEach(Admission.CONFIRMATIONS, List.of(member.id().toString()))
                .isEmpty()) post.send(actor, member, until);
    }

    /** Whether somebody with this status has an address to confirm: the account was made for them, and nobody has proved it. */
    @Transactional(propagation = Propagation.MANDATORY)
    public boolean waits(Member member, MemberStatus status) {
        if (status != MemberStatus.INVITED || member.account() == null || member.email() == null) return false;
        var account = accounts.find(member.account()).orElseThrow(Refusal::notFound);
        return !account.emailVerified() && !account.email().isEmpty();
    }

    /**
     * Sends the link again; the older one ends, and the time stays as it is. Refuses with {@code double_opt_in.closed} who has nothing to
     * confirm, with {@code limit.reached}, {@code members.above} and {@code organization.suspended}.
     */
    @Retried
    @Transactional
    public Member sendAgain(Actor actor, MemberId id) {
        var member = activation.hold(actor, id);
        var until = member.confirmUntil();
        if (member.status() != MemberStatus.INVITED || until == null || !until.isAfter(clock.instant()))
            throw new Refusal("double_opt_in.closed", member.label());
        limits.takeWithin(Admission.CONFIRMATIONS, id.toString());
        post.send(actor, member, until);
        audit.record(actor, Event.of("member.confirmation_sent", "member", id.value()));
        return member;
    }

    /** Looks at a link, and changes nothing. Refuses links that are no good, and says why. */
    @Transactional(readOnly = true)
    public View look(String secret) {
        var found = find(secret);
        var member = open(found, memberOf(found));
        var email = Objects.requireNonNull(member.email());
        return new View(
                organizations.get(found.organization()),
                email,
                accounts.byVerifiedEmail(email).isPresent());
    }

    /**
     * Confirms the address: the member is {@code REGISTERING}, and may sign in with the initial password to set one of their own. Where
     * somebody's own account has proved the address, the membership goes to that one, and is complete. Refuses links that are no good.
     */
    @Transactional
    public View confirm(String secret, Origin origin) {
        var found = find(secret);
        var anonymous = Actor.anonymous(found.organization(), origin);
        tenancy.enter(found.organization());
        var member = open(found, members.lock(anonymous, new MemberId(found.subject())));
        var email = Objects.requireNonNull(member.email());
        if (member.account() == null || !secrets.use(Purpose.DOUBLE_OPT_IN, secret, DoubleOptInPost.binding(member)))
            throw new Refusal("link.used");
        var actor = Actor.member(found.organization(), member.account(), member.id(), member.subject(), origin);
        var own = accounts.verifyEmail(actor, member.account(), email);
        if (own) members.confirmed(actor, member);
        else {
            var owner = accounts.byVerifiedEmail(email).flatMap(accounts::find).orElseThrow(Refusal::notFound);
            admission.complete(actor, member, owner);
            accounts.discardUnverified(member.account());
        }
        return new View(organizations.get(found.organization()), email, !own);
    }

    /** The organizations where somebody's time is over. */
    List<OrganizationId> overdue() {
        return members.withUnconfirmed();
    }

    /**
     * Ends the place of some people whose time to confirm is over, for good, and tells them (LIF-5). Returns how many; those whom another
     * transaction holds have their turn later.
     */
    @Retried
    @Transactional
    public int endUnconfirmed(OrganizationId organization) {
        tenancy.enter(organization);
        var actor = Actor.system(organization);
        seats.lock(organization);
        var people = members.unconfirmed(organization, BATCH);
        for (var member : people) {
            members.terminate(actor, member);
            if (member.email() != null) tell(organization, member, member.email());
        }
        return people.size();
    }

    private void tell(OrganizationId organization, Member member, String email) {
        var parameters = new HashMap<String, String>();
        parameters.put("organization", organizations.get(organization).name());
        var name = (member.firstName() + " " + member.lastName()).strip();
        if (!name.isEmpty()) parameters.put("name", name);
        messages.stage(
                organization,
                List.of(new Outgoing(
                        Template.TERMINATED,
                        member.language(),
                        member.id(),
                        null,
                        email,
                        parameters,
                        clock.instant().plus(NEWS))));
    }

    private Found find(String secret) {
        return secrets.find(Purpose.DOUBLE_OPT_IN, secret).orElseThrow(() -> new Refusal("link.unknown"));
    }

    private Member memberOf(Found found) {
        tenancy.enter(found.organization());
        return members.find(Actor.anonymous(found.organization(), Origin.SERVER), new MemberId(found.subject()))
                .orElseThrow(() -> new Refusal("link.unknown"));
    }

    private Member open(Found found, Member member) {
        if (organizations.get(found.organization()).suspended()) throw new Refusal("organization.suspended");
        if (member.status() == MemberStatus.BLOCKED) throw new Refusal("members.blocked");
        if (member.status() == MemberStatus.TERMINATED || found.standing() == Standing.EXPIRED)
            throw new Refusal("double_opt_in.expired");
        if (member.status() != MemberStatus.INVITED || found.standing() == Standing.USED)
            throw new Refusal("confirmation.used");
        if (found.standing() == Standing.REPLACED) throw new Refusal("link.replaced");
        return member;
    }
}
