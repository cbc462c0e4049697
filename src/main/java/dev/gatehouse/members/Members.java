package dev.gatehouse.members;

import static java.util.stream.Collectors.toMap;

import dev.gatehouse.access.Access;
import dev.gatehouse.access.Gift;
import dev.gatehouse.access.Grants;
import dev.gatehouse.access.Permission;
import dev.gatehouse.access.PredefinedRole;
import dev.gatehouse.access.Roles;
import dev.gatehouse.audit.Audit;
import dev.gatehouse.audit.Event;
import dev.gatehouse.messages.Messages;
import dev.gatehouse.organizations.Seats;
import dev.gatehouse.people.Account;
import dev.gatehouse.people.Accounts;
import dev.gatehouse.platform.AccountId;
import dev.gatehouse.platform.Actor;
import dev.gatehouse.platform.EmailAddress;
import dev.gatehouse.platform.Identifier;
import dev.gatehouse.platform.MemberId;
import dev.gatehouse.platform.OneTimeCodes;
import dev.gatehouse.platform.OneTimeSecrets;
import dev.gatehouse.platform.OneTimeSecrets.Purpose;
import dev.gatehouse.platform.OrganizationId;
import dev.gatehouse.platform.Origin;
import dev.gatehouse.platform.PhoneNumber;
import dev.gatehouse.platform.Refusal;
import dev.gatehouse.platform.Retried;
import dev.gatehouse.platform.ScopeId;
import dev.gatehouse.platform.SubjectId;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Members and their status machine (LIF-1). Every route that changes a status comes through here, so that the status,
 * the seat, the grants and the event change together. Locks are taken in one order: organization, member, the rest.
 */
@Service
public class Members {

    /** What opens a way in for somebody who is not in yet. */
    private static final List<Purpose> ENTRANCES = List.of(
            Purpose.INVITATION,
            Purpose.CONFIRMATION,
            Purpose.ACTIVATION_EMAIL,
            Purpose.ACTIVATION_SMS,
            Purpose.DOUBLE_OPT_IN,
            Purpose.FIRST_PASSWORD,
            Purpose.SIGN_UP);

    private final MemberStore store;
    private final NewMemberStore fresh;
    private final SignInPlaceStore places;
    private final Access access;
    private final Grants grants;
    private final Roles roles;
    private final Seats seats;
    private final Accounts accounts;
    private final OneTimeSecrets secrets;
    private final OneTimeCodes codes;
    private final Messages messages;
    private final Audit audit;
    private final Clock clock;

    Members(
            MemberStore store,
            NewMemberStore fresh,
            SignInPlaceStore places,
            Access access,
            Grants grants,
            Roles roles,
            Seats seats,
            Accounts accounts,
            OneTimeSecrets secrets,
            OneTimeCodes codes,
            Messages messages,
            Audit audit,
            Clock clock) {
        this.store = store;
        this.fresh = fresh;
        this.places = places;
        this.access = access;
        this.grants = grants;
        this.roles = roles;
        this.seats = seats;
        this.accounts = accounts;
        this.secrets = secrets;
        this.codes = codes;
        this.messages = messages;
        this.audit = audit;
        this.clock = clock;
    }

    /** One member. Refuses with {@code not.found}. */
    @Transactional(propagation = Propagation.MANDATORY)
    public Member get(Actor actor, MemberId id) {
        return find(actor, id).orElseThrow(Refusal::notFound);
    }

    /** One member, if they are there. */
    @Transactional(propagation = Propagation.MANDATORY)
    public Optional<Member> find(Actor actor, MemberId id) {
        return store.find(actor.organization(), id);
    }

    /** One member, held until the transaction ends, so that nothing else changes it meanwhile. Refuses with {@code not.found}. */
    @Transactional(propagation = Propagation.MANDATORY)
    public Member lock(Actor actor, MemberId id) {
        return store.lock(actor.organization(), id).orElseThrow(Refusal::notFound);
    }

    /** Those who are there, by their ids, held until the transaction ends. */
    @Transactional(propagation = Propagation.MANDATORY)
    public List<Member> lock(Actor actor, List<MemberId> ids) {
        return store.lock(actor.organization(), ids);
    }

    /** The members whose grants hang on these subjects. */
    @Transactional(propagation = Propagation.MANDATORY)
    public List<Member> bySubjects(Actor actor, List<SubjectId> subjects) {
        return store.bySubjects(actor.organization(), subjects);
    }

    /** Members by their ids, in the order of the ids; those that are gone are left out. */
    @Transactional(propagation = Propagation.MANDATORY)
    public List<Member> byIds(Actor actor, List<MemberId> ids) {
        var there = store.byIds(actor.organization(), ids).stream().collect(toMap(Member::id, Function.identity()));
        return ids.stream().map(there::get).filter(Objects::nonNull).toList();
    }

    /** Whether a member has any role or team already. */
    @Transactional(propagation = Propagation.MANDATORY)
    public boolean hasPermissions(Actor actor, Member member) {
        return store.hasPermissions(actor.organization(), member.subject());
    }

    /** Those of some people whose password is somebody else's, to be replaced at the first sign-in (CRE-2). */
    @Transactional(propagation = Propagation.MANDATORY)
    public Set<MemberId> initial(Actor actor, List<Member> people) {
        return store.initial(
                actor.organization(), people.stream().map(Member::id).toList());
    }

    /** Which of these addresses members of the organization have already. */
    @Transactional(propagation = Propagation.MANDATORY)
    public Set<String> known(Actor actor, List<EmailAddress> addresses) {
        return store.known(
                actor.organization(), addresses.stream().map(EmailAddress::key).toList());
    }

    /** Which of these numbers members of the organization have already. */
    @Transactional(propagation = Propagation.MANDATORY)
    public Set<String> knownPhones(Actor actor, List<PhoneNumber> numbers) {
        return store.knownPhones(
                actor.organization(), numbers.stream().map(PhoneNumber::value).toList());
    }

    /** What of somebody new, or of {@code self} with changed data, is another member's already. */
    @Transactional(propagation = Propagation.MANDATORY)
    public List<Taken> taken(Actor actor, NewMember person, @Nullable MemberId self) {
        return store
                .taken(
                        actor.organization(),
                        person.email() == null ? null : person.email().key(),
                        person.username() == null ? null : person.username().key(),
                        person.phone() == null ? null : person.phone().value(),
                        person.universalIdentifier())
                .stream()
                .filter(taken -> !taken.by().equals(self))
                .toList();
    }

    /** Somebody as they are now, for work that they began and that goes on without them: what they may do is asked anew. Refuses who is gone with {@code forbidden}. */
    @Transactional(propagation = Propagation.MANDATORY)
    public Actor actor(OrganizationId organization, MemberId id) {
        var member = find(Actor.system(organization), id).orElseThrow(Refusal::forbidden);
        if (member.account() == null) throw Refusal.forbidden();
        return Actor.member(organization, member.account(), member.id(), member.subject(), Origin.SERVER);
    }

    /**
     * Where somebody may stand who typed this to sign in, by what organizations know of their people (ACT-3). Of an address that an
     * account has itself, proved or not, {@link Accounts#credentials} knows.
     */
    @Transactional(readOnly = true)
    public List<SignInPlace> places(Identifier identifier) {
        return places.anywhere(identifier);
    }

    /** The same in the one organization that the transaction has entered, where it is known: its own sign-in page. */
    @Transactional(propagation = Propagation.MANDATORY)
    public List<SignInPlace> places(OrganizationId organization, Identifier identifier) {
        return places.in(organization, identifier);
    }

    /**
     * Adds people, with seats where their status holds one (ORG-4, LIF-1). Refuses with {@code seats.full}, and with
     * {@code members.raced} where another request added one of them, or somebody with the same username, number, identifier or unique
     * attribute, a moment before; then nobody is added.
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public List<Member> add(Actor actor, List<NewMember> people, Entry entry) {
        var organization = actor.organization();
        if (entry.status().holdsSeat()) seats.take(organization, people.size());
        var subjects = grants.newSubjects(organization, people.size());
        var added = fresh.insert(organization, people, subjects, entry, actor.member(), clock.instant());
        if (added.size() < people.size()) throw new Refusal("members.raced");
        var attributes =
                people.stream().mapToInt(person -> person.attributes().size()).sum();
        if (fresh.insertAttributes(organization, added, people) < attributes) throw new Refusal("members.raced");
        audit.record(
                actor,
                added.stream()
                        .map(member -> statusEvent(entry.kind(), member.id(), null, entry.status()))
                        .toList());
        return added;
    }

    /** {@code CREATED} to {@code INVITED}, with a seat each, for those to whom something was sent or given; others stay as they are (LIF-1). */
    @Transactional(propagation = Propagation.MANDATORY)
    public void sent(Actor actor, List<Member> people) {
        var created = people.stream()
                .filter(member -> member.status() == MemberStatus.CREATED)
                .map(Member::id)
                .toList();
        if (created.isEmpty()) return;
        seats.take(actor.organization(), created.size());
        if (store.sent(actor.organization(), created, clock.instant()).size() < created.size())
            throw new Refusal("members.raced");
        audit.record(
                actor,
                created.stream()
                        .map(id -> statusEvent("member.invited", id, MemberStatus.CREATED, MemberStatus.INVITED))
                        .toList());
    }

    /** {@code INVITED} to {@code REGISTERING} without an account yet: a one-time password was right (ACT-2). */
    @Transactional(propagation = Propagation.MANDATORY)
    public void begin(Actor actor, Member member) {
        move(actor, member, MemberStatus.REGISTERING, "member.began");
    }

    /** Notes which account somebody will come in with, before they do (CRE-3). */
    @Transactional(propagation = Propagation.MANDATORY)
    public void attach(Actor actor, Member member, Account account) {
        store.reserve(actor.organization(), member.id(), account.id());
    }

    /** Notes until when somebody has time to confirm their address (CRE-3), where that begins anew. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void setConfirmUntil(Actor actor, Member member, Instant until) {
        store.setConfirmUntil(actor.organization(), member.id(), until);
    }

    /** {@code INVITED} to {@code REGISTERING}: whoever was made with an initial password has confirmed the address (CRE-3). */
    @Transactional(propagation = Propagation.MANDATORY)
    public void confirmed(Actor actor, Member member) {
        move(actor, member, MemberStatus.REGISTERING, "member.address_confirmed");
    }

    /** Those whose time to confirm their address is over (CRE-3), at most so many; the caller terminates them in the same transaction. */
    @Transactional(propagation = Propagation.MANDATORY)
    public List<Member> unconfirmed(OrganizationId organization, int most) {
        return store.unconfirmed(organization, clock.instant(), most);
    }

    /** The organizations that have any. */
    @Transactional(readOnly = true)
    public List<OrganizationId> withUnconfirmed() {
        return store.withUnconfirmed(clock.instant());
    }

    /**
     * Ends somebody's membership for good (LIF-5): personal data goes but for first and last name, roles, teams, open links and codes end,
     * what was sent to them is forgotten, the seat is free; an account that nothing else is known of goes too. The caller holds the member, has checked that the actor may, and
     * that it is not the last organization admin.
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void terminate(Actor actor, Member member) {
        var organization = actor.organization();
        if (!member.status().mayBecome(MemberStatus.TERMINATED))
            throw new Refusal("members.status", member.status(), MemberStatus.TERMINATED);
        releaseSeats(organization, List.of(member));
        audit.record(actor, statusEvent("member.terminated", member.id(), member.status(), MemberStatus.TERMINATED));
        // What hangs on the subject ends with it: the member goes on with one that nothing hangs on.
        var fresh = grants.newSubjects(organization, 1).getFirst();
        store.terminate(organization, member.id(), fresh, clock.instant());
        grants.remove(organization, List.of(member.subject()));
        var ids = List.of(member.id().value());
        secrets.forget(ids);
        codes.forget(ids);
        messages.forget(organization, member.id());
        if (member.account() != null) accounts.discardUnverified(member.account());
    }

    /** Notes until when members' invitations are good, for the list. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void setInvitationExpiry(Actor actor, List<MemberId> ids, Instant expiresAt) {
        store.setInvitationExpiry(actor.organization(), ids, expiresAt);
    }

    /** {@code INVITED} to {@code REGISTERING}: they gave their name and have an account that is still to be confirmed (INV-3). */
    @Transactional(propagation = Propagation.MANDATORY)
    public void begin(Actor actor, Member member, Account account, boolean handedOver) {
        move(actor, member, MemberStatus.REGISTERING, "member.accepted");
        store.setHandedOver(actor.organization(), member.id(), handedOver);
        store.attach(actor.organization(), member.id(), account, clock.instant());
    }

    /** To {@code REGISTERED}, with an account that has proved itself; grants hold from now on (ORG-3). */
    @Transactional(propagation = Propagation.MANDATORY)
    public void register(Actor actor, Member member, Account account) {
        move(actor, member, MemberStatus.REGISTERED, "member.registered");
        store.attach(actor.organization(), member.id(), account, clock.instant());
    }

    /** The first member of a new organization, its admin: {@code REGISTERED} from the start (OPS-3). */
    @Transactional(propagation = Propagation.MANDATORY)
    public Member found(Actor actor, Account account) {
        seats.take(actor.organization(), 1);
        var subject = grants.newSubjects(actor.organization(), 1).getFirst();
        var member = fresh.insertRegistered(actor.organization(), subject, account, clock.instant());
        grants.setActive(actor.organization(), subject, true);
        var admin = roles.predefined(actor.organization(), PredefinedRole.ORGANIZATION_ADMIN);
        grants.give(actor, List.of(subject), List.of(Gift.of(admin.id(), ScopeId.of(actor.organization()))), null);
        audit.record(actor, statusEvent("member.founded", member.id(), null, MemberStatus.REGISTERED));
        return get(actor, member.id());
    }

    /**
     * Takes a member out of the organization (MEM-5): teams, grants, open links and seat go; the account and its other
     * memberships stay. Someone who never came in is gone wholly. Refuses with {@code members.last_admin}, and with
     * {@code members.above} somebody who holds roles that the actor could not take away.
     */
    @Retried
    @Transactional
    public Member remove(Actor actor, MemberId id) {
        access.require(actor, Permission.MEMBERS_REMOVE);
        seats.lock(actor.organization());
        var member = lock(actor, id);
        var people = List.of(member.subject());
        if (!id.equals(actor.member()) && !access.above(actor, people).isEmpty())
            throw new Refusal("members.above", member.label());
        if (!grants.indispensable(actor, people).isEmpty()) throw new Refusal("members.last_admin", member.label());
        takeOut(actor, List.of(member), "member.removed");
        return member;
    }

    /**
     * The same for many as part of the caller's transaction, in few statements whatever their number. Leaves out whom
     * {@link #holdToEnd} does.
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public MemberMoves removeWithin(Actor actor, List<MemberId> ids) {
        access.require(actor, Permission.MEMBERS_REMOVE);
        var moves = holdToEnd(actor, ids);
        takeOut(actor, moves.moved(), "member.removed");
        return moves;
    }

    /**
     * Before people lose their place here: holds the organization, then them, until the transaction ends. Leaves out who is
     * {@code gone}, the actor's own {@code self}, those {@code above} the actor ({@link Access#above}), and the
     * {@code last_admin} (MEM-5).
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public MemberMoves holdToEnd(Actor actor, List<MemberId> ids) {
        seats.lock(actor.organization());
        var there = store.lock(actor.organization(), ids);
        var subjects = there.stream().map(Member::subject).toList();
        var above = access.above(actor, subjects);
        var leftOut = new LinkedHashMap<MemberId, String>();
        for (var id : ids) leftOut.put(id, "gone");
        for (var member : there) {
            leftOut.remove(member.id());
            if (member.id().equals(actor.member())) leftOut.put(member.id(), "self");
            else if (above.contains(member.subject())) leftOut.put(member.id(), "above");
        }
        var open = there.stream()
                .filter(member -> !leftOut.containsKey(member.id()))
                .toList();
        var needed = Set.copyOf(
                grants.indispensable(actor, open.stream().map(Member::subject).toList()));
        for (var member : open) if (needed.contains(member.subject())) leftOut.put(member.id(), "last_admin");
        return new MemberMoves(
                open.stream()
                        .filter(member -> !leftOut.containsKey(member.id()))
                        .toList(),
                leftOut);
    }

    /**
     * Ends people's access so that it can be given back (LIF-2): {@code BLOCKED}, roles kept and switched off, seats free, open
     * links dead. The caller holds them and has checked that the actor may.
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void block(Actor actor, List<Member> people) {
        if (people.isEmpty()) return;
        var organization = actor.organization();
        releaseSeats(organization, people);
        store.block(organization, people, clock.instant());
        grants.setActive(organization, people.stream().map(Member::subject).toList(), false);
        var ids = people.stream().map(member -> member.id().value()).toList();
        for (var purpose : ENTRANCES) secrets.end(purpose, ids);
        codes.forget(ids);
        audit.record(
                actor,
                people.stream()
                        .map(member ->
                                statusEvent("member.deactivated", member.id(), member.status(), MemberStatus.BLOCKED))
                        .toList());
    }

    /**
     * Gives a blocked member back what they had (LIF-2): the status of before, with its seat, and with it their roles. A link that
     * was open then stays dead. Refuses with {@code members.status} and {@code seats.full}. The caller holds the member.
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void unblock(Actor actor, Member member) {
        var organization = actor.organization();
        if (member.status() != MemberStatus.BLOCKED)
            throw new Refusal("members.status", member.status(), MemberStatus.REGISTERED);
        var next = statusBefore(member);
        if (next.holdsSeat()) seats.take(organization, 1);
        store.unblock(organization, member.id(), next, clock.instant());
        grants.setActive(organization, member.subject(), next == MemberStatus.REGISTERED);
        audit.record(actor, statusEvent("member.activated", member.id(), MemberStatus.BLOCKED, next));
    }

    /** The status that somebody deactivated gets back. */
    @Transactional(propagation = Propagation.MANDATORY)
    public MemberStatus statusBefore(Member member) {
        return store.statusBefore(member.organization(), member.id())
                .orElse(member.account() == null ? MemberStatus.INVITED : MemberStatus.REGISTERED);
    }

    /** Takes back sign-ups that nobody proved (CRE-5): the seats are free, and nothing is kept of the people. The caller holds them. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void withdraw(Actor actor, List<Member> people) {
        takeOut(actor, people, "member.sign_up_withdrawn");
    }

    /** The organizations that an account is a member of, by name; those of members who are not active too (ORG-1). */
    @Transactional(readOnly = true)
    public List<Membership> memberships(AccountId account) {
        return store.memberships(account);
    }

    /** The account's place in the organization at an address, if it has one. */
    @Transactional(readOnly = true)
    public Optional<Membership> membership(AccountId account, String slug) {
        return store.memberships(account).stream()
                .filter(membership -> membership.slug().equals(slug))
                .findFirst();
    }

    private void takeOut(Actor actor, List<Member> people, String kind) {
        if (people.isEmpty()) return;
        var organization = actor.organization();
        releaseSeats(organization, people);
        audit.record(
                actor,
                people.stream()
                        .map(member -> statusEvent(kind, member.id(), member.status(), null))
                        .toList());
        var ids = people.stream().map(member -> member.id().value()).toList();
        var cameIn = people.stream().filter(member -> member.account() != null).toList();
        audit.keepLabels(
                actor, cameIn.stream().collect(toMap(member -> member.id().value(), Member::label)));
        store.delete(organization, ids);
        secrets.forget(ids);
        codes.forget(ids);
        grants.remove(organization, people.stream().map(Member::subject).toList());
        accounts.discardUnverified(
                cameIn.stream().map(Member::account).filter(Objects::nonNull).toList());
    }

    private void releaseSeats(OrganizationId organization, List<Member> people) {
        var held = Math.toIntExact(
                people.stream().filter(member -> member.status().holdsSeat()).count());
        if (held > 0) seats.release(organization, held);
    }

    private void move(Actor actor, Member member, MemberStatus next, String kind) {
        var organization = actor.organization();
        // Whoever was blocked comes back by the hand of an admin alone (LIF-2).
        if (member.status() == MemberStatus.BLOCKED) throw new Refusal("members.blocked");
        if (!member.status().mayBecome(next)) throw new Refusal("members.status", member.status(), next);
        if (next.holdsSeat() && !member.status().holdsSeat()) seats.take(organization, 1);
        if (!next.holdsSeat() && member.status().holdsSeat()) seats.release(organization, 1);
        if (!store.move(organization, member.id(), member.status(), next, clock.instant()))
            throw new Refusal("members.raced");
        grants.setActive(organization, member.subject(), next == MemberStatus.REGISTERED);
        audit.record(actor, statusEvent(kind, member.id(), member.status(), next));
    }

    private static Event statusEvent(String kind, MemberId id, @Nullable MemberStatus from, @Nullable MemberStatus to) {
        var event = Event.of(kind, "member", id.value());
        if (from != null) event = event.with("from", from.name());
        if (to != null) event = event.with("to", to.name());
        return event;
    }
}
