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

/** The sections of the settings that are forms, and the logo (ORG-6). */
@Controller
class SettingsPage {

    private static final String GENERAL = "/o/{slug}/settings";
    private static final String SIGN_IN = "/o/{slug}/settings/sign-in";
    private static final String COMMUNICATION = "/o/{slug}/settings/communication";
    private static final Duration FOR_EVER = Duration.ofDays(365);

    private final OrganizationSettings settings;
    private final Logos logos;
    private final Flash flash;

    SettingsPage(OrganizationSettings settings, Logos logos, Flash flash) {
        this.settings = settings;
        this.logos = logos;
        this.flash = flash;
    }

    @GetMapping({GENERAL, SIGN_IN, COMMUNICATION})
    ModelAndView show(Actor actor, HttpServletRequest request) {
        return page(actor, section(request), SettingsForm.of(settings.read(actor)), null);
    }

    @PostMapping({GENERAL, SIGN_IN, COMMUNICATION})
    ModelAndView save(
            Actor actor,
            @RequestParam Map<String, String> parameters,
            HttpServletRequest request,
            HttpServletResponse response) {
        var section = section(request);
        var form = SettingsForm.of(parameters);
        try {
            switch (section) {
                case SIGN_IN -> settings.changeSignIn(actor, form);
                case COMMUNICATION -> settings.changeCommunication(actor, form);
                default -> settings.changeGeneral(actor, form);
            }
        } catch (Refusal refusal) {
            return refused(actor, section, form, refusal, response);
        }
        flash.leave(request, response, Note.success("settings.saved"));
        return new ModelAndView("redirect:"
                + section.address(settings.read(actor).organization().slug()));
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

    /** Which section the address is of. */
    private static SettingsSection section(HttpServletRequest request) {
        var address = request.getRequestURI();
        if (address.endsWith("/settings/sign-in")) return SettingsSection.SIGN_IN;
        return address.endsWith("/settings/communication") ? SettingsSection.COMMUNICATION : SettingsSection.GENERAL;
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
