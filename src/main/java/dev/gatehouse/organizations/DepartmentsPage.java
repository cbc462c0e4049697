package dev.gatehouse.organizations;

import dev.gatehouse.console.Change;
import dev.gatehouse.console.Htmx;
import dev.gatehouse.console.Note;
import dev.gatehouse.platform.Actor;
import dev.gatehouse.platform.DepartmentId;
import dev.gatehouse.platform.Refusal;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** The tree of departments, and the panes that change it (CRE-9). */
@Controller
class DepartmentsPage {

    private static final String LIST = "department-list";

    /** What forms call a department. */
    private static final Set<String> FIELDS = Set.of("department", "parent", "destination");

    private final Departments departments;
    private final DepartmentTree tree;
    private final DepartmentChoices choices;

    DepartmentsPage(Departments departments, DepartmentTree tree, DepartmentChoices choices) {
        this.departments = departments;
        this.tree = tree;
        this.choices = choices;
    }

    @GetMapping("/o/{slug}/settings/departments")
    ModelAndView whole(Actor actor, Htmx htmx, @RequestParam Map<String, String> parameters) {
        return list(
                htmx,
                tree.whole(
                        actor,
                        PlaceQuery.of(parameters),
                        id(parameters.getOrDefault("open", "")),
                        id(parameters.getOrDefault("without", ""))));
    }

    @GetMapping("/o/{slug}/settings/departments/{id}")
    ModelAndView branch(Actor actor, Htmx htmx, @PathVariable String id, @RequestParam Map<String, String> parameters) {
        return list(
                htmx,
                tree.branch(
                        actor,
                        DepartmentId.parse(id),
                        PlaceQuery.of(parameters),
                        id(parameters.getOrDefault("without", ""))));
    }

    /** What lies in a department, or was found, in a form that chooses one. */
    @GetMapping("/o/{slug}/departments")
    ModelAndView choices(
            Actor actor,
            @PathVariable String slug,
            @RequestParam(defaultValue = "department") String field,
            @RequestParam Map<String, String> parameters) {
        if (!FIELDS.contains(field)) throw Refusal.notFound();
        return choices.next(actor, field, parameters)
                .answer(field, "/o/" + slug + "/departments?field=" + field, parameters);
    }

    @GetMapping("/o/{slug}/settings/departments/new")
    ModelAndView fresh(Actor actor, Htmx htmx, @RequestParam(defaultValue = "") String parent) {
        return pane(tree.fresh(actor, parent), htmx);
    }

    @PostMapping("/o/{slug}/settings/departments")
    ModelAndView create(
            Actor actor,
            Htmx htmx,
            @PathVariable String slug,
            @RequestParam(defaultValue = "") String name,
            @RequestParam Map<String, String> sent,
            Change change) {
        var parent = sent(sent, "parent");
        return change.make(
                () -> {
                    var made = departments.create(actor, name, tree.chosen(actor, "parent", parent));
                    return change.done(Note.success("department.created", made.name()), open(slug, made.id()));
                },
                refusal -> pane(tree.fresh(actor, parent).refused(name, parent, refusal), htmx));
    }

    @GetMapping("/o/{slug}/settings/departments/{id}/name")
    ModelAndView name(Actor actor, Htmx htmx, @PathVariable String id) {
        return pane(tree.renaming(actor, DepartmentId.parse(id)), htmx);
    }

    @PostMapping("/o/{slug}/settings/departments/{id}/name")
    ModelAndView rename(
            Actor actor,
            Htmx htmx,
            @PathVariable String slug,
            @PathVariable String id,
            @RequestParam(defaultValue = "") String name,
            Change change) {
        var department = DepartmentId.parse(id);
        return change.make(
                () -> Note.success(
                        "department.renamed",
                        departments.rename(actor, department, name).name()),
                () -> open(slug, department),
                refusal -> pane(tree.renaming(actor, department).refused(name, "", refusal), htmx));
    }

    @GetMapping("/o/{slug}/settings/departments/{id}/parent")
    ModelAndView parent(Actor actor, Htmx htmx, @PathVariable String id) {
        return pane(tree.moving(actor, DepartmentId.parse(id), null), htmx);
    }

    @PostMapping("/o/{slug}/settings/departments/{id}/parent")
    ModelAndView move(
            Actor actor,
            Htmx htmx,
            @PathVariable String slug,
            @PathVariable String id,
            @RequestParam Map<String, String> sent,
            Change change) {
        var department = DepartmentId.parse(id);
        var parent = sent(sent, "parent");
        return change.make(
                () -> Note.success(
                        "department.moved",
                        departments
                                .move(actor, department, tree.chosen(actor, "parent", parent))
                                .name()),
                () -> open(slug, department),
                refusal -> pane(tree.moving(actor, department, parent).refused("", parent, refusal), htmx));
    }

    @GetMapping("/o/{slug}/settings/departments/{id}/removal")
    ModelAndView ask(Actor actor, Htmx htmx, @PathVariable String id) {
        return removal(tree.removal(actor, DepartmentId.parse(id), "", null), htmx);
    }

    @PostMapping("/o/{slug}/settings/departments/{id}/removal")
    ModelAndView remove(
            Actor actor,
            Htmx htmx,
            @PathVariable String slug,
            @PathVariable String id,
            @RequestParam Map<String, String> sent,
            Change change) {
        var department = DepartmentId.parse(id);
        var destination = sent(sent, "destination");
        return change.make(
                () -> {
                    var gone = departments.delete(actor, department, destination(actor, destination));
                    var back = SettingsSection.DEPARTMENTS.address(slug);
                    return change.done(
                            Note.success("department.deleted", gone.name()),
                            gone.parent() == null ? back : back + "?open=" + gone.parent());
                },
                refusal -> removal(tree.removal(actor, department, destination, refusal), htmx));
    }

    /** The tree, open where the change was. */
    private static String open(String slug, DepartmentId department) {
        return SettingsSection.DEPARTMENTS.address(slug) + "?open=" + department;
    }

    private static ModelAndView list(Htmx htmx, DepartmentsView view) {
        var part = LIST.equals(htmx.target()) ? "organizations/department-list" : "organizations/department-branch";
        return new ModelAndView(htmx.view("organizations/departments", part), "departments", view)
                .addObject("branch", view.branch());
    }

    private static ModelAndView pane(DepartmentPaneView view, Htmx htmx) {
        return new ModelAndView(
                htmx.view("organizations/department-form", "organizations/department-pane"), "pane", view);
    }

    private static ModelAndView removal(DepartmentRemovalView view, Htmx htmx) {
        return new ModelAndView(
                htmx.view("organizations/department-removal", "organizations/department-removal-dialog"),
                "removal",
                view);
    }

    private static String sent(Map<String, String> sent, String field) {
        return Objects.toString(DepartmentChoice.sent(sent::get, field), "");
    }

    private String destination(Actor actor, String sent) {
        if (sent.equals(DepartmentRemovalView.TOP)) return sent;
        return Objects.toString(tree.chosen(actor, "destination", sent), "");
    }

    /** An id of the address; null where it is none. */
    private static @Nullable DepartmentId id(String typed) {
        try {
            return typed.isEmpty() ? null : DepartmentId.parse(typed);
        } catch (Refusal none) {
            return null;
        }
    }
}
