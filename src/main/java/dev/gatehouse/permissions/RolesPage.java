package dev.gatehouse.permissions;

import dev.gatehouse.access.RoleForm;
import dev.gatehouse.access.RoleName;
import dev.gatehouse.access.Roles;
import dev.gatehouse.console.Flash;
import dev.gatehouse.console.Htmx;
import dev.gatehouse.console.Note;
import dev.gatehouse.console.Shell;
import dev.gatehouse.platform.Actor;
import dev.gatehouse.platform.Refusal;
import dev.gatehouse.platform.RoleId;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** The Roles tab, the page of a role, and the panes that make, edit and delete one (ROL-1). */
@Controller
class RolesPage {

    private final Roles roles;
    private final RoleViews views;
    private final Flash flash;

    RolesPage(Roles roles, RoleViews views, Flash flash) {
        this.roles = roles;
        this.views = views;
        this.flash = flash;
    }

    @GetMapping("/o/{slug}/roles")
    ModelAndView list(Actor actor, @PathVariable String slug) {
        return new ModelAndView("permissions/roles", "roles", views.list(actor, slug));
    }

    @GetMapping("/o/{slug}/roles/{id}")
    ModelAndView role(
            Actor actor,
            Htmx htmx,
            @PathVariable String slug,
            @PathVariable String id,
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(required = false) @Nullable String before) {
        return new ModelAndView(
                htmx.view("permissions/role", "permissions/role-holders"),
                "role",
                views.role(actor, slug, RoleId.parse(id), after, before));
    }

    @GetMapping("/o/{slug}/roles/new")
    String blank(
            @PathVariable String slug,
            @RequestParam(required = false) @Nullable String copy,
            Actor actor,
            Shell shell,
            Model model,
            Htmx htmx) {
        var view = views.fresh(actor, slug, original(copy), null);
        var about = view.about();
        if (about == null) return form(view, model, htmx);
        var form = new RoleForm(
                shell.language().unmarked("roles.copy.name", called(about, shell)),
                view.form().description(),
                view.form().permissions());
        return form(views.fresh(actor, slug, original(copy), form), model, htmx);
    }

    @PostMapping("/o/{slug}/roles")
    String create(
            @PathVariable String slug,
            @RequestParam(required = false) @Nullable String copy,
            @RequestParam(defaultValue = "") String name,
            @RequestParam(defaultValue = "") String description,
            @RequestParam(defaultValue = "") Set<String> permission,
            Actor actor,
            Model model,
            Htmx htmx,
            HttpServletRequest request,
            HttpServletResponse response) {
        var form = new RoleForm(name, description, permission);
        var original = original(copy);
        try {
            var id = roles.create(actor, form);
            flash.leave(request, response, Note.success("roles.created", name.strip()));
            return htmx.redirect("/o/" + slug + "/roles/" + id);
        } catch (Refusal refusal) {
            return form(views.fresh(actor, slug, original, form).refused(correctable(refusal)), model, htmx);
        }
    }

    @GetMapping("/o/{slug}/roles/{id}/edit")
    String edit(@PathVariable String slug, @PathVariable String id, Actor actor, Model model, Htmx htmx) {
        return form(views.edit(actor, slug, RoleId.parse(id), null, null), model, htmx);
    }

    @PostMapping("/o/{slug}/roles/{id}")
    String save(
            @PathVariable String slug,
            @PathVariable String id,
            @RequestParam(defaultValue = "") String name,
            @RequestParam(defaultValue = "") String description,
            @RequestParam(defaultValue = "") Set<String> permission,
            @RequestParam(defaultValue = "") String seenName,
            @RequestParam(defaultValue = "") String seenDescription,
            @RequestParam(defaultValue = "") String seenPermissions,
            Actor actor,
            Model model,
            Htmx htmx,
            HttpServletRequest request,
            HttpServletResponse response) {
        var role = RoleId.parse(id);
        var seen = seenName.isEmpty()
                ? null
                : new RoleForm(seenName, seenDescription, Set.copyOf(List.of(seenPermissions.split(" "))));
        var form = views.merged(actor, role, new RoleForm(name, description, permission));
        try {
            roles.edit(actor, role, form, seen);
            flash.leave(request, response, Note.success("roles.saved", name.strip()));
            return htmx.redirect("/o/" + slug + "/roles/" + role);
        } catch (Refusal refusal) {
            return form(views.edit(actor, slug, role, form, seen).refused(correctable(refusal)), model, htmx);
        }
    }

    /** Where a role of the boxes that are ticked could be given, while one ticks them. */
    @GetMapping("/o/{slug}/roles/places")
    ModelAndView places(
            Actor actor, @PathVariable String slug, @RequestParam(defaultValue = "") Set<String> permission) {
        return new ModelAndView("permissions/role-places", "kinds", roles.places(actor, permission))
                .addObject("none", permission.isEmpty());
    }

    @GetMapping("/o/{slug}/roles/{id}/removal")
    String askRemoval(@PathVariable String slug, @PathVariable String id, Actor actor, Model model, Htmx htmx) {
        return deletion(views.deletion(actor, slug, RoleId.parse(id), null), model, htmx);
    }

    @PostMapping("/o/{slug}/roles/{id}/removal")
    String remove(
            @PathVariable String slug,
            @PathVariable String id,
            @RequestParam(defaultValue = "") String replacement,
            Actor actor,
            Model model,
            Htmx htmx,
            HttpServletRequest request,
            HttpServletResponse response) {
        var role = RoleId.parse(id);
        try {
            var gone = roles.delete(actor, role, original(replacement));
            flash.leave(
                    request, response, Note.success("roles.deleted", gone.name().name()));
            return htmx.redirect("/o/" + slug + "/roles");
        } catch (Refusal refusal) {
            return deletion(views.deletion(actor, slug, role, correctable(refusal)), model, htmx);
        }
    }

    private static String form(RoleFormView view, Model model, Htmx htmx) {
        model.addAttribute("role", view);
        return htmx.view("permissions/role-form", "permissions/role-form-pane");
    }

    private static String deletion(RoleDeletionView view, Model model, Htmx htmx) {
        model.addAttribute("deletion", view);
        return htmx.view("permissions/role-deletion", "permissions/role-deletion-dialog");
    }

    private static @Nullable RoleId original(@Nullable String id) {
        return id == null || id.isEmpty() ? null : RoleId.parse(id);
    }

    private static String called(RoleName name, Shell shell) {
        return name.predefined() == null ? name.name() : shell.text("role." + name.predefined());
    }

    private static Refusal correctable(Refusal refusal) {
        if (refusal.kind() != Refusal.Kind.RULE && refusal.kind() != Refusal.Kind.INPUT) throw refusal;
        return refusal;
    }
}
