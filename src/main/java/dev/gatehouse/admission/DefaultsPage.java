package dev.gatehouse.admission;

import dev.gatehouse.console.Flash;
import dev.gatehouse.console.Htmx;
import dev.gatehouse.console.Note;
import dev.gatehouse.organizations.SettingsSection;
import dev.gatehouse.platform.Actor;
import dev.gatehouse.platform.Refusal;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** The section of the settings that says what new people get (ORG-6). It is in this room because roles and teams are among it. */
@Controller
class DefaultsPage {

    private final Defaults defaults;
    private final Flash flash;

    DefaultsPage(Defaults defaults, Flash flash) {
        this.defaults = defaults;
        this.flash = flash;
    }

    @GetMapping("/o/{slug}/settings/new-people")
    ModelAndView show(Actor actor) {
        return page(defaults.read(actor));
    }

    /** Teams that were found by what was typed. */
    @GetMapping("/o/{slug}/settings/new-people/teams")
    ModelAndView teams(Actor actor, Htmx htmx, @RequestParam Map<String, String> parameters) {
        return new ModelAndView(
                htmx.view("admission/defaults", "admission/defaults-teams"),
                "defaults",
                htmx.part() ? defaults.look(actor, DefaultsForm.of(parameters), null) : defaults.read(actor));
    }

    @PostMapping("/o/{slug}/settings/new-people")
    ModelAndView save(
            Actor actor,
            @PathVariable String slug,
            @RequestParam Map<String, String> parameters,
            HttpServletRequest request,
            HttpServletResponse response) {
        var form = DefaultsForm.of(parameters);
        if (parameters.containsKey("look")) return page(defaults.look(actor, form, null));
        try {
            defaults.change(actor, form);
        } catch (Refusal refusal) {
            if (refusal.kind() != Refusal.Kind.INPUT) throw refusal;
            response.setStatus(HttpServletResponse.SC_UNPROCESSABLE_CONTENT);
            return page(defaults.look(actor, form, refusal));
        }
        flash.leave(request, response, Note.success("settings.saved"));
        return new ModelAndView("redirect:" + SettingsSection.NEW_PEOPLE.address(slug));
    }

    private static ModelAndView page(DefaultsView view) {
        return new ModelAndView("admission/defaults", "defaults", view);
    }
}
