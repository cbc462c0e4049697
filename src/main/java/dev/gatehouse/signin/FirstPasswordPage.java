package dev.gatehouse.signin;

import dev.gatehouse.admission.FirstPassword;
import dev.gatehouse.admission.FirstPasswordForm;
import dev.gatehouse.admission.FirstPasswordView;
import dev.gatehouse.console.Flash;
import dev.gatehouse.console.Note;
import dev.gatehouse.console.Visitor;
import dev.gatehouse.platform.AccountId;
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

/** The page that follows a one-time or initial password (CRE-2, ACT-2). Works without JavaScript. */
@Controller
class FirstPasswordPage {

    private final FirstPassword firstPassword;
    private final Doorway doorway;
    private final Flash flash;

    FirstPasswordPage(FirstPassword firstPassword, Doorway doorway, Flash flash) {
        this.firstPassword = firstPassword;
        this.doorway = doorway;
        this.flash = flash;
    }

    @GetMapping("/first-password/{secret}")
    String open(@PathVariable String secret, HttpServletResponse response, Model model) {
        return show(secret, null, null, response, model);
    }

    @PostMapping("/first-password/{secret}")
    String set(
            @PathVariable String secret,
            @RequestParam(defaultValue = "") String firstName,
            @RequestParam(defaultValue = "") String lastName,
            @RequestParam(defaultValue = "") String password,
            @RequestParam(defaultValue = "UTC") String timeZone,
            Visitor visitor,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model) {
        var form = new FirstPasswordForm(firstName, lastName, password, timeZone);
        var view = firstPassword.look(secret);
        try {
            var account = firstPassword.set(secret, form, visitor.origin());
            var onward = view instanceof FirstPasswordView.Open open
                    ? "/o/" + open.organization().slug() + "/members"
                    : "/";
            return "redirect:" + entered(account, onward, visitor, request, response);
        } catch (Refusal refusal) {
            if (refusal.kind() != Refusal.Kind.INPUT && refusal.kind() != Refusal.Kind.RULE) throw refusal;
            return show(secret, form, refusal, response, model);
        }
    }

    private String entered(
            AccountId account,
            String onward,
            Visitor visitor,
            HttpServletRequest request,
            HttpServletResponse response) {
        var next = doorway.enterIfReachable(account, onward, visitor, request, response);
        flash.leave(request, response, Note.success(next == null ? "signin.first.sign_in" : "signin.first.done"));
        return next == null ? "/sign-in?continue=" + onward : next;
    }

    private String show(
            String secret,
            @Nullable FirstPasswordForm form,
            @Nullable Refusal refusal,
            HttpServletResponse response,
            Model model) {
        return switch (firstPassword.look(secret)) {
            case FirstPasswordView.Open open -> {
                if (refusal != null) response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
                model.addAttribute("secret", secret);
                model.addAttribute("view", open);
                model.addAttribute("form", form);
                model.addAttribute("refusal", refusal);
                yield "signin/first-password";
            }
            case FirstPasswordView.Gone gone -> {
                response.setStatus(HttpStatus.GONE.value());
                model.addAttribute("code", gone.code());
                yield "signin/first-password-gone";
            }
        };
    }
}
