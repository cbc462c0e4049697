package dev.gatehouse.organizations;

import dev.gatehouse.console.Flash;
import dev.gatehouse.console.Note;
import dev.gatehouse.platform.Actor;
import dev.gatehouse.platform.Refusal;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** What people agree to, and who may edit their data (ORG-6, PRI-3). */
@Controller
class ConsentPage {

    private final ConsentTexts texts;
    private final OrganizationSettings settings;
    private final Flash flash;

    ConsentPage(ConsentTexts texts, OrganizationSettings settings, Flash flash) {
        this.texts = texts;
        this.settings = settings;
        this.flash = flash;
    }

    @GetMapping("/o/{slug}/settings/consent")
    ModelAndView show(Actor actor) {
        return new ModelAndView("organizations/consent", "consent", texts.read(actor));
    }

    @PostMapping("/o/{slug}/settings/consent")
    ModelAndView change(
            Actor actor,
            @PathVariable String slug,
            @RequestParam(defaultValue = "") String text,
            HttpServletRequest request,
            HttpServletResponse response) {
        try {
            var next = texts.change(actor, text);
            return saved(slug, Note.success("consent.saved", next.version()), request, response);
        } catch (Refusal refusal) {
            if (refusal.kind() != Refusal.Kind.INPUT) throw refusal;
            response.setStatus(HttpServletResponse.SC_UNPROCESSABLE_CONTENT);
            return new ModelAndView("organizations/consent", "consent", texts.refused(actor, text, refusal));
        }
    }

    @PostMapping("/o/{slug}/settings/consent/standard")
    ModelAndView standard(
            Actor actor, @PathVariable String slug, HttpServletRequest request, HttpServletResponse response) {
        texts.standard(actor);
        return saved(slug, Note.success("consent.standard.saved"), request, response);
    }

    @PostMapping("/o/{slug}/settings/consent/personal-data")
    ModelAndView personalData(
            Actor actor,
            @PathVariable String slug,
            @RequestParam(defaultValue = "") String personalDataByAdmins,
            HttpServletRequest request,
            HttpServletResponse response) {
        settings.changePersonalData(actor, personalDataByAdmins.equals("yes"));
        return saved(slug, Note.success("settings.saved"), request, response);
    }

    private ModelAndView saved(String slug, Note note, HttpServletRequest request, HttpServletResponse response) {
        flash.leave(request, response, note);
        return new ModelAndView("redirect:" + SettingsSection.CONSENT.address(slug));
    }
}
