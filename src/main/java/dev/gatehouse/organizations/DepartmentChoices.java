package dev.gatehouse.organizations;

import dev.gatehouse.access.Access;
import dev.gatehouse.access.Permission;
import dev.gatehouse.organizations.DepartmentChoice.Branch;
import dev.gatehouse.organizations.DepartmentChoice.Option;
import dev.gatehouse.platform.Actor;
import dev.gatehouse.platform.DepartmentId;
import dev.gatehouse.platform.OrganizationId;
import dev.gatehouse.platform.Refusal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Offers the departments in forms, so that ten thousand weigh as little as ten, and reads what was chosen. */
@Service
public class DepartmentChoices {

    /** So many are a list; of a larger tree branches are opened. */
    static final int FEW = 100;

    private static final int AT_ONCE = 50;

    private final Departments departments;
    private final DepartmentChoiceStore store;
    private final Access access;

    DepartmentChoices(Departments departments, DepartmentChoiceStore store, Access access) {
        this.departments = departments;
        this.store = store;
        this.access = access;
    }

    /**
     * What a form offers.
     *
     * @param sent what the form says, as {@link DepartmentChoice#sent}
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public DepartmentChoice offer(OrganizationId organization, String sent) {
        return departments
                .few(organization, FEW)
                .map(DepartmentChoice::of)
                .orElseGet(() ->
                        many(organization, chosen(organization, sent).orElse(null), id(sent) == null ? sent : ""));
    }

    /** What a form offers next: what lies in a department, or the rest of it, or what was found. For whoever may see the form. */
    @Transactional(propagation = Propagation.MANDATORY)
    public DepartmentChoice next(OrganizationId organization, String field, Map<String, String> parameters) {
        var chosen = chosen(organization, parameters.getOrDefault(field, "")).orElse(null);
        var query = PlaceQuery.of(Map.of(
                "q", parameters.getOrDefault(DepartmentChoice.find(field), ""),
                "after", parameters.getOrDefault("after", "")));
        var of = id(parameters.getOrDefault("of", ""));
        if (of == null && query.from() == null) return many(organization, chosen, query.text());
        var branch = branch(organization, of, of == null ? query.text() : "", query.from());
        return new DepartmentChoice(List.of(), true, chosen, query.text(), branch);
    }

    /** The same for the members of an organization, who see all departments. */
    @Transactional(readOnly = true)
    public DepartmentChoice next(Actor actor, String field, Map<String, String> parameters) {
        access.require(actor, Permission.MEMBERS_READ);
        return next(actor.organization(), field, parameters);
    }

    /**
     * The department that a form names, by its id, its path, or a name that only one has; null for none. Refuses at the field: with
     * {@code department.gone} what is not there, with {@code department.which} what several are called, or none exactly, and with
     * {@code department.unknown} what no name holds. A refusal does not undo what the caller does: it may be one of several of a form.
     */
    @Transactional(propagation = Propagation.MANDATORY, noRollbackFor = Refusal.class)
    public @Nullable DepartmentId read(OrganizationId organization, String field, String sent) {
        if (sent.isEmpty()) return null;
        var id = id(sent);
        if (id != null) {
            if (departments.find(organization, id).isEmpty()) throw Refusal.input(field, "department.gone");
            return id;
        }
        var called = departments.called(organization, sent);
        if (called.size() == 1) return called.getFirst().id();
        var found = store.search(organization, typed(sent), null, 1);
        throw Refusal.input(field, found.isEmpty() ? "department.unknown" : "department.which");
    }

    private DepartmentChoice many(OrganizationId organization, @Nullable Department chosen, String typed) {
        var text = typed(typed);
        return new DepartmentChoice(List.of(), true, chosen, text, branch(organization, null, text, null));
    }

    private Branch branch(
            OrganizationId organization, @Nullable DepartmentId of, String text, @Nullable PlaceKey from) {
        var rows = text.isEmpty()
                ? store.branch(organization, of, from, AT_ONCE + 1)
                : store.search(organization, text, from, AT_ONCE + 1);
        var more = rows.size() > AT_ONCE;
        List<Option> shown = more ? rows.subList(0, AT_ONCE) : rows;
        return new Branch(of, List.copyOf(shown), more ? shown.getLast().key() : null);
    }

    private Optional<Department> chosen(OrganizationId organization, String sent) {
        return Optional.ofNullable(id(sent)).flatMap(id -> departments.find(organization, id));
    }

    private static String typed(String text) {
        return PlaceQuery.of(Map.of("q", text)).text();
    }

    /** Null for what is no id. */
    private static @Nullable DepartmentId id(String sent) {
        try {
            return sent.isEmpty() ? null : DepartmentId.parse(sent);
        } catch (Refusal none) {
            return null;
        }
    }
}
