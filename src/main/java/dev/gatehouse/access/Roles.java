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
import dev.gatehouse.platform.RoleId;
import java.time.Clock;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
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

    /** How often a role is given to members and teams, or promised to people who are not in yet. */
    @Transactional(readOnly = true)
    public long uses(Actor actor, RoleId id) {
        access.require(actor, Permission.ROLES_READ);
        return store.uses(actor.organization(), id);
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
     * {@code role.permissions.beyond} what the actor does not hold (ROL-3).
     */
    @Transactional
    public RoleId create(Actor actor, RoleForm form) {
        access.require(actor, Permission.ROLES_EDIT);
        var checked = check(actor, form, Set.of(), null);
        var id = store.insert(
                actor.organization(),
                checked.name,
                checked.description,
                checked.level,
                checked.kinds,
                checked.permissions,
                actor.member(),
                clock.instant());
        audit.record(
                actor,
                Event.of("role.created", "role", id.value())
                        .with("role", checked.name)
                        .with("permissions", keys(checked.permissions)));
        return id;
    }

    /**
     * Changes a custom role, for all who hold it at once. Refuses as {@link #create}; predefined ones with
     * {@code role.predefined}; with {@code role.kinds.used} where it is given at places for which it would not be meant any more.
     */
    @Transactional
    public void edit(Actor actor, RoleId id, RoleForm form) {
        access.require(actor, Permission.ROLES_EDIT);
        var role = custom(actor, id);
        var checked = check(actor, form, role.permissions(), id);
        if (!checked.kinds.containsAll(store.usedAt(actor.organization(), id)))
            throw Refusal.input("permissions", "role.kinds.used");
        store.update(
                actor.organization(),
                id,
                checked.name,
                checked.description,
                checked.level,
                checked.kinds,
                checked.permissions);
        var event = Event.of("role.edited", "role", id.value()).with("role", checked.name);
        if (!checked.name.equals(role.name().name()))
            event = event.with("from", role.name().name());
        var added = without(checked.permissions, role.permissions());
        var removed = without(role.permissions(), checked.permissions);
        if (!added.isEmpty()) event = event.with("added", keys(added));
        if (!removed.isEmpty()) event = event.with("removed", keys(removed));
        audit.record(actor, event);
    }

    /**
     * Deletes a custom role. While it is given to anybody another one takes its place: refuses with {@code role.in_use} without
     * one, with {@code role.replacement.place} one that is not meant for the same places, and with
     * {@code role.permissions.beyond} one that holds what the actor does not.
     */
    @Transactional
    public Role delete(Actor actor, RoleId id, @Nullable RoleId replacement) {
        access.require(actor, Permission.ROLES_EDIT);
        var role = custom(actor, id);
        var event = Event.of("role.deleted", "role", id.value())
                .with("role", role.name().name());
        var uses = store.uses(actor.organization(), id);
        if (uses > 0) {
            if (replacement == null || replacement.equals(id))
                throw Refusal.input("replacement", "role.in_use", role.name().name(), uses);
            var other = get(actor, replacement);
            if (!other.kinds().containsAll(store.usedAt(actor.organization(), id)))
                throw Refusal.input("replacement", "role.replacement.place");
            requireHeld(actor, "replacement", other.permissions());
            access.require(actor, Permission.ROLES_ASSIGN);
            store.replace(actor.organization(), id, replacement);
            event = event.with("replacement", key(other.name()));
        }
        store.delete(actor.organization(), id);
        audit.record(actor, event);
        return role;
    }

    private record Checked(
            String name, String description, Level level, Set<ScopeKind> kinds, Set<Permission> permissions) {}

    private Checked check(Actor actor, RoleForm form, Set<Permission> before, @Nullable RoleId id) {
        var name = OneLine.require("name", "role.name", form.name(), LONGEST_NAME);
        if (store.nameTaken(actor.organization(), name, id)) throw Refusal.input("name", "role.name.taken", name);
        var description = form.description().strip();
        if (!description.isEmpty())
            description = OneLine.require("description", "role.description", description, LONGEST_DESCRIPTION);
        var catalogue = store.catalogue().stream()
                .collect(toMap(entry -> entry.permission().key(), Function.identity()));
        if (!catalogue.keySet().containsAll(form.permissions())) throw Refusal.input("permissions", "role.permissions");
        var chosen = form.permissions().stream().map(catalogue::get).toList();
        var permissions = chosen.stream().map(CatalogueEntry::permission).collect(toSet());
        if (permissions.isEmpty()) throw Refusal.input("permissions", "role.permissions.none");
        requireHeld(actor, "permissions", without(permissions, before));
        if (id != null && !before.containsAll(permissions) && store.uses(actor.organization(), id) > 0)
            access.require(actor, Permission.ROLES_ASSIGN);
        return new Checked(
                name,
                description,
                chosen.stream().anyMatch(entry -> entry.administrative() && !entry.everybody())
                        ? Level.OTHER_ADMIN
                        : Level.MEMBER,
                kinds(chosen),
                permissions);
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

    /** A role is given in the whole organization, so whoever fills it must hold it all there (ROL-3). */
    private void requireHeld(Actor actor, String field, Set<Permission> wanted) {
        if (!access.permissionsOf(actor).containsAll(wanted)) throw Refusal.input(field, "role.permissions.beyond");
    }

    private Role custom(Actor actor, RoleId id) {
        var role = store.lock(actor.organization(), id).orElseThrow(Refusal::notFound);
        if (role.predefined()) throw new Refusal("role.predefined");
        return role;
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
