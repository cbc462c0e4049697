package dev.gatehouse.organizations;

import dev.gatehouse.access.Access;
import dev.gatehouse.access.Permission;
import dev.gatehouse.audit.Audit;
import dev.gatehouse.audit.Event;
import dev.gatehouse.platform.Actor;
import dev.gatehouse.platform.DepartmentId;
import dev.gatehouse.platform.OneLine;
import dev.gatehouse.platform.OrganizationId;
import dev.gatehouse.platform.Refusal;
import dev.gatehouse.platform.Retried;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * The tree of an organization's departments (CRE-9). It is changed by one after the other, who hold the organization's policy
 * meanwhile: so no two moves, each of them right, make a circle.
 */
@Service
public class Departments {

    /** Levels of the tree. */
    public static final int DEEPEST = 15;

    private static final int LONGEST_NAME = 100;

    private final DepartmentStore store;
    private final DepartmentTreeStore tree;
    private final PolicyStore policies;
    private final Access access;
    private final Audit audit;
    private final Clock clock;

    Departments(
            DepartmentStore store,
            DepartmentTreeStore tree,
            PolicyStore policies,
            Access access,
            Audit audit,
            Clock clock) {
        this.store = store;
        this.tree = tree;
        this.policies = policies;
        this.access = access;
        this.audit = audit;
        this.clock = clock;
    }

    /** All departments, each after the one that it lies in, by name: for files that name them, not for pages. */
    @Transactional(propagation = Propagation.MANDATORY)
    public List<Department> all(OrganizationId organization) {
        return store.all(organization);
    }

    /** One department, if it is there. */
    @Transactional(propagation = Propagation.MANDATORY)
    public Optional<Department> find(OrganizationId organization, DepartmentId id) {
        return store.find(organization, id);
    }

    /** A department and all that lies in it; empty where it is not there. */
    @Transactional(propagation = Propagation.MANDATORY)
    public List<DepartmentId> within(OrganizationId organization, DepartmentId id) {
        return List.copyOf(store.below(organization, id).keySet());
    }

    /** Whether there are any. */
    @Transactional(propagation = Propagation.MANDATORY)
    public boolean any(OrganizationId organization) {
        return !store.atMost(organization, 0);
    }

    /** The whole tree, as {@link #all}, where it has at most so many departments; else empty. */
    @Transactional(propagation = Propagation.MANDATORY)
    public Optional<List<Department>> few(OrganizationId organization, int most) {
        return store.atMost(organization, most) ? Optional.of(store.all(organization)) : Optional.empty();
    }

    /** Paths of departments whose name holds what was typed, by name; at most so many. */
    @Transactional(propagation = Propagation.MANDATORY)
    public List<String> search(OrganizationId organization, String typed, int most) {
        var text = PlaceQuery.of(Map.of("q", typed)).text();
        return tree.search(organization, text, null, most).stream()
                .map(DepartmentRow::path)
                .toList();
    }

    /** The department that is called so, or that has this path: ignoring case, the first by name where there are several. */
    @Transactional(propagation = Propagation.MANDATORY)
    public Optional<Department> named(OrganizationId organization, String typed) {
        return called(organization, typed).stream().findFirst();
    }

    /** The departments that have this path, else those that are called so, ignoring case; a few of them. */
    List<Department> called(OrganizationId organization, String typed) {
        var name =
                typed.substring(typed.lastIndexOf(Department.BELOW.strip()) + 1).strip();
        var found = store.called(organization, name);
        var exact = found.stream()
                .filter(department -> department.path().equalsIgnoreCase(typed.strip()))
                .toList();
        return exact.isEmpty() && name.equals(typed.strip()) ? found : exact;
    }

    /**
     * Somebody is to be put into a department: it stays until the transaction ends. Refuses with {@code department.gone} at the field
     * {@code department} where it is not there.
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void hold(OrganizationId organization, DepartmentId id) {
        if (!store.hold(organization, id)) throw Refusal.input("department", "department.gone");
    }

    /** Makes a department. Refuses a wrong name, or one that stands beside it already, at its field, and {@code department.deep} at {@code parent}. */
    @Retried
    @Transactional
    public Department create(Actor actor, String wantedName, @Nullable DepartmentId parent) {
        access.require(actor, Permission.SETTINGS_EDIT);
        policies.lock(actor.organization());
        var name = name(wantedName);
        var depth = parent == null ? 0 : target(actor, "parent", parent).depth() + 1;
        if (depth >= DEEPEST) throw Refusal.input("parent", "department.deep", DEEPEST);
        var id = store.insert(actor.organization(), parent, name, clock.instant())
                .orElseThrow(() -> Refusal.input("name", "department.name.taken", name));
        var made = get(actor, id);
        record(actor, "department.created", made);
        return made;
    }

    /** Gives a department another name. Refuses as {@link #create}, and with {@code not.found}. */
    @Retried
    @Transactional
    public Department rename(Actor actor, DepartmentId id, String wantedName) {
        access.require(actor, Permission.SETTINGS_EDIT);
        policies.lock(actor.organization());
        var department = get(actor, id);
        var name = name(wantedName);
        if (name.equals(department.name())) return department;
        if (!store.update(actor.organization(), id, department.parent(), name))
            throw Refusal.input("name", "department.name.taken", name);
        var renamed = get(actor, id);
        audit.record(
                actor,
                Event.of("department.renamed", "department", id.value())
                        .with("name", renamed.path())
                        .with("was", department.name()));
        return renamed;
    }

    /**
     * Puts a department, with all that is in it, into another one, or to the top. Refuses at {@code parent}: itself and what lies in it
     * with {@code department.circle}, a place that has one of its name with {@code department.place.taken}, {@code department.deep}.
     */
    @Retried
    @Transactional
    public Department move(Actor actor, DepartmentId id, @Nullable DepartmentId parent) {
        access.require(actor, Permission.SETTINGS_EDIT);
        policies.lock(actor.organization());
        var department = get(actor, id);
        if (parent == null ? department.parent() == null : parent.equals(department.parent())) return department;
        var below = store.below(actor.organization(), id);
        if (parent != null && below.containsKey(parent))
            throw Refusal.input("parent", "department.circle", department.name());
        var depth = parent == null ? 0 : target(actor, "parent", parent).depth() + 1;
        var height = below.values().stream().mapToInt(Integer::intValue).max().orElse(0);
        if (depth + height >= DEEPEST) throw Refusal.input("parent", "department.deep", DEEPEST);
        if (!store.update(actor.organization(), id, parent, department.name()))
            throw Refusal.input("parent", "department.place.taken", department.name());
        var moved = get(actor, id);
        audit.record(
                actor,
                Event.of("department.moved", "department", id.value())
                        .with("name", moved.path())
                        .with("was", department.path()));
        return moved;
    }

    /**
     * Deletes a department. Where somebody or something is in it, a destination is needed: then both go there. Refuses at
     * {@code destination}: with {@code department.destination} where none was chosen, {@code department.circle}, and
     * {@code department.destination.taken} where two would have the same name.
     *
     * @param destination a department's id, {@link DepartmentRemovalView#TOP} for the top and for people no department, empty for none chosen
     */
    @Retried
    @Transactional
    public Department delete(Actor actor, DepartmentId id, String destination) {
        access.require(actor, Permission.SETTINGS_EDIT);
        policies.lock(actor.organization());
        if (!store.lock(actor.organization(), id)) throw Refusal.notFound();
        var department = get(actor, id);
        var used = store.used(actor.organization(), id);
        if (used && destination.isEmpty()) throw Refusal.input("destination", "department.destination");
        var to = !used || destination.equals(DepartmentRemovalView.TOP)
                ? null
                : target(actor, "destination", DepartmentId.parse(destination));
        if (to != null) checkDestination(actor, department, to);
        store.clash(actor.organization(), id, to == null ? null : to.id()).ifPresent(name -> {
            throw Refusal.input("destination", "department.destination.taken", name);
        });
        policies.replaceDefault(
                "department_id",
                actor.organization(),
                id.value(),
                to == null ? null : to.id().value());
        store.dissolve(actor.organization(), id, to == null ? null : to.id());
        var event = Event.of("department.deleted", "department", id.value()).with("name", department.path());
        audit.record(actor, to == null ? event : event.with("successor", to.path()));
        return department;
    }

    private void checkDestination(Actor actor, Department department, Department to) {
        var below = store.below(actor.organization(), department.id());
        if (below.containsKey(to.id())) throw Refusal.input("destination", "department.circle", department.name());
        var height = below.values().stream().mapToInt(Integer::intValue).max().orElse(0);
        if (to.depth() + height >= DEEPEST) throw Refusal.input("destination", "department.deep", DEEPEST);
    }

    private Department get(Actor actor, DepartmentId id) {
        return store.find(actor.organization(), id).orElseThrow(Refusal::notFound);
    }

    private Department target(Actor actor, String field, DepartmentId id) {
        return store.find(actor.organization(), id).orElseThrow(() -> Refusal.input(field, "department.gone"));
    }

    private static String name(String wanted) {
        return OneLine.require("name", "department.name", wanted, LONGEST_NAME);
    }

    private void record(Actor actor, String kind, Department department) {
        audit.record(
                actor, Event.of(kind, "department", department.id().value()).with("name", department.path()));
    }
}
