package dev.gatehouse.organizations;

import dev.gatehouse.console.Change;
import dev.gatehouse.console.Htmx;
import dev.gatehouse.console.Note;
import dev.gatehouse.platform.Actor;
import dev.gatehouse.platform.UserTypeId;
import java.util.Map;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** The list of user types, and the panes that change it (TYP-1). */
@Controller
class UserTypesPage {

    private final UserTypes types;

    UserTypesPage(UserTypes types) {
        this.types = types;
    }

    @GetMapping("/o/{slug}/settings/user-types")
    ModelAndView list(Actor actor) {
        return new ModelAndView("organizations/user-types", "types", types.all(actor));
    }

    @GetMapping("/o/{slug}/settings/user-types/new")
    ModelAndView blank(Actor actor, Htmx htmx) {
        return pane(types.fresh(actor), htmx);
    }

    @PostMapping("/o/{slug}/settings/user-types")
    ModelAndView create(Actor actor, Htmx htmx, Change change, @RequestParam Map<String, String> parameters) {
        var form = UserTypeForm.of(parameters);
        return change.make(
                () -> {
                    types.create(actor, form);
                    return Note.success("user_type.created", form.name().strip());
                },
                () -> types.fresh(actor).back(),
                refusal -> pane(types.fresh(actor).refused(form, refusal), htmx));
    }

    @GetMapping("/o/{slug}/settings/user-types/{id}")
    ModelAndView open(Actor actor, Htmx htmx, @PathVariable String id) {
        return pane(types.editing(actor, UserTypeId.parse(id)), htmx);
    }

    @PostMapping("/o/{slug}/settings/user-types/{id}")
    ModelAndView edit(
            Actor actor,
            Htmx htmx,
            Change change,
            @PathVariable String id,
            @RequestParam Map<String, String> parameters) {
        var type = UserTypeId.parse(id);
        var form = UserTypeForm.of(parameters);
        // Refuses what cannot be edited as a whole; the pane is for what can be put right.
        var pane = types.editing(actor, type);
        return change.make(
                () -> {
                    types.edit(actor, type, form);
                    return Note.success("user_type.edited", form.name().strip());
                },
                pane::back,
                refusal -> pane(pane.refused(form, refusal), htmx));
    }

    @GetMapping("/o/{slug}/settings/user-types/{id}/removal")
    ModelAndView ask(Actor actor, Htmx htmx, @PathVariable String id) {
        return NameListsPage.removal(types.removal(actor, UserTypeId.parse(id), "", null), htmx);
    }

    @PostMapping("/o/{slug}/settings/user-types/{id}/removal")
    ModelAndView remove(
            Actor actor,
            Htmx htmx,
            Change change,
            @PathVariable String id,
            @RequestParam(defaultValue = "") String replacement) {
        var type = UserTypeId.parse(id);
        var view = types.removal(actor, type, replacement, null);
        return change.make(
                () -> {
                    types.delete(actor, type, replacement);
                    return Note.success("user_type.deleted", view.name());
                },
                view::back,
                refusal -> NameListsPage.removal(types.removal(actor, type, replacement, refusal), htmx));
    }

    private static ModelAndView pane(UserTypesView.Pane view, Htmx htmx) {
        return new ModelAndView(
                htmx.view("organizations/user-type-form", "organizations/user-type-pane"), "pane", view);
    }
}
