package dev.gatehouse.access;

import static java.util.stream.Collectors.toSet;

import dev.gatehouse.access.AccessStore.Answer;
import dev.gatehouse.access.Explanation.Reason;
import dev.gatehouse.platform.Actor;
import dev.gatehouse.platform.OrganizationId;
import dev.gatehouse.platform.Refusal;
import dev.gatehouse.platform.ScopeId;
import dev.gatehouse.platform.SubjectId;
import dev.gatehouse.platform.TeamId;
import dev.gatehouse.platform.Tenancy;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * The one authorization function that every route asks; it says no unless a grant says yes (security.md 4). Each answer is
 * read from the database in the asker's transaction: whatever was committed before holds, on every process (API-5).
 */
@Service
public class Access {

    private final AccessStore store;
    private final SubjectStore subjects;
    private final GrantStore grants;
    private final ScopeStore scopes;
    private final Tenancy tenancy;
    private final Clock clock;

    Access(
            AccessStore store,
            SubjectStore subjects,
            GrantStore grants,
            ScopeStore scopes,
            Tenancy tenancy,
            Clock clock) {
        this.store = store;
        this.subjects = subjects;
        this.grants = grants;
        this.scopes = scopes;
        this.tenancy = tenancy;
        this.clock = clock;
    }

    /**
     * The first line of a face: enters the actor's organization for this transaction and demands the permission there.
     * Refuses with {@code unauthenticated} when nobody is signed in, {@code not.found} when the actor is no active member
     * (ORG-3), {@code forbidden} when a member lacks the permission.
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void require(Actor actor, Permission permission) {
        demand(ask(actor, permission, null));
    }

    /** The same at a hub or repository; a grant at the organization or the hub around it does too (ROL-2). */
    @Transactional(propagation = Propagation.MANDATORY)
    public void require(Actor actor, Permission permission, ScopeId scope) {
        demand(ask(actor, permission, scope));
    }

    /** The same at any place at all: for what is not tied to one, such as making a team (TEA-1). */
    @Transactional(propagation = Propagation.MANDATORY)
    public void requireAnywhere(Actor actor, Permission permission) {
        tenancy.enter(actor.organization());
        actor.requireAccount();
        if (permissionsAnywhere(actor).contains(permission)) return;
        if (!isActive(actor)) throw Refusal.notFound();
        throw Refusal.forbidden();
    }

    /** Whether the actor may do something in the whole organization. */
    @Transactional(readOnly = true)
    public boolean may(Actor actor, Permission permission) {
        return ask(actor, permission, null).allowed();
    }

    /** Whether the actor may do something at a hub or repository. */
    @Transactional(readOnly = true)
    public boolean may(Actor actor, Permission permission, ScopeId scope) {
        return ask(actor, permission, scope).allowed();
    }

    /** At which of some places the actor may do something; for lists, in one question. */
    @Transactional(readOnly = true)
    public Set<ScopeId> placesWhere(Actor actor, Permission permission, List<ScopeId> scopes) {
        tenancy.enter(actor.organization());
        var subject = actor.subject();
        return subject == null || scopes.isEmpty()
                ? Set.of()
                : store.among(actor.organization(), subject, permission, scopes, clock.instant());
    }

    /** What the actor may do in the whole organization of the address; for showing only what works. */
    @Transactional(readOnly = true)
    public Set<Permission> permissionsOf(Actor actor) {
        return permissionsOf(actor, ScopeId.of(actor.organization()));
    }

    /** What the actor may do at a place. */
    @Transactional(readOnly = true)
    public Set<Permission> permissionsOf(Actor actor, ScopeId scope) {
        tenancy.enter(actor.organization());
        var subject = actor.subject();
        return subject == null ? Set.of() : store.permissionsAt(actor.organization(), subject, scope, clock.instant());
    }

    /** What the actor may do at one place or another. */
    @Transactional(readOnly = true)
    public Set<Permission> permissionsAnywhere(Actor actor) {
        tenancy.enter(actor.organization());
        var subject = actor.subject();
        return subject == null ? Set.of() : store.permissionsAnywhere(actor.organization(), subject, clock.instant());
    }

    /** The places where a grant gives the actor a permission, so that it holds there and in what lies in them. */
    @Transactional(propagation = Propagation.MANDATORY)
    public List<ScopeId> placesOf(Actor actor, Permission permission) {
        var subject = actor.subject();
        return subject == null ? List.of() : store.places(actor.organization(), subject, permission, clock.instant());
    }

    /** Whether a subject may do something at a place at this moment. */
    @Transactional(propagation = Propagation.MANDATORY)
    public boolean mayNow(OrganizationId organization, SubjectId subject, Permission permission, ScopeId scope) {
        return store.ask(organization, subject, permission, scope, clock.instant())
                .allowed();
    }

    /** Why a member may do something at a place, or may not (ROL-6). Every active member may ask (MEM-2). Refuses a place that is not there with {@code not.found}. */
    @Transactional(readOnly = true)
    public Explanation explain(Actor actor, SubjectId subject, Permission permission, ScopeId scope) {
        require(actor, Permission.ROLES_READ);
        var place = scopes.find(actor.organization(), scope).orElseThrow(Refusal::notFound);
        var answer = store.ask(actor.organization(), subject, permission, scope, clock.instant());
        var through = grants.through(actor.organization(), subject, permission, scope, clock.instant());
        Reason reason;
        if (!answer.active()) reason = Reason.NOT_ACTIVE;
        else if (answer.allowed()) reason = through.isEmpty() || place.archived() ? Reason.EVERYBODY : Reason.GRANTED;
        else reason = place.archived() && !through.isEmpty() ? Reason.ARCHIVED : Reason.NOTHING;
        return new Explanation(permission, place, answer.allowed(), reason, through);
    }

    /** The places of a kind where a member may do something, by id, the next after another one (API-5). Everybody's permissions are not asked for so. */
    @Transactional(propagation = Propagation.MANDATORY)
    public List<ScopeId> reach(
            OrganizationId organization,
            SubjectId subject,
            Permission permission,
            ScopeKind kind,
            @Nullable ScopeId after,
            int most) {
        return store.reach(organization, subject, permission, kind, after, most, clock.instant());
    }

    /** The active members who may do something at a place by their grants, by id, the next after another one. */
    @Transactional(propagation = Propagation.MANDATORY)
    public List<SubjectId> whoMay(
            OrganizationId organization, Permission permission, ScopeId scope, @Nullable SubjectId after, int most) {
        return store.whoMay(organization, permission, scope, after, most, clock.instant());
    }

    /** Which of some roles the actor may not give at their places, for showing and leaving out (ROL-3). The server itself may give all. */
    @Transactional(propagation = Propagation.MANDATORY)
    public List<Gift> beyond(Actor actor, List<Gift> gifts) {
        if (gifts.isEmpty() || actor.account() == null) return List.of();
        return store.beyond(actor.organization(), actor.subject(), gifts, clock.instant());
    }

    /**
     * Demands that the actor may give all of these roles: nobody gives what they do not hold with the right to give it
     * (ROL-3, ROL-4). The roles are held until the transaction ends: none is edited or deleted between this and the gift.
     * Refuses with {@code role.beyond}, also a role that is gone.
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void requireMayGrant(Actor actor, List<Gift> gifts) {
        // Who only looks gives nothing, and cannot hold anything either.
        if (!TransactionSynchronizationManager.isCurrentTransactionReadOnly())
            store.holdRoles(actor.organization(), gifts.stream().map(Gift::role).toList());
        if (!beyond(actor, gifts).isEmpty()) throw new Refusal("role.beyond");
    }

    /** Which of some teams the actor may put nobody into, because they give roles that the actor may not give (ROL-3). */
    @Transactional(propagation = Propagation.MANDATORY)
    public List<TeamId> teamsBeyond(Actor actor, List<TeamId> teams) {
        if (actor.account() == null) return List.of();
        var held = heldBy(actor.organization(), teams);
        var beyond = beyond(actor, held.stream().map(Access::gift).toList());
        return teams.stream()
                .filter(team ->
                        held.stream().anyMatch(grant -> team.equals(grant.team()) && beyond.contains(gift(grant))))
                .toList();
    }

    /**
     * Which of some people hold roles that administer in the whole organization and that the actor could not take away by hand:
     * to end their membership would take them away all the same (ROL-3, LIF-2, MEM-5). The server itself stands above everybody.
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public Set<SubjectId> above(Actor actor, List<SubjectId> people) {
        if (people.isEmpty() || actor.account() == null) return Set.of();
        var whole = ScopeId.of(actor.organization());
        var held = subjects.administrativeRoles(actor.organization(), people, clock.instant());
        var beyond = beyond(
                actor,
                held.values().stream()
                        .flatMap(Set::stream)
                        .distinct()
                        .map(role -> Gift.of(role, whole))
                        .toList());
        return held.entrySet().stream()
                .filter(person ->
                        beyond.stream().anyMatch(gift -> person.getValue().contains(gift.role())))
                .map(Map.Entry::getKey)
                .collect(toSet());
    }

    /** Demands a platform operator (ORG-7). Refuses with {@code not.found}: others must not learn that the page is there. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void requireOperator(Actor actor) {
        tenancy.enter(OrganizationId.PLATFORM);
        if (!store.isOperator(actor.requireAccount())) throw Refusal.notFound();
    }

    /** Whether the actor runs the platform. */
    @Transactional(readOnly = true)
    public boolean isOperator(Actor actor) {
        var account = actor.account();
        return account != null && store.isOperator(account);
    }

    private Answer ask(Actor actor, Permission permission, @Nullable ScopeId scope) {
        tenancy.enter(actor.organization());
        actor.requireAccount();
        var subject = actor.subject();
        return subject == null
                ? new Answer(false, false)
                : store.ask(actor.organization(), subject, permission, scope, clock.instant());
    }

    private static void demand(Answer answer) {
        if (!answer.active()) throw Refusal.notFound();
        if (!answer.allowed()) throw Refusal.forbidden();
    }

    private boolean isActive(Actor actor) {
        var subject = actor.subject();
        return subject != null && subjects.isActive(actor.organization(), subject);
    }

    /** Ended grants give nothing, and an archived place is no reason to be stricter than the grant itself. */
    private List<Grant> heldBy(OrganizationId organization, List<TeamId> teams) {
        if (teams.isEmpty()) return List.of();
        return grants
                .ofHolders(organization, teams.stream().map(TeamId::subject).toList(), clock.instant())
                .stream()
                .filter(grant -> !grant.ended())
                .toList();
    }

    private static Gift gift(Grant grant) {
        return Gift.of(grant.role(), grant.place().id());
    }
}
