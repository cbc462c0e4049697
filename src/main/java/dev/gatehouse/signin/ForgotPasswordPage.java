package dev.gatehouse.signin;

import dev.gatehouse.console.Flash;
import dev.gatehouse.console.Note;
import dev.gatehouse.console.Visitor;
import dev.gatehouse.platform.EmailAddress;
import dev.gatehouse.platform.Refusal;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
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
    private final SessionCookie cookie;
    private final Flash flash;

    ForgotPasswordPage(ForgotPassword forgotPassword, SessionCookie cookie, Flash flash) {
        this.forgotPassword = forgotPassword;
        this.cookie = cookie;
        this.flash = flash;
    }

    @GetMapping("/forgot-password")
    String form(Model model) {
        model.addAttribute("form", new SignInForm("", "/", null));
        return "signin/forgot";
    }

    @PostMapping("/forgot-password")
    String ask(
            @RequestParam(defaultValue = "") String email, Visitor visitor, HttpServletResponse response, Model model) {
        var address = EmailAddress.read(email);
        if (address.isEmpty()) {
            response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
            model.addAttribute("form", new SignInForm(email, "/", "email.malformed"));
            return "signin/forgot";
        }
        try {
            forgotPassword.ask(address.get(), visitor.origin());
        } catch (Refusal refusal) {
            if (refusal.kind() != Refusal.Kind.TOO_MANY) throw refusal;
            response.setStatus(HttpStatus.TOO_MANY_REQUESTS.value());
            response.setHeader("Retry-After", String.valueOf(refusal.retryAfterSeconds()));
            model.addAttribute("form", SignInForm.refused(email, "/", refusal));
            return "signin/forgot";
        }
        model.addAttribute("email", address.get().value());
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
