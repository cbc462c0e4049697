package dev.gatehouse.access;

import static java.util.stream.Collectors.toCollection;
import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;

import dev.gatehouse.audit.Audit;
import dev.gatehouse.audit.Event;
import dev.gatehouse.platform.Actor;
import dev.gatehouse.platform.OneLine;
import dev.gatehouse.platform.OrganizationId;
import dev.gatehouse.platform.Refusal;
import dev.gatehouse.platform.Retried;
import dev.gatehouse.platform.RoleId;
import java.time.Clock;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** The roles of an organization: predefined ones, which nobody edits, and its own (ROL-1). */
@Service
public class Roles {

    private static final int LONGEST_NAME = 100;
    private static final int LONGEST_DESCRIPTION = 500;

    /** Up to so many holders of a role are counted: an organization may have a million. */
    private static final int COUNTED = 10_000;

    private final RoleStore store;
    private final Access access;
    private final Audit audit;
    private final Clock clock;

    Roles(RoleStore store, Access access, Audit audit, Clock clock) {
        this.store = store;
        this.access = access;
        this.audit = audit;
        this.clock = clock;
    }

    /** Everything that may be allowed, in the order in which it is shown. */
    @Transactional(readOnly = true)
    public List<CatalogueEntry> catalogue() {
        return store.catalogue();
    }

    /** The predefined roles, then the organization's own by name. Every active member may see them (MEM-2). */
    @Transactional(readOnly = true)
    public List<Role> all(Actor actor) {
        access.require(actor, Permission.ROLES_READ);
        return store.all(actor.organization());
    }

    /** One role. Refuses with {@code not.found}. */
    @Transactional(readOnly = true)
    public Role get(Actor actor, RoleId id) {
        access.require(actor, Permission.ROLES_READ);
        return store.find(actor.organization(), id).orElseThrow(Refusal::notFound);
    }

    /** Who changed a custom role last; empty where nobody has. */
    @Transactional(readOnly = true)
    public Optional<RoleEdit> lastEdit(Actor actor, RoleId id) {
        access.require(actor, Permission.ROLES_EDIT);
        return store.lastEdit(actor.organization(), id);
    }

    /** How often a role is given to members and teams, or promised to people who are not in yet; what has ended does not count. */
    @Transactional(readOnly = true)
    public long uses(Actor actor, RoleId id) {
        access.require(actor, Permission.ROLES_READ);
        return store.uses(actor.organization(), id, clock.instant());
    }

    /** How many members and teams hold each role now. */
    @Transactional(readOnly = true)
    public Map<RoleId, RoleHolders> holders(Actor actor) {
        access.require(actor, Permission.ROLES_READ);
        return store.holders(actor.organization(), null, COUNTED, clock.instant());
    }

    /** How many members and teams hold one role now. */
    @Transactional(readOnly = true)
    public RoleHolders holders(Actor actor, RoleId id) {
        access.require(actor, Permission.ROLES_READ);
        return store.holders(actor.organization(), id, COUNTED, clock.instant()).getOrDefault(id, RoleHolders.NONE);
    }

    /** At which kinds of place a role of these keys could be given; keys that do not exist count for nothing. */
    @Transactional(readOnly = true)
    public Set<ScopeKind> places(Actor actor, Set<String> permissions) {
        access.require(actor, Permission.ROLES_READ);
        return kinds(store.catalogue().stream()
                .filter(entry -> permissions.contains(entry.permission().key()))
                .toList());
    }

    /**
     * The custom roles and predefined ones that could take the place of one that the actor deletes: meant for all the places
     * where that is given, and different from it only in what the actor holds in the whole organization.
     */
    @Transactional(readOnly = true)
    public List<Role> replacements(Actor actor, RoleId id) {
        access.require(actor, Permission.ROLES_EDIT);
        var held = access.permissionsOf(actor);
        if (!held.contains(Permission.ROLES_ASSIGN)) return List.of();
        var role = store.find(actor.organization(), id).orElseThrow(Refusal::notFound);
        var usedAt = store.usedAt(actor.organization(), id, clock.instant());
        return store.all(actor.organization()).stream()
                .filter(other -> !other.id().equals(id)
                        && other.kinds().containsAll(usedAt)
                        && held.containsAll(known(difference(role.permissions(), other.permissions()))))
                .toList();
    }

    /** What a role is called; for jobs and mails, which nobody asked for. Refuses with {@code not.found}. */
    @Transactional(propagation = Propagation.MANDATORY)
    public RoleName name(OrganizationId organization, RoleId id) {
        return store.find(organization, id).orElseThrow(Refusal::notFound).name();
    }

    /** One of the roles that every organization has. */
    @Transactional(propagation = Propagation.MANDATORY)
    public Role predefined(OrganizationId organization, PredefinedRole role) {
        return store.predefined(organization, role);
    }

    /**
     * Makes a role, from nothing or as the copy of another one. Refuses wrong input at its field, and with
     * {@code role.permissions.beyond} what the actor does not hold in the whole organization (ROL-3).
     */
    @Transactional
    public RoleId create(Actor actor, RoleForm form) {
        access.require(actor, Permission.ROLES_EDIT);
        var checked = check(form);
        requireHeld(actor, "permissions", "role.permissions.beyond", checked.permissions);
        var id = store.insert(actor.organization(), checked, actor.member(), clock.instant())
                .orElseThrow(() -> Refusal.input("name", "role.name.taken", checked.name));
        audit.record(
                actor,
                Event.of("role.created", "role", id.value())
                        .with("role", checked.name)
                        .with("permissions", keys(checked.permissions)));
        return id;
    }

    /**
     * Changes a custom role, for all who hold it at once. Refuses as {@link #create}, also what would be taken out without
     * being held: who may not give a permission does not take it from others either. Refuses predefined ones with
     * {@code role.predefined}; with {@code role.kinds.used} where it is given at places for which it would not be meant any
     * more; with {@code forbidden} who may not give roles while somebody holds it; with {@code role.changed} where the role is not
     * what they had before them any more.
     *
     * @param seen the role as it was when the form was filled; null for whatever it is
     */
    @Retried
    @Transactional
    public void edit(Actor actor, RoleId id, RoleForm form, @Nullable RoleForm seen) {
        access.require(actor, Permission.ROLES_EDIT);
        var role = custom(store.lock(actor.organization(), List.of(id)), id);
        if (seen != null && !seen.equals(RoleForm.of(role))) throw new Refusal("role.changed");
        var checked = check(form);
        var added = without(checked.permissions, role.permissions());
        var removed = without(role.permissions(), checked.permissions);
        requireHeld(actor, "permissions", "role.permissions.beyond", added);
        requireHeld(actor, "permissions", "role.permissions.beyond", known(removed));
        var changed = !added.isEmpty() || !removed.isEmpty();
        if (changed && store.uses(actor.organization(), id, clock.instant()) > 0)
            access.require(actor, Permission.ROLES_ASSIGN);
        if (!checked.kinds.containsAll(store.usedAt(actor.organization(), id, clock.instant())))
            throw Refusal.input("permissions", "role.kinds.used");
        if (!store.update(actor.organization(), id, checked, actor.member(), clock.instant()))
            throw Refusal.input("name", "role.name.taken", checked.name);
        var event = Event.of("role.edited", "role", id.value()).with("role", checked.name);
        if (!checked.name.equals(role.name().name()))
            event = event.with("from", role.name().name());
        if (!added.isEmpty()) event = event.with("added", keys(added));
        if (!removed.isEmpty()) event = event.with("removed", keys(removed));
        audit.record(actor, event);
    }

    /**
     * Deletes a custom role. While it is given to anybody another one takes its place: refuses with {@code role.in_use} without
     * one, with {@code role.replacement.place} one that is not meant for the same places, with {@code role.replacement.beyond}
     * where the two differ in what the actor does not hold, and with {@code forbidden} who may not give roles. Grants that have
     * ended go with the role.
     */
    @Retried
    @Transactional
    public Role delete(Actor actor, RoleId id, @Nullable RoleId replacement) {
        access.require(actor, Permission.ROLES_EDIT);
        var now = clock.instant();
        var locked = store.lock(actor.organization(), replacement == null ? List.of(id) : List.of(id, replacement));
        var role = custom(locked, id);
        var event = Event.of("role.deleted", "role", id.value())
                .with("role", role.name().name());
        var uses = store.uses(actor.organization(), id, now);
        if (uses > 0) {
            if (replacement == null || replacement.equals(id))
                throw Refusal.input("replacement", "role.in_use", role.name().name(), uses);
            var other = find(locked, replacement);
            access.require(actor, Permission.ROLES_ASSIGN);
            if (!other.kinds().containsAll(store.usedAt(actor.organization(), id, now)))
                throw Refusal.input("replacement", "role.replacement.place");
            requireHeld(
                    actor,
                    "replacement",
                    "role.replacement.beyond",
                    known(difference(role.permissions(), other.permissions())));
            store.deleteEnded(actor.organization(), id, now);
            store.replace(actor.organization(), id, replacement);
            store.replaceDefault(actor.organization(), id, other);
            event = event.with("replacement", key(other.name()));
        } else {
            store.deleteEnded(actor.organization(), id, now);
        }
        store.delete(actor.organization(), id);
        audit.record(actor, event);
        return role;
    }

    /** What a form comes to: what is stored of a custom role. */
    record Checked(String name, String description, Level level, Set<ScopeKind> kinds, Set<Permission> permissions) {}

    /** What every active member has anyway is left out: a role says what it adds. */
    private Checked check(RoleForm form) {
        var name = OneLine.require("name", "role.name", form.name(), LONGEST_NAME);
        // The log keeps predefined roles by their keys, and would tell of one for the other.
        if (PredefinedRole.isKey(name)) throw Refusal.input("name", "role.name.taken", name);
        var description = form.description().strip();
        if (!description.isEmpty())
            description = OneLine.require("description", "role.description", description, LONGEST_DESCRIPTION);
        var catalogue = store.catalogue().stream()
                .collect(toMap(entry -> entry.permission().key(), Function.identity()));
        if (!catalogue.keySet().containsAll(form.permissions())) throw Refusal.input("permissions", "role.permissions");
        var chosen = form.permissions().stream()
                .map(catalogue::get)
                .filter(entry -> !entry.everybody())
                .toList();
        if (chosen.isEmpty()) throw Refusal.input("permissions", "role.permissions.none");
        return new Checked(
                name,
                description,
                chosen.stream().anyMatch(CatalogueEntry::administrative) ? Level.OTHER_ADMIN : Level.MEMBER,
                kinds(chosen),
                chosen.stream().map(CatalogueEntry::permission).collect(toSet()));
    }

    /** Where a role may be given: at the organization, and wherever one of its permissions means something. */
    private static Set<ScopeKind> kinds(List<CatalogueEntry> chosen) {
        return Arrays.stream(ScopeKind.values())
                .filter(place -> place == ScopeKind.ORGANIZATION
                        || chosen.stream()
                                .anyMatch(entry ->
                                        !entry.everybody() && entry.kind().meansSomethingAt(place)))
                .collect(toCollection(() -> EnumSet.noneOf(ScopeKind.class)));
    }

    /** A role may be given in the whole organization, so whoever fills it must hold it all there (ROL-3). */
    private void requireHeld(Actor actor, String field, String code, Set<Permission> wanted) {
        if (!access.permissionsOf(actor).containsAll(wanted)) throw Refusal.input(field, code);
    }

    /** Without keys that have left the catalogue: nobody holds those, and anybody may let go of them. */
    private Set<Permission> known(Set<Permission> permissions) {
        return store.catalogue().stream()
                .map(CatalogueEntry::permission)
                .filter(permissions::contains)
                .collect(toSet());
    }

    private static Role custom(List<Role> locked, RoleId id) {
        var role = find(locked, id);
        if (role.predefined()) throw new Refusal("role.predefined");
        return role;
    }

    private static Role find(List<Role> roles, RoleId id) {
        return roles.stream().filter(role -> role.id().equals(id)).findFirst().orElseThrow(Refusal::notFound);
    }

    private static Set<Permission> difference(Set<Permission> some, Set<Permission> others) {
        var difference = without(some, others);
        difference.addAll(without(others, some));
        return difference;
    }

    private static Set<Permission> without(Set<Permission> all, Set<Permission> some) {
        var rest = new HashSet<>(all);
        rest.removeAll(some);
        return rest;
    }

    private static String key(RoleName name) {
        return name.predefined() == null ? name.name() : name.predefined();
    }

    private static String keys(Set<Permission> permissions) {
        return String.join(
                " ", new TreeSet<>(permissions.stream().map(Permission::key).toList()));
    }
}
