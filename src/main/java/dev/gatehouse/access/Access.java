package dev.gatehouse.access;

import dev.gatehouse.audit.Audit;
import dev.gatehouse.audit.Event;
import dev.gatehouse.platform.Actor;
import dev.gatehouse.platform.MemberId;
import dev.gatehouse.platform.OrganizationId;
import dev.gatehouse.platform.Refusal;
import dev.gatehouse.platform.SubjectId;
import dev.gatehouse.platform.Tenancy;
import java.time.Clock;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** The one authorization function that every route asks; it says no unless a grant says yes (security.md 4). */
@Service
public class Access {

    private final AccessStore store;
    private final Tenancy tenancy;
    private final Audit audit;
    private final Clock clock;

    Access(AccessStore store, Tenancy tenancy, Audit audit, Clock clock) {
        this.store = store;
        this.tenancy = tenancy;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * The first line of a face: enters the actor's organization for this transaction and demands the permission there.
     * Refuses with {@code unauthenticated} when nobody is signed in, {@code not.found} when the actor is no active member
     * (ORG-3), {@code forbidden} when a member lacks the permission.
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void require(Actor actor, Permission permission) {
        tenancy.enter(actor.organization());
        actor.requireAccount();
        var roles = rolesOf(actor);
        if (roles.isEmpty() && !isActive(actor)) throw Refusal.notFound();
        if (roles.stream().noneMatch(role -> role.allows(permission))) throw Refusal.forbidden();
    }

    /** What the actor may do in the organization of the address; for showing only what works. */
    @Transactional(readOnly = true)
    public Set<Permission> permissionsOf(Actor actor) {
        tenancy.enter(actor.organization());
        var allowed = EnumSet.noneOf(Permission.class);
        for (var role : rolesOf(actor))
            for (var permission : Permission.values()) if (role.allows(permission)) allowed.add(permission);
        return allowed;
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

    /** Demands that the actor may give the role: nobody gives what they do not hold with the right to give it (ROL-3, ROL-4). */
    @Transactional(propagation = Propagation.MANDATORY)
    public void requireMayGrant(Actor actor, Role role) {
        if (role == Role.MEMBER) return;
        require(actor, Permission.ROLES_ASSIGN);
    }

    /** Whether a subject may do something at this moment; for rights that were lent in someone's name earlier (ROL-3). */
    @Transactional(propagation = Propagation.MANDATORY)
    public boolean mayNow(OrganizationId organization, SubjectId subject, Permission permission) {
        return store.activeRoles(organization, subject).stream().anyMatch(role -> role.allows(permission));
    }

    /** Makes the subjects that members hang on; inactive, so that grants given now hold from activation on (INV-3). */
    @Transactional(propagation = Propagation.MANDATORY)
    public List<SubjectId> newSubjects(OrganizationId organization, int howMany) {
        return store.insertSubjects(organization, howMany);
    }

    /**
     * Gives a role to subjects; giving what they have changes nothing.
     *
     * @param giver the member whose decision it is: the actor, or who promised it before; null for the platform itself
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void grant(Actor actor, List<SubjectId> subjects, Role role, @Nullable MemberId giver) {
        var given = store.insertGrants(actor.organization(), subjects, role, giver, clock.instant());
        audit.record(
                actor,
                given.stream()
                        .map(subject -> Event.of("role.granted", "subject", subject.value())
                                .with("role", role.key()))
                        .toList());
    }

    /** Switches a subject's grants on when its member becomes {@code REGISTERED}, off when they stop being so (ORG-3). */
    @Transactional(propagation = Propagation.MANDATORY)
    public void setActive(OrganizationId organization, SubjectId subject, boolean active) {
        store.setActive(organization, subject, active);
    }

    /** Takes a subject and all its grants away. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void remove(OrganizationId organization, SubjectId subject) {
        store.delete(organization, subject);
    }

    /** How many active subjects administer the organization; asked under the organization's lock (MEM-5). */
    @Transactional(propagation = Propagation.MANDATORY)
    public int admins(OrganizationId organization) {
        return store.countAdmins(organization);
    }

    private List<Role> rolesOf(Actor actor) {
        var subject = actor.subject();
        return subject == null ? List.of() : store.activeRoles(actor.organization(), subject);
    }

    private boolean isActive(Actor actor) {
        var subject = actor.subject();
        return subject != null && store.isActive(actor.organization(), subject);
    }
}
