package dev.gatehouse.creation;

import dev.gatehouse.admission.ActivateForm;
import dev.gatehouse.admission.ActivationLink;
import dev.gatehouse.admission.ActivationView;
import dev.gatehouse.console.Flash;
import dev.gatehouse.console.Note;
import dev.gatehouse.console.Shell;
import dev.gatehouse.console.Shells;
import dev.gatehouse.console.Visitor;
import dev.gatehouse.platform.Refusal;
import dev.gatehouse.platform.Texts;
import dev.gatehouse.signin.Doorway;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** What an activation link opens (ACT-1). Works without JavaScript. */
@Controller
class ActivatePage {

    private final ActivationLink link;
    private final Doorway doorway;
    private final Shells shells;
    private final Texts texts;
    private final Flash flash;

    ActivatePage(ActivationLink link, Doorway doorway, Shells shells, Texts texts, Flash flash) {
        this.link = link;
        this.doorway = doorway;
        this.shells = shells;
        this.texts = texts;
        this.flash = flash;
    }

    @GetMapping("/activate/{secret}")
    String open(
            @PathVariable String secret,
            Visitor visitor,
            Model model,
            HttpServletRequest request,
            HttpServletResponse response) {
        return show(secret, link.look(secret, visitor.account()), null, null, model, request, response);
    }

    @PostMapping("/activate/{secret}")
    String activate(
            @PathVariable String secret,
            @RequestParam(defaultValue = "") String firstName,
            @RequestParam(defaultValue = "") String lastName,
            @RequestParam(defaultValue = "") String language,
            @RequestParam(defaultValue = "UTC") String timeZone,
            @RequestParam(defaultValue = "") String password,
            @RequestParam(defaultValue = "-1") int consent,
            Visitor visitor,
            Shell shell,
            Model model,
            HttpServletRequest request,
            HttpServletResponse response) {
        var chosen = language.isEmpty() ? shell.language().tag() : language;
        var form = new ActivateForm(firstName, lastName, chosen, timeZone, password, consent);
        try {
            var activated = link.activate(secret, form, visitor.origin());
            return "redirect:" + entered(activated, visitor, request, response);
        } catch (Refusal refusal) {
            if (refusal.kind() != Refusal.Kind.INPUT && refusal.kind() != Refusal.Kind.RULE) throw refusal;
            return show(secret, link.look(secret, visitor.account()), form, refusal, model, request, response);
        }
    }

    private String entered(
            ActivationLink.Activated activated,
            Visitor visitor,
            HttpServletRequest request,
            HttpServletResponse response) {
        var organization = activated.organization();
        var onward = "/o/" + organization.slug() + "/members";
        flash.leave(request, response, Note.success("invitations.joined", organization.name()));
        var next = doorway.enterIfReachable(activated.account(), onward, visitor, request, response);
        return next == null ? "/o/" + organization.slug() + "/sign-in" : next;
    }

    @PostMapping("/activate/{secret}/join")
    String join(
            @PathVariable String secret,
            @RequestParam(defaultValue = "-1") int consent,
            Visitor visitor,
            Model model,
            HttpServletRequest request,
            HttpServletResponse response) {
        var account = visitor.account();
        if (account == null) throw Refusal.unauthenticated();
        try {
            var organization = link.join(secret, account, consent, visitor.origin());
            flash.leave(request, response, Note.success("invitations.joined", organization.name()));
            return "redirect:/o/" + organization.slug() + "/members";
        } catch (Refusal refusal) {
            if (refusal.kind() != Refusal.Kind.INPUT && refusal.kind() != Refusal.Kind.RULE) throw refusal;
            return show(secret, link.look(secret, account), null, refusal, model, request, response);
        }
    }

    private String show(
            String secret,
            ActivationView view,
            @Nullable ActivateForm form,
            @Nullable Refusal refusal,
            Model model,
            HttpServletRequest request,
            HttpServletResponse response) {
        if (view instanceof ActivationView.Gone) response.setStatus(HttpStatus.GONE.value());
        else if (refusal != null) response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
        model.addAttribute("secret", secret);
        model.addAttribute("view", view);
        model.addAttribute("form", form);
        model.addAttribute("refusal", refusal);
        model.addAttribute("spoken", spoken(view, request));
        return switch (view) {
            case ActivationView.Open _ -> "creation/activate";
            case ActivationView.SignIn _ -> "creation/activate-sign-in";
            case ActivationView.Join _ -> "creation/activate-join";
            case ActivationView.OtherAccount _ -> "creation/activate-other";
            case ActivationView.Gone _ -> "creation/activate-gone";
        };
    }

    /** What the person chose on this device; else the language that the organization noted for them, in which the message was, too. */
    private Texts.Language spoken(ActivationView view, HttpServletRequest request) {
        var chosen = shells.chosen(request);
        if (chosen == null && view instanceof ActivationView.Open open)
            return texts.in(Locale.forLanguageTag(open.language()));
        return chosen == null ? shells.of(request).language() : chosen;
    }
}
