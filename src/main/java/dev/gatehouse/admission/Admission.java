package dev.gatehouse.admission;

import dev.gatehouse.members.Entry;
import dev.gatehouse.members.Member;
import dev.gatehouse.members.MemberStatus;
import dev.gatehouse.members.Members;
import dev.gatehouse.members.NewMember;
import dev.gatehouse.messages.Channel;
import dev.gatehouse.messages.Messages;
import dev.gatehouse.messages.Outgoing;
import dev.gatehouse.messages.Template;
import dev.gatehouse.organizations.Organization;
import dev.gatehouse.organizations.Organizations;
import dev.gatehouse.people.Account;
import dev.gatehouse.people.Accounts;
import dev.gatehouse.people.Credentials;
import dev.gatehouse.people.Passwords;
import dev.gatehouse.platform.AccountId;
import dev.gatehouse.platform.Actor;
import dev.gatehouse.platform.EmailAddress;
import dev.gatehouse.platform.Limits;
import dev.gatehouse.platform.Limits.Limit;
import dev.gatehouse.platform.MemberId;
import dev.gatehouse.platform.OneTimeCodes;
import dev.gatehouse.platform.OneTimeSecrets;
import dev.gatehouse.platform.OneTimeSecrets.Found;
import dev.gatehouse.platform.OneTimeSecrets.Purpose;
import dev.gatehouse.platform.OneTimeSecrets.Standing;
import dev.gatehouse.platform.Origin;
import dev.gatehouse.platform.Refusal;
import dev.gatehouse.platform.RoleId;
import dev.gatehouse.platform.RowSource;
import dev.gatehouse.platform.Settings;
import dev.gatehouse.platform.TeamId;
import dev.gatehouse.platform.Tenancy;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/** How people become active members, whichever way they come in. */
@Service
public class Admission {

    /** How long a confirmation link is good for. As long as double opt-in allows (CRE-3), so that there is one rule to remember. */
    public static final Duration CONFIRMATION_VALIDITY = Duration.ofDays(3);

    private static final Limit PASSWORDS = new Limit("confirmation.password", 10, Duration.ofHours(1));
    static final Limit CONFIRMATIONS = new Limit("confirmation", 5, Duration.ofHours(1));

    /**
     * Keeps a mailbox, or a phone, from being flooded by one organization, by whatever mixture of inviting, activating, sending again,
     * removing and inviting again. Each organization has its own: none can use up another's.
     */
    public static final Limit MAILS = new Limit("invitation.mail", 10, Duration.ofHours(1));

    private final Welcome welcome;
    private final DoubleOptInPost doubleOptIn;
    private final Members members;
    private final Accounts accounts;
    private final Organizations organizations;
    private final Messages messages;
    private final OneTimeSecrets secrets;
    private final OneTimeCodes codes;
    private final Limits limits;
    private final Tenancy tenancy;
    private final Passwords passwords;
    private final TransactionTemplate transaction;
    private final Settings settings;
    private final Clock clock;

    Admission(
            Welcome welcome,
            DoubleOptInPost doubleOptIn,
            Members members,
            Accounts accounts,
            Organizations organizations,
            Messages messages,
            OneTimeSecrets secrets,
            OneTimeCodes codes,
            Limits limits,
            Tenancy tenancy,
            Passwords passwords,
            TransactionTemplate transaction,
            Settings settings,
            Clock clock) {
        this.welcome = welcome;
        this.doubleOptIn = doubleOptIn;
        this.members = members;
        this.accounts = accounts;
        this.organizations = organizations;
        this.messages = messages;
        this.secrets = secrets;
        this.codes = codes;
        this.limits = limits;
        this.tenancy = tenancy;
        this.passwords = passwords;
        this.transaction = transaction;
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * Adds people as {@code INVITED}, with what they get once they are {@code REGISTERED} (INV-2, INV-3). The caller has checked
     * that the actor may give it.
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public List<Member> invite(
            Actor actor, List<NewMember> people, InitialPermissions promised, Instant invitationExpiresAt) {
        return add(actor, people, promised, Entry.invited(invitationExpiresAt));
    }

    /** Adds people whichever way they come, with what they get once they are {@code REGISTERED}. The caller has checked that the actor may give it. */
    @Transactional(propagation = Propagation.MANDATORY)
    public List<Member> add(Actor actor, List<NewMember> people, InitialPermissions promised, Entry entry) {
        var added = members.add(actor, people, entry);
        welcome.promise(actor, added.stream().map(Member::id).toList(), promised);
        return added;
    }

    /** Notes what somebody gets by the organization's own decision, beside what whoever brings them may give (ORG-6). */
    @Transactional(propagation = Propagation.MANDATORY)
    public void promiseByOrganization(Actor actor, Member member, InitialPermissions promised) {
        welcome.promise(Actor.system(actor.organization()), List.of(member.id()), promised);
    }

    /** The same for many who were just added and wait in a table, as {@link #promise} takes them. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void promiseByOrganization(Actor actor, RowSource people, List<TeamId> teams, Set<RoleId> roles) {
        welcome.promise(Actor.system(actor.organization()), people, teams, roles);
    }

    /**
     * Notes what many get once they are {@code REGISTERED} who were just added and wait in a table (CRE-4): places in teams, and in the whole
     * organization the role that each has there, where it is one of these. The caller has checked that the actor may give it.
     *
     * @param people gives the {@code id} of each and a {@code role_id}
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void promise(Actor actor, RowSource people, List<TeamId> teams, Set<RoleId> roles) {
        welcome.promise(actor, people, teams, roles);
    }

    /**
     * They accepted: {@code REGISTERING}, and a link goes to their address that confirms the account (INV-3).
     *
     * @param handedOver whether they came by a link that somebody gave them, which proves nothing about the address (INV-9)
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void begin(Actor actor, Member member, Account account, boolean handedOver) {
        members.begin(actor, member, account, handedOver);
        sendConfirmation(actor, member.id(), account);
    }

    /**
     * Sends the confirmation link again; the older one ends. Whoever was made with an initial password has no more time than before (CRE-3).
     * Nothing happens for people who are not waiting for one.
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void sendConfirmationAgain(Actor actor, Member member) {
        if (member.account() == null) return;
        var account = accounts.find(member.account()).orElseThrow(Refusal::notFound);
        var until = member.confirmUntil();
        if (until != null && until.isAfter(clock.instant())) {
            limits.takeWithin(CONFIRMATIONS, member.id().toString());
            doubleOptIn.send(actor, member, until);
        } else if (member.status() == MemberStatus.REGISTERING && unproved(account)) {
            limits.takeWithin(CONFIRMATIONS, member.id().toString());
            sendConfirmation(actor, member.id(), account);
        }
    }

    /** The same for many who accepted. Returns who gets none, and why: {@code confirmed} already, or {@code limit} for those who had enough for now. */
    @Transactional(propagation = Propagation.MANDATORY)
    public Map<MemberId, String> sendConfirmationsAgain(Actor actor, List<Member> people) {
        var enough = limits.takeEach(
                CONFIRMATIONS,
                people.stream().map(member -> member.id().toString()).toList());
        var leftOut = new LinkedHashMap<MemberId, String>();
        for (var member : people) {
            var account =
                    accounts.find(Objects.requireNonNull(member.account())).orElseThrow(Refusal::notFound);
            if (!unproved(account)) leftOut.put(member.id(), "confirmed");
            else if (enough.contains(member.id().toString())) leftOut.put(member.id(), "limit");
            else sendConfirmation(actor, member.id(), account);
        }
        return leftOut;
    }

    /** Sends confirmation links again wherever an account is waiting for one; for someone who signs in too early (ACT-3). */
    @Transactional
    public void sendConfirmationsAgain(AccountId account, Origin origin) {
        for (var membership : members.memberships(account)) {
            var actor = Actor.member(membership.organization(), account, membership.id(), membership.subject(), origin);
            tenancy.enter(actor.organization());
            sendConfirmationAgain(actor, members.get(actor, membership.id()));
        }
    }

    /** Looks at a confirmation link; opening it changes nothing, for mail scanners open links too. Refuses links that are no good, and says why. */
    @Transactional(readOnly = true)
    public ConfirmView lookAtConfirmation(String secret) {
        var found = open(secret);
        var member = memberOf(found, Origin.SERVER);
        return new ConfirmView(
                organizations.get(found.organization()),
                member.handedOver(),
                Objects.requireNonNullElse(member.email(), ""));
    }

    /**
     * Confirms an address: the account has proved itself and the member is {@code REGISTERED} (INV-3). Where the person
     * proved the address for another account meanwhile, the membership goes to that one. Refuses links that are no good.
     *
     * @param password the one that was chosen, where the invitation came as a link that was handed over: whoever had that link
     *     need not be the owner of the mailbox, and only who is both may confirm. Refuses with {@code confirmation.password}
     */
    public Organization confirm(String secret, String password, Origin origin) {
        var hash = transaction.execute(_ -> {
            var member = memberOf(open(secret), origin);
            if (!member.handedOver() || member.account() == null) return "";
            return accounts.credentials(member.account())
                    .map(Credentials::passwordHash)
                    .orElseThrow(Refusal::notFound);
        });
        if (hash != null && !hash.isEmpty()) {
            limits.take(PASSWORDS, secret);
            if (!passwords.matches(password, hash)) throw Refusal.input("password", "confirmation.password");
        }
        return Objects.requireNonNull(transaction.execute(_ -> confirmed(secret, origin)));
    }

    private Organization confirmed(String secret, Origin origin) {
        var found = open(secret);
        var anonymous = Actor.anonymous(found.organization(), origin);
        tenancy.enter(found.organization());
        var member = members.lock(anonymous, new MemberId(found.subject()));
        if (member.status() == MemberStatus.BLOCKED) throw new Refusal("members.blocked");
        if (member.account() == null) throw Refusal.notFound();
        var account = accounts.find(member.account()).orElseThrow(Refusal::notFound);
        if (!secrets.use(Purpose.CONFIRMATION, secret, binding(account))) throw new Refusal("link.used");
        var actor = Actor.member(found.organization(), account.id(), member.id(), member.subject(), origin);
        if (accounts.verifyEmail(actor, account.id(), account.email())) {
            complete(actor, member, account);
        } else {
            var owner = accounts.byVerifiedEmail(account.email())
                    .flatMap(accounts::find)
                    .orElseThrow(Refusal::notFound);
            complete(actor, member, owner);
            accounts.discardUnverified(account.id());
        }
        return organizations.get(found.organization());
    }

    /**
     * {@code REGISTERED}, with the permissions that were promised, as far as who promised them may still give them (ROL-3). Every other way
     * in that was open ends.
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void complete(Actor actor, Member member, Account account) {
        if (members.memberships(account.id()).stream()
                .anyMatch(other -> other.organization().equals(actor.organization())
                        && !other.id().equals(member.id()))) throw new Refusal("invitation.already_member");
        members.register(actor, member, account);
        welcome.give(actor, member);
        var ids = List.of(member.id().value());
        secrets.endAll(ids);
        codes.forget(ids);
    }

    /** Whether an address is claimed that nobody has proved; people with a number alone have nothing to confirm by mail. */
    private static boolean unproved(Account account) {
        return !account.emailVerified() && !account.email().isEmpty();
    }

    /** What messages to one mailbox, or one phone, are counted by. */
    static String mailbox(Member member, Channel channel) {
        var to = channel == Channel.EMAIL
                ? EmailAddress.parse(Objects.requireNonNull(member.email())).key()
                : Objects.requireNonNull(member.phone());
        return member.organization() + "\n" + to;
    }

    private Found open(String secret) {
        var found = secrets.find(Purpose.CONFIRMATION, secret).orElseThrow(() -> new Refusal("link.unknown"));
        if (memberOf(found, Origin.SERVER).status() == MemberStatus.BLOCKED) throw new Refusal("members.blocked");
        if (found.standing() == Standing.USED) throw new Refusal("confirmation.used");
        if (found.standing() == Standing.REPLACED) throw new Refusal("link.replaced");
        if (found.standing() == Standing.EXPIRED) throw new Refusal("confirmation.expired");
        if (organizations.get(found.organization()).suspended()) throw new Refusal("organization.suspended");
        return found;
    }

    private Member memberOf(Found found, Origin origin) {
        tenancy.enter(found.organization());
        return members.find(Actor.anonymous(found.organization(), origin), new MemberId(found.subject()))
                .orElseThrow(() -> new Refusal("link.unknown"));
    }

    private void sendConfirmation(Actor actor, MemberId member, Account account) {
        var secret = secrets.issue(
                Purpose.CONFIRMATION, actor.organization(), member.value(), binding(account), CONFIRMATION_VALIDITY);
        messages.stage(
                actor.organization(),
                List.of(new Outgoing(
                        Template.CONFIRMATION,
                        account.language(),
                        member,
                        account.id(),
                        account.email(),
                        Map.of(
                                "organization",
                                        organizations.get(actor.organization()).name(),
                                "name", account.firstName(),
                                "link", settings.publicUrl() + "/confirm/" + secret,
                                "hours", Long.toString(CONFIRMATION_VALIDITY.toHours())),
                        clock.instant().plus(CONFIRMATION_VALIDITY))));
    }

    private static String binding(Account account) {
        return account.id() + "\n" + account.email();
    }
}
