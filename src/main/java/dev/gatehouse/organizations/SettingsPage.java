package dev.gatehouse.organizations;

import dev.gatehouse.console.Flash;
import dev.gatehouse.console.Note;
import dev.gatehouse.platform.Actor;
import dev.gatehouse.platform.Refusal;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.ModelAndView;

/** Settings and logo of an organization (ORG-6). */
@Controller
class SettingsPage {

    private static final Duration FOR_EVER = Duration.ofDays(365);

    private final OrganizationSettings settings;
    private final Logos logos;
    private final Flash flash;

    SettingsPage(OrganizationSettings settings, Logos logos, Flash flash) {
        this.settings = settings;
        this.logos = logos;
        this.flash = flash;
    }

    @GetMapping("/o/{slug}/settings")
    ModelAndView show(Actor actor) {
        var organization = settings.read(actor);
        return page(new SettingsView(organization, SettingsForm.of(organization), null));
    }

    @PostMapping("/o/{slug}/settings")
    ModelAndView save(
            Actor actor,
            @PathVariable String slug,
            @RequestParam Map<String, String> parameters,
            HttpServletRequest request,
            HttpServletResponse response) {
        var form = SettingsForm.of(parameters);
        try {
            settings.change(actor, form);
        } catch (Refusal refusal) {
            return refused(actor, form, refusal, response);
        }
        flash.leave(request, response, Note.success("settings.saved"));
        return new ModelAndView("redirect:/o/" + slug + "/settings");
    }

    @PostMapping("/o/{slug}/settings/logo")
    ModelAndView logo(
            Actor actor,
            @PathVariable String slug,
            @RequestParam @Nullable MultipartFile logo,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        var organization = settings.read(actor);
        try {
            if (logo == null || logo.isEmpty()) throw Refusal.input("logo", "logo.absent");
            settings.changeLogo(actor, logo.getBytes());
        } catch (Refusal refusal) {
            return refused(actor, SettingsForm.of(organization), refusal, response);
        }
        flash.leave(request, response, Note.success("settings.logo.saved"));
        return new ModelAndView("redirect:/o/" + slug + "/settings");
    }

    @PostMapping("/o/{slug}/settings/logo/removal")
    String removeLogo(
            Actor actor, @PathVariable String slug, HttpServletRequest request, HttpServletResponse response) {
        settings.removeLogo(actor);
        flash.leave(request, response, Note.success("settings.logo.removed"));
        return "redirect:/o/" + slug + "/settings";
    }

    /** For anyone: sign-in pages and mails show it. The address changes with the picture. */
    @GetMapping("/logos/{slug}/{hash}.png")
    ResponseEntity<byte[]> picture(@PathVariable String slug, @PathVariable String hash) {
        return ResponseEntity.ok()
                .contentType(MediaType.IMAGE_PNG)
                .cacheControl(CacheControl.maxAge(FOR_EVER).cachePublic().immutable())
                // Mail programs in a browser show it on a page of their own site.
                .header("Cross-Origin-Resource-Policy", "cross-origin")
                .body(logos.png(slug, hash));
    }

    private ModelAndView refused(Actor actor, SettingsForm form, Refusal refusal, HttpServletResponse response) {
        if (refusal.kind() != Refusal.Kind.INPUT) throw refusal;
        response.setStatus(HttpServletResponse.SC_UNPROCESSABLE_CONTENT);
        return page(new SettingsView(settings.read(actor), form, refusal));
    }

    private static ModelAndView page(SettingsView view) {
        return new ModelAndView("organizations/settings", "settings", view);
    }
}
