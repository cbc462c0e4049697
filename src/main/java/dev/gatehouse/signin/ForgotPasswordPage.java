package dev.gatehouse.signin;

import dev.gatehouse.console.Flash;
import dev.gatehouse.console.Note;
import dev.gatehouse.console.Visitor;
import dev.gatehouse.organizations.Organization;
import dev.gatehouse.platform.Identifier;
import dev.gatehouse.platform.Refusal;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** A new password for who has forgotten theirs (ACT-4). Works without JavaScript. */
@Controller
class ForgotPasswordPage {

    private final ForgotPassword forgotPassword;
    private final Identification identification;
    private final SessionCookie cookie;
    private final Flash flash;

    ForgotPasswordPage(
            ForgotPassword forgotPassword, Identification identification, SessionCookie cookie, Flash flash) {
        this.forgotPassword = forgotPassword;
        this.identification = identification;
        this.cookie = cookie;
        this.flash = flash;
    }

    /** On an organization's own page its address goes along: names and numbers are looked for there. */
    @GetMapping("/forgot-password")
    String form(@RequestParam(defaultValue = "") String organization, Model model) {
        return show(SignInForm.fresh("", "/"), organization, model);
    }

    @PostMapping("/forgot-password")
    String ask(
            @RequestParam(defaultValue = "") String identifier,
            @RequestParam(defaultValue = "") String organization,
            Visitor visitor,
            HttpServletResponse response,
            Model model) {
        var form = SignInForm.fresh(identifier, "/");
        var place = identification
                .organization(organization)
                .map(Organization::slug)
                .orElse("");
        var caller = identification.read(identifier, place, List.of());
        if (caller.isEmpty()) {
            response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
            return show(form.refused(SignInPage.malformed(identifier)), organization, model);
        }
        try {
            forgotPassword.ask(caller.get(), visitor.origin());
        } catch (Refusal refusal) {
            if (refusal.kind() != Refusal.Kind.TOO_MANY) throw refusal;
            response.setStatus(HttpStatus.TOO_MANY_REQUESTS.value());
            response.setHeader("Retry-After", String.valueOf(refusal.retryAfterSeconds()));
            return show(form.refused(refusal), organization, model);
        }
        show(form, organization, model);
        model.addAttribute("identifier", shown(caller.get().identifier()));
        return "signin/forgot-sent";
    }

    @GetMapping("/reset-password/{secret}")
    String open(@PathVariable String secret, HttpServletResponse response, Model model) {
        return show(secret, null, response, model);
    }

    @PostMapping("/reset-password/{secret}")
    String reset(
            @PathVariable String secret,
            @RequestParam(defaultValue = "") String password,
            Visitor visitor,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model) {
        try {
            forgotPassword.reset(secret, password, visitor.origin());
        } catch (Refusal refusal) {
            if (refusal.kind() != Refusal.Kind.INPUT && refusal.kind() != Refusal.Kind.RULE) throw refusal;
            return show(secret, refusal, response, model);
        }
        cookie.end(request, response);
        flash.leave(request, response, Note.success("signin.reset.done"));
        return "redirect:/sign-in";
    }

    private String show(SignInForm form, String slug, Model model) {
        var own = identification.organization(slug).orElse(null);
        model.addAttribute(
                "view",
                new SignInView(
                        form,
                        own == null ? null : SignInPage.placeOf(own),
                        "/forgot-password",
                        own != null,
                        own == null ? null : identification.country(own),
                        null));
        return "signin/forgot";
    }

    /** As it was understood, so that a slip is seen. */
    private static String shown(Identifier identifier) {
        return switch (identifier) {
            case Identifier.Email email -> email.address().value();
            case Identifier.Phone phone -> phone.number().spaced();
            case Identifier.Name name -> name.username().value();
        };
    }

    private String show(String secret, @Nullable Refusal refusal, HttpServletResponse response, Model model) {
        return switch (forgotPassword.look(secret)) {
            case ResetView.Open open -> {
                if (refusal != null) response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
                model.addAttribute("secret", secret);
                model.addAttribute("view", open);
                model.addAttribute("refusal", refusal);
                yield "signin/reset";
            }
            case ResetView.Gone gone -> {
                response.setStatus(HttpStatus.GONE.value());
                model.addAttribute("view", gone);
                yield "signin/reset-gone";
            }
        };
    }
}
