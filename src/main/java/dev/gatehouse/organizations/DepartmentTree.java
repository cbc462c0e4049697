package dev.gatehouse.organizations;

import dev.gatehouse.access.Access;
import dev.gatehouse.access.Permission;
import dev.gatehouse.organizations.DepartmentsView.Branch;
import dev.gatehouse.organizations.DepartmentsView.Node;
import dev.gatehouse.platform.Actor;
import dev.gatehouse.platform.DepartmentId;
import dev.gatehouse.platform.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What the page of departments shows (CRE-9): branches are read when they are opened, so that ten thousand departments are as quick as ten. */
@Service
public class DepartmentTree {

    private static final int AT_ONCE = 100;

    private final DepartmentTreeStore store;
    private final DepartmentStore departments;
    private final DepartmentChoices choices;
    private final OrganizationStore organizations;
    private final Access access;

    DepartmentTree(
            DepartmentTreeStore store,
            DepartmentStore departments,
            DepartmentChoices choices,
            OrganizationStore organizations,
            Access access) {
        this.store = store;
        this.departments = departments;
        this.choices = choices;
        this.organizations = organizations;
        this.access = access;
    }

    /**
     * The tree from the top, or what a search finds in it.
     *
     * @param open a department down to which, and into which, the tree is shown open; null, or one that is not there, for none
     */
    @Transactional(readOnly = true)
    public DepartmentsView whole(
            Actor actor, PlaceQuery query, @Nullable DepartmentId open, @Nullable DepartmentId without) {
        access.require(actor, Permission.SETTINGS_EDIT);
        if (!query.text().isEmpty()) {
            var found = store.search(actor.organization(), query.text(), query.from(), AT_ONCE + 1);
            return view(actor, query.text(), List.of(), branch(null, found, List.of(), actor, without));
        }
        var path = open == null ? List.<Department>of() : store.chain(actor.organization(), open);
        var top = store.branch(actor.organization(), null, query.from(), without, AT_ONCE + 1);
        return view(actor, "", List.of(), branch(null, top, path, actor, without));
    }

    /** One branch. Refuses with {@code not.found}. */
    @Transactional(readOnly = true)
    public DepartmentsView branch(Actor actor, DepartmentId id, PlaceQuery query, @Nullable DepartmentId without) {
        access.require(actor, Permission.SETTINGS_EDIT);
        var chain = store.chain(actor.organization(), id);
        if (chain.isEmpty()) throw Refusal.notFound();
        var rows = store.branch(actor.organization(), id, query.from(), without, AT_ONCE + 1);
        return view(actor, "", chain, branch(id, rows, List.of(), actor, without));
    }

    /** The pane that makes a department. */
    @Transactional(readOnly = true)
    public DepartmentPaneView fresh(Actor actor, String parent) {
        access.require(actor, Permission.SETTINGS_EDIT);
        var back = address(actor);
        return new DepartmentPaneView(
                "create", back, back, null, "", parent, choices.offer(actor.organization(), parent), null);
    }

    /** The pane that renames one. Refuses with {@code not.found}. */
    @Transactional(readOnly = true)
    public DepartmentPaneView renaming(Actor actor, DepartmentId id) {
        access.require(actor, Permission.SETTINGS_EDIT);
        var department = departments.find(actor.organization(), id).orElseThrow(Refusal::notFound);
        var back = address(actor);
        return new DepartmentPaneView(
                "rename",
                back + "/" + id + "/name",
                back,
                department.name(),
                department.name(),
                "",
                DepartmentChoice.NONE,
                null);
    }

    /**
     * The pane that moves one. Refuses with {@code not.found}.
     *
     * @param chosen where to, as the form has it; null for where it is
     */
    @Transactional(readOnly = true)
    public DepartmentPaneView moving(Actor actor, DepartmentId id, @Nullable String chosen) {
        access.require(actor, Permission.SETTINGS_EDIT);
        var department = departments.find(actor.organization(), id).orElseThrow(Refusal::notFound);
        var back = address(actor);
        var parent = chosen == null ? Objects.toString(department.parent(), "") : chosen;
        return new DepartmentPaneView(
                "move",
                back + "/" + id + "/parent",
                back,
                department.name(),
                "",
                parent,
                outside(actor, id, parent),
                null);
    }

    /** What is to be known before one is deleted. Refuses with {@code not.found}. */
    @Transactional(readOnly = true)
    public DepartmentRemovalView removal(Actor actor, DepartmentId id, String chosen, @Nullable Refusal refusal) {
        access.require(actor, Permission.SETTINGS_EDIT);
        if (departments.find(actor.organization(), id).isEmpty()) throw Refusal.notFound();
        var back = address(actor);
        var row = store.one(actor.organization(), id);
        var used = row.below() + row.people() > 0;
        return new DepartmentRemovalView(
                back + "/" + id, back, row, used ? outside(actor, id, chosen) : DepartmentChoice.NONE, chosen, refusal);
    }

    /** The department that a pane names; null for none. Refuses as {@link DepartmentChoices#read}. */
    @Transactional(readOnly = true)
    public @Nullable DepartmentId chosen(Actor actor, String field, String sent) {
        access.require(actor, Permission.SETTINGS_EDIT);
        return choices.read(actor.organization(), field, sent);
    }

    private DepartmentChoice outside(Actor actor, DepartmentId id, String chosen) {
        var offer = choices.offer(actor.organization(), chosen.equals(DepartmentRemovalView.TOP) ? "" : chosen);
        return offer.many()
                ? offer
                : offer.without(departments.below(actor.organization(), id).keySet());
    }

    /** A branch from its rows and one more; the next of the path stands open in it, also where it comes later than what is shown. */
    private Branch branch(
            @Nullable DepartmentId of,
            List<DepartmentRow> rows,
            List<Department> path,
            Actor actor,
            @Nullable DepartmentId without) {
        var more = rows.size() > AT_ONCE;
        var shown = new ArrayList<>(more ? rows.subList(0, AT_ONCE) : rows);
        var after = more ? shown.getLast().key() : null;
        var beyond = without;
        if (!path.isEmpty()
                && shown.stream()
                        .noneMatch(row -> row.id().equals(path.getFirst().id()))) {
            beyond = path.getFirst().id();
            shown.add(store.one(actor.organization(), beyond));
        }
        var nodes = shown.stream()
                .map(row -> new Node(
                        row,
                        !path.isEmpty() && row.id().equals(path.getFirst().id()) && row.below() > 0
                                ? branch(
                                        row.id(),
                                        store.branch(actor.organization(), row.id(), null, null, AT_ONCE + 1),
                                        path.subList(1, path.size()),
                                        actor,
                                        null)
                                : null))
                .toList();
        return new Branch(of, nodes, after, beyond);
    }

    private DepartmentsView view(Actor actor, String text, List<Department> chain, Branch branch) {
        return new DepartmentsView(address(actor), text, chain, branch, store.count(actor.organization()));
    }

    private String address(Actor actor) {
        var organization = organizations.find(actor.organization()).orElseThrow(Refusal::notFound);
        return SettingsSection.DEPARTMENTS.address(organization.slug());
    }
}
