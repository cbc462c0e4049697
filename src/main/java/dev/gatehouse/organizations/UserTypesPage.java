package dev.gatehouse.organizations;

import dev.gatehouse.console.Flash;
import dev.gatehouse.console.Htmx;
import dev.gatehouse.console.Note;
import dev.gatehouse.platform.Actor;
import dev.gatehouse.platform.Refusal;
import dev.gatehouse.platform.UserTypeId;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
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
    private final Flash flash;

    UserTypesPage(UserTypes types, Flash flash) {
        this.types = types;
        this.flash = flash;
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
    ModelAndView create(
            Actor actor,
            Htmx htmx,
            @RequestParam Map<String, String> parameters,
            HttpServletRequest request,
            HttpServletResponse response) {
        var form = UserTypeForm.of(parameters);
        try {
            types.create(actor, form);
            flash.leave(
                    request,
                    response,
                    Note.success("user_type.created", form.name().strip()));
            return new ModelAndView(htmx.redirect(types.fresh(actor).back()));
        } catch (Refusal refusal) {
            return pane(types.fresh(actor).refused(form, HubChangesPage.correctable(refusal)), htmx);
        }
    }

    @GetMapping("/o/{slug}/settings/user-types/{id}")
    ModelAndView open(Actor actor, Htmx htmx, @PathVariable String id) {
        return pane(types.editing(actor, UserTypeId.parse(id)), htmx);
    }

    @PostMapping("/o/{slug}/settings/user-types/{id}")
    ModelAndView edit(
            Actor actor,
            Htmx htmx,
            @PathVariable String id,
            @RequestParam Map<String, String> parameters,
            HttpServletRequest request,
            HttpServletResponse response) {
        var type = UserTypeId.parse(id);
        var form = UserTypeForm.of(parameters);
        // Refuses what cannot be edited as a whole; the pane is for what can be put right.
        var pane = types.editing(actor, type);
        try {
            types.edit(actor, type, form);
            flash.leave(
                    request,
                    response,
                    Note.success("user_type.edited", form.name().strip()));
            return new ModelAndView(htmx.redirect(pane.back()));
        } catch (Refusal refusal) {
            return pane(pane.refused(form, HubChangesPage.correctable(refusal)), htmx);
        }
    }

    @GetMapping("/o/{slug}/settings/user-types/{id}/removal")
    ModelAndView ask(Actor actor, Htmx htmx, @PathVariable String id) {
        return NameListsPage.removal(types.removal(actor, UserTypeId.parse(id), "", null), htmx);
    }

    @PostMapping("/o/{slug}/settings/user-types/{id}/removal")
    ModelAndView remove(
            Actor actor,
            Htmx htmx,
            @PathVariable String id,
            @RequestParam(defaultValue = "") String replacement,
            HttpServletRequest request,
            HttpServletResponse response) {
        var type = UserTypeId.parse(id);
        var view = types.removal(actor, type, replacement, null);
        try {
            types.delete(actor, type, replacement);
            flash.leave(request, response, Note.success("user_type.deleted", view.name()));
            return new ModelAndView(htmx.redirect(view.back()));
        } catch (Refusal refusal) {
            var no = HubChangesPage.correctable(refusal);
            return NameListsPage.removal(types.removal(actor, type, replacement, no), htmx);
        }
    }

    private static ModelAndView pane(UserTypesView.Pane view, Htmx htmx) {
        return new ModelAndView(
                htmx.view("organizations/user-type-form", "organizations/user-type-pane"), "pane", view);
    }
}
