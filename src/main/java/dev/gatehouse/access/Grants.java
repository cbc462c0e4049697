package dev.gatehouse.access;

import dev.gatehouse.audit.Audit;
import dev.gatehouse.audit.Event;
import dev.gatehouse.platform.Actor;
import dev.gatehouse.platform.GrantId;
import dev.gatehouse.platform.MemberId;
import dev.gatehouse.platform.OrganizationId;
import dev.gatehouse.platform.Refusal;
import dev.gatehouse.platform.Retried;
import dev.gatehouse.platform.RoleId;
import dev.gatehouse.platform.RowSource;
import dev.gatehouse.platform.ScopeId;
import dev.gatehouse.platform.Slice;
import dev.gatehouse.platform.SubjectId;
import dev.gatehouse.platform.TeamId;
import dev.gatehouse.platform.Tenancy;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Giving and taking roles (ROL-2, ROL-3, ROL-4), and what they hang on. Locks are taken in one order: organization, holders
 * by id, the rest.
 */
@Service
public class Grants {

    private static final int SHOWN_AT_A_PLACE = 200;
    private static final int SHOWN_OF_A_ROLE = 50;
    private static final int ENDED_AT_ONCE = 500;

    private final GrantStore store;
    private final SubjectStore subjects;
    private final RoleStore roles;
    private final ScopeStore scopes;
    private final Access access;
    private final Tenancy tenancy;
    private final Audit audit;
    private final Clock clock;

    Grants(
            GrantStore store,
            SubjectStore subjects,
            RoleStore roles,
            ScopeStore scopes,
            Access access,
            Tenancy tenancy,
            Audit audit,
            Clock clock) {
        this.store = store;
        this.subjects = subjects;
        this.roles = roles;
        this.scopes = scopes;
        this.access = access;
        this.tenancy = tenancy;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * Gives a role to a member or a team at a place; where they hold it already, its end becomes the new one. Refuses with
     * {@code role.beyond} what the actor may not give (ROL-3), with {@code role.place} where it is not meant for such a place,
     * with {@code role.place.archived}, with {@code role.end.past}, with {@code members.last_admin.any} where the last
     * organization admin would get an end, and with {@code not.found} where holder, role or place are not there.
     */
    @Retried
    @Transactional
    public void give(Actor actor, SubjectId holder, Gift gift) {
        access.require(actor, Permission.ROLES_READ);
        requireGivable(actor, List.of(gift));
        var role = roles.find(actor.organization(), gift.role()).orElseThrow(Refusal::notFound);
        if (role.is(PredefinedRole.ORGANIZATION_ADMIN)) subjects.lockOrganization(actor.organization());
        if (store.lock(actor.organization(), List.of(holder)).isEmpty()) throw Refusal.notFound();
        give(actor, List.of(holder), List.of(gift), actor.member());
        if (role.is(PredefinedRole.ORGANIZATION_ADMIN) && gift.expiresAt() != null) keepLastAdmin(actor);
    }

    /**
     * Demands that the actor could give all of these by hand, now: refuses as {@link #give(Actor, SubjectId, Gift)} does. For what is
     * promised and given later (INV-2).
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void requireGivable(Actor actor, List<Gift> gifts) {
        for (var gift : gifts) {
            var role = roles.find(actor.organization(), gift.role()).orElseThrow(Refusal::notFound);
            var place = scopes.find(actor.organization(), gift.scope()).orElseThrow(Refusal::notFound);
            if (!role.kinds().contains(place.kind())) throw Refusal.input("scope", "role.place");
            if (place.archived()) throw Refusal.input("scope", "role.place.archived", place.name());
            if (gift.expiresAt() != null && !gift.expiresAt().isAfter(clock.instant()))
                throw Refusal.input("expires", "role.end.past");
        }
        access.requireMayGrant(actor, gifts);
    }

    /**
     * Gives roles to subjects; giving what they have changes nothing. The caller has checked that the giver may.
     *
     * @param giver the member whose decision it is: the actor, or who promised it before; null for the platform itself
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void give(Actor actor, List<SubjectId> holders, List<Gift> gifts, @Nullable MemberId giver) {
        if (holders.isEmpty() || gifts.isEmpty()) return;
        store.put(actor.organization(), holders, gifts, giver, clock.instant());
        var events = new ArrayList<Event>();
        for (var gift : gifts) {
            var role = roles.find(actor.organization(), gift.role()).orElseThrow(Refusal::notFound);
            var place = scopes.find(actor.organization(), gift.scope()).orElseThrow(Refusal::notFound);
            for (var holder : holders) {
                var event = described(Event.of("role.granted", "subject", holder.value()), role.name(), place);
                events.add(
                        gift.expiresAt() == null
                                ? event
                                : event.with("until", gift.expiresAt().toString()));
            }
        }
        audit.record(actor, events);
    }

    /**
     * Takes a role away. Who may give it may take it (ROL-3). Refuses with {@code role.beyond}, with
     * {@code members.last_admin.any} (MEM-5), and with {@code not.found}.
     */
    @Retried
    @Transactional
    public Grant take(Actor actor, GrantId id) {
        access.require(actor, Permission.ROLES_READ);
        var grant = get(actor, id);
        access.requireMayGrant(
                actor, List.of(Gift.of(grant.role(), grant.place().id())));
        var admin = grant.level() == Level.ORGANIZATION_ADMIN && !grant.ended();
        if (admin) subjects.lockOrganization(actor.organization());
        if (!store.delete(actor.organization(), id)) throw Refusal.notFound();
        audit.record(
                actor,
                described(
                        Event.of("role.revoked", "subject", grant.holder().value()), grant.roleName(), grant.place()));
        if (admin) keepLastAdmin(actor);
        return grant;
    }

    /** One grant. Every active member may see it (MEM-2). Refuses with {@code not.found}. */
    @Transactional(readOnly = true)
    public Grant get(Actor actor, GrantId id) {
        access.require(actor, Permission.ROLES_READ);
        return store.find(actor.organization(), id, clock.instant()).orElseThrow(Refusal::notFound);
    }

    /** What a member holds, by themselves and through teams, the highest first; ended ones last (MEM-6). */
    @Transactional(readOnly = true)
    public List<Grant> ofMember(Actor actor, SubjectId subject) {
        access.require(actor, Permission.ROLES_READ);
        return store.ofMember(actor.organization(), subject, clock.instant());
    }

    /** What a team, or a member without its teams, holds itself. */
    @Transactional(readOnly = true)
    public List<Grant> ofHolder(Actor actor, SubjectId holder) {
        access.require(actor, Permission.ROLES_READ);
        return store.ofHolders(actor.organization(), List.of(holder), clock.instant());
    }

    /** What is given at exactly one place, the highest roles first, as far as a page shows them. */
    @Transactional(readOnly = true)
    public List<Grant> at(Actor actor, ScopeId scope) {
        access.require(actor, Permission.ROLES_READ);
        return store.at(actor.organization(), scope, SHOWN_AT_A_PLACE, clock.instant());
    }

    /** Every role, and whether the actor may give it at a place, for offering only what works. */
    @Transactional(readOnly = true)
    public List<RoleOffer> offers(Actor actor, Place place) {
        access.require(actor, Permission.ROLES_READ);
        var all = roles.all(actor.organization());
        var beyond = access.beyond(
                actor, all.stream().map(role -> Gift.of(role.id(), place.id())).toList());
        return all.stream()
                .map(role -> new RoleOffer(
                        role,
                        role.kinds().contains(place.kind()),
                        !place.archived() && !beyond.contains(Gift.of(role.id(), place.id()))))
                .toList();
    }

    /**
     * What is given at the places around one, with roles that mean something there (ROL-2): the highest roles first, at most so
     * many.
     */
    @Transactional(readOnly = true)
    public List<Grant> around(Actor actor, ScopeId scope, int most) {
        access.require(actor, Permission.ROLES_READ);
        return store.around(actor.organization(), scope, most, clock.instant());
    }

    /** Who holds a role, ended grants too, a page of them in an order that stays: after a key, or before one. */
    @Transactional(readOnly = true)
    public Slice<Grant> ofRole(Actor actor, RoleId role, @Nullable String after, @Nullable String before) {
        access.require(actor, Permission.ROLES_READ);
        var key = HolderKey.parse(before == null ? after : before);
        var backward = key != null && before != null;
        var rows = store.ofRole(actor.organization(), role, key, backward, SHOWN_OF_A_ROLE + 1, clock.instant());
        return Slice.of(rows, SHOWN_OF_A_ROLE, key != null, backward, HolderKey::of);
    }

    /** Who holds a predefined role at exactly these places: a few names of each, and how many there are. */
    @Transactional(readOnly = true)
    public Map<ScopeId, PlaceHolders> holders(Actor actor, PredefinedRole role, List<ScopeId> scopes, int names) {
        access.require(actor, Permission.ROLES_READ);
        return scopes.isEmpty() ? Map.of() : store.holders(actor.organization(), role, scopes, names, clock.instant());
    }

    /** Which of these the actor may take away, for showing only what works. */
    @Transactional(readOnly = true)
    public List<GrantId> takeable(Actor actor, List<Grant> grants) {
        tenancy.enter(actor.organization());
        var beyond = access.beyond(
                actor,
                grants.stream()
                        .map(grant -> Gift.of(grant.role(), grant.place().id()))
                        .toList());
        return grants.stream()
                .filter(grant ->
                        !beyond.contains(Gift.of(grant.role(), grant.place().id())))
                .map(Grant::id)
                .toList();
    }

    /** Makes the subjects that members hang on; inactive, so that grants given now hold from activation on (INV-3). */
    @Transactional(propagation = Propagation.MANDATORY)
    public List<SubjectId> newSubjects(OrganizationId organization, int howMany) {
        return subjects.insertSubjects(organization, howMany);
    }

    /** The same with ids that were made before, the {@code subject_id} of people who wait in a table (CRE-4). */
    @Transactional(propagation = Propagation.MANDATORY)
    public void newSubjects(OrganizationId organization, RowSource people) {
        subjects.insertSubjects(organization, people);
    }

    /** Makes what a team's grants hang on. */
    @Transactional(propagation = Propagation.MANDATORY)
    public TeamId newTeam(OrganizationId organization) {
        return new TeamId(subjects.insertTeamSubject(organization).value());
    }

    /** Switches a subject's grants on when its member becomes {@code REGISTERED}, off when they stop being so (ORG-3). */
    @Transactional(propagation = Propagation.MANDATORY)
    public void setActive(OrganizationId organization, SubjectId subject, boolean active) {
        subjects.setActive(organization, List.of(subject), active);
    }

    /** The same for many. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void setActive(OrganizationId organization, List<SubjectId> people, boolean active) {
        subjects.setActive(organization, people, active);
    }

    /**
     * Before people lose their place, under the organization's lock: whom of them it must not be, so that somebody active stays
     * an organization admin without an end (MEM-5). Of several admins as many may go as can be spared.
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public List<SubjectId> indispensable(Actor actor, List<SubjectId> people) {
        var admins = subjects.adminsAmong(actor.organization(), people);
        if (admins.isEmpty() || subjects.hasLastingAdminBesides(actor.organization(), admins)) return List.of();
        var going = new ArrayList<SubjectId>();
        var staying = new ArrayList<SubjectId>();
        for (var admin : admins) {
            going.add(admin);
            if (subjects.hasLastingAdminBesides(actor.organization(), going)) continue;
            going.removeLast();
            staying.add(admin);
        }
        return staying;
    }

    /** Takes subjects away with all their grants and places in teams. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void remove(OrganizationId organization, List<SubjectId> gone) {
        subjects.delete(organization, gone);
    }

    /** Holds subjects until the transaction ends, in one order for everybody. Returns those that are there. */
    @Transactional(propagation = Propagation.MANDATORY)
    public List<SubjectId> lock(OrganizationId organization, List<SubjectId> holders) {
        return store.lock(organization, holders);
    }

    /**
     * Before something is taken from members or teams: where one of them is an organization admin, holds the organization's
     * row until the transaction ends, so that two of them cannot go at once. Returns whether {@link #keepLastAdmin} is to be
     * asked afterwards.
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public boolean guardAdmins(Actor actor, List<SubjectId> holders) {
        if (!subjects.touchesAdmins(actor.organization(), holders)) return false;
        subjects.lockOrganization(actor.organization());
        return true;
    }

    /**
     * After something was taken away under the organization's lock: refuses with {@code members.last_admin.any} where nobody
     * active is an organization admin without an end any more (MEM-5), so that all of it is undone.
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void keepLastAdmin(Actor actor) {
        if (!hasLastingAdmin(actor)) throw new Refusal("members.last_admin.any");
    }

    /** Whether somebody active is an organization admin, by themselves or through a team, without an end. */
    @Transactional(propagation = Propagation.MANDATORY)
    public boolean hasLastingAdmin(Actor actor) {
        return subjects.hasLastingAdminBesides(actor.organization(), List.of());
    }

    /** Organizations where grants have come to their end and it is not noted yet. */
    List<OrganizationId> expiring() {
        return store.expiring(clock.instant());
    }

    /** Notes the end of some grants; they have held for nothing since that moment. Returns how many. */
    @Transactional
    int end(OrganizationId organization) {
        tenancy.enter(organization);
        var ended = store.end(organization, ENDED_AT_ONCE, clock.instant());
        audit.record(
                Actor.system(organization),
                ended.stream()
                        .map(grant -> described(
                                Event.of("role.ended", "subject", grant.holder().value()),
                                grant.roleName(),
                                grant.place()))
                        .toList());
        return ended.size();
    }

    private static Event described(Event event, RoleName role, Place place) {
        var named = event.with("role", role.predefined() == null ? role.name() : role.predefined());
        return place.kind() == ScopeKind.ORGANIZATION ? named : named.with("scope", place.name());
    }
}
