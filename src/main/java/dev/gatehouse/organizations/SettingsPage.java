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
import java.util.function.BiConsumer;
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

/** The sections of the settings that are forms, and the logo (ORG-6). */
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
    ModelAndView general(Actor actor) {
        return show(actor, SettingsSection.GENERAL);
    }

    @PostMapping("/o/{slug}/settings")
    ModelAndView saveGeneral(
            Actor actor,
            @RequestParam Map<String, String> parameters,
            HttpServletRequest request,
            HttpServletResponse response) {
        return save(actor, SettingsSection.GENERAL, settings::changeGeneral, parameters, request, response);
    }

    @GetMapping("/o/{slug}/settings/sign-in")
    ModelAndView signIn(Actor actor) {
        return show(actor, SettingsSection.SIGN_IN);
    }

    @PostMapping("/o/{slug}/settings/sign-in")
    ModelAndView saveSignIn(
            Actor actor,
            @RequestParam Map<String, String> parameters,
            HttpServletRequest request,
            HttpServletResponse response) {
        return save(actor, SettingsSection.SIGN_IN, settings::changeSignIn, parameters, request, response);
    }

    @GetMapping("/o/{slug}/settings/communication")
    ModelAndView communication(Actor actor) {
        return show(actor, SettingsSection.COMMUNICATION);
    }

    @PostMapping("/o/{slug}/settings/communication")
    ModelAndView saveCommunication(
            Actor actor,
            @RequestParam Map<String, String> parameters,
            HttpServletRequest request,
            HttpServletResponse response) {
        return save(actor, SettingsSection.COMMUNICATION, settings::changeCommunication, parameters, request, response);
    }

    @PostMapping("/o/{slug}/settings/logo")
    ModelAndView logo(
            Actor actor,
            @PathVariable String slug,
            @RequestParam @Nullable MultipartFile logo,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        var state = settings.read(actor);
        try {
            if (logo == null || logo.isEmpty()) throw Refusal.input("logo", "logo.absent");
            settings.changeLogo(actor, logo.getBytes());
        } catch (Refusal refusal) {
            return refused(actor, SettingsSection.GENERAL, SettingsForm.of(state), refusal, response);
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

    private ModelAndView show(Actor actor, SettingsSection section) {
        return page(actor, section, SettingsForm.of(settings.read(actor)), null);
    }

    private ModelAndView save(
            Actor actor,
            SettingsSection section,
            BiConsumer<Actor, SettingsForm> change,
            Map<String, String> parameters,
            HttpServletRequest request,
            HttpServletResponse response) {
        var form = SettingsForm.of(parameters);
        try {
            change.accept(actor, form);
        } catch (Refusal refusal) {
            return refused(actor, section, form, refusal, response);
        }
        flash.leave(request, response, Note.success("settings.saved"));
        return new ModelAndView("redirect:"
                + section.address(settings.read(actor).organization().slug()));
    }

    private ModelAndView refused(
            Actor actor, SettingsSection section, SettingsForm form, Refusal refusal, HttpServletResponse response) {
        if (refusal.kind() != Refusal.Kind.INPUT) throw refusal;
        response.setStatus(HttpServletResponse.SC_UNPROCESSABLE_CONTENT);
        return page(actor, section, form, refusal);
    }

    private ModelAndView page(Actor actor, SettingsSection section, SettingsForm form, @Nullable Refusal refusal) {
        var unreached = section == SettingsSection.SIGN_IN ? settings.unreached(actor) : Unreached.NOBODY;
        var view = new SettingsView(section, settings.read(actor).organization(), form, unreached, refusal);
        var template =
                switch (section) {
                    case SIGN_IN -> "organizations/settings-sign-in";
                    case COMMUNICATION -> "organizations/settings-communication";
                    default -> "organizations/settings";
                };
        return new ModelAndView(template, "settings", view);
    }
}
