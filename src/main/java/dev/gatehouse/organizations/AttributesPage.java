package dev.gatehouse.organizations;

import dev.gatehouse.console.Change;
import dev.gatehouse.console.Flash;
import dev.gatehouse.console.Htmx;
import dev.gatehouse.console.Note;
import dev.gatehouse.platform.Actor;
import dev.gatehouse.platform.AttributeId;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** The list of custom attributes, and the panes that change it (CRE-9). */
@Controller
class AttributesPage {

    private final Attributes attributes;
    private final OrganizationSettings settings;
    private final Flash flash;

    AttributesPage(Attributes attributes, OrganizationSettings settings, Flash flash) {
        this.attributes = attributes;
        this.settings = settings;
        this.flash = flash;
    }

    @GetMapping("/o/{slug}/settings/attributes")
    ModelAndView list(Actor actor, Htmx htmx) {
        return new ModelAndView(
                htmx.view("organizations/attributes", "organizations/attributes-list"),
                "attributes",
                attributes.all(actor));
    }

    @GetMapping("/o/{slug}/settings/attributes/new")
    ModelAndView blank(Actor actor, Htmx htmx) {
        return pane(attributes.fresh(actor), htmx);
    }

    @PostMapping("/o/{slug}/settings/attributes")
    ModelAndView create(Actor actor, Htmx htmx, Change change, @RequestParam Map<String, String> parameters) {
        var form = AttributeForm.of(parameters);
        return change.make(
                () -> {
                    attributes.create(actor, form);
                    return Note.success("attribute.created", form.name().strip());
                },
                () -> attributes.fresh(actor).back(),
                refusal -> pane(attributes.fresh(actor).refused(form, refusal), htmx));
    }

    /** Whether admins see the values before somebody is registered. */
    @PostMapping("/o/{slug}/settings/attributes/visibility")
    String visibility(
            Actor actor,
            @PathVariable String slug,
            @RequestParam(defaultValue = "") String attributesAfterRegistered,
            HttpServletRequest request,
            HttpServletResponse response) {
        settings.changeAttributesHidden(actor, attributesAfterRegistered.equals("yes"));
        flash.leave(request, response, Note.success("settings.saved"));
        return "redirect:" + SettingsSection.ATTRIBUTES.address(slug);
    }

    @GetMapping("/o/{slug}/settings/attributes/{id}")
    ModelAndView open(Actor actor, Htmx htmx, @PathVariable String id) {
        return pane(attributes.editing(actor, AttributeId.parse(id)), htmx);
    }

    @PostMapping("/o/{slug}/settings/attributes/{id}")
    ModelAndView edit(
            Actor actor,
            Htmx htmx,
            Change change,
            @PathVariable String id,
            @RequestParam Map<String, String> parameters) {
        var attribute = AttributeId.parse(id);
        var form = AttributeForm.of(parameters);
        return change.make(
                () -> {
                    attributes.edit(actor, attribute, form);
                    return Note.success("attribute.edited", form.name().strip());
                },
                () -> attributes.fresh(actor).back(),
                refusal -> pane(attributes.editing(actor, attribute).refused(form, refusal), htmx));
    }

    @PostMapping("/o/{slug}/settings/attributes/{id}/up")
    ModelAndView up(Actor actor, Htmx htmx, @PathVariable String id) {
        return move(actor, htmx, id, true);
    }

    @PostMapping("/o/{slug}/settings/attributes/{id}/down")
    ModelAndView down(Actor actor, Htmx htmx, @PathVariable String id) {
        return move(actor, htmx, id, false);
    }

    @GetMapping("/o/{slug}/settings/attributes/{id}/removal")
    ModelAndView ask(Actor actor, Htmx htmx, @PathVariable String id) {
        return new ModelAndView(
                htmx.view("organizations/attribute-removal", "organizations/attribute-removal-dialog"),
                "removal",
                attributes.removal(actor, AttributeId.parse(id)));
    }

    @PostMapping("/o/{slug}/settings/attributes/{id}/removal")
    ModelAndView remove(
            Actor actor, Htmx htmx, @PathVariable String id, HttpServletRequest request, HttpServletResponse response) {
        var gone = attributes.delete(actor, AttributeId.parse(id));
        flash.leave(request, response, Note.success("attribute.deleted", gone.name()));
        return new ModelAndView(htmx.redirect(attributes.fresh(actor).back()));
    }

    /** The list in its new order, in place where scripts are at work. */
    private ModelAndView move(Actor actor, Htmx htmx, String id, boolean up) {
        attributes.move(actor, AttributeId.parse(id), up);
        var view = attributes.all(actor);
        return htmx.part()
                ? new ModelAndView("organizations/attributes-list", "attributes", view)
                : new ModelAndView("redirect:" + view.address());
    }

    private static ModelAndView pane(AttributesView.Pane view, Htmx htmx) {
        return new ModelAndView(
                htmx.view("organizations/attribute-form", "organizations/attribute-pane"), "pane", view);
    }
}
