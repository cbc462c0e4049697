package dev.gatehouse.admission;

import dev.gatehouse.console.ConfirmedAddress;
import dev.gatehouse.console.Flash;
import dev.gatehouse.console.Note;
import dev.gatehouse.console.Visitor;
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

/** What the link of a confirmation mail opens: a page with one button. Works without JavaScript. */
@Controller
class ConfirmPage {

    private final Admission admission;
    private final ConfirmedAddress confirmed;
    private final Flash flash;

    ConfirmPage(Admission admission, ConfirmedAddress confirmed, Flash flash) {
        this.admission = admission;
        this.confirmed = confirmed;
        this.flash = flash;
    }

    @GetMapping("/confirm/{secret}")
    String open(@PathVariable String secret, Model model, HttpServletResponse response) {
        try {
            return show(secret, null, model);
        } catch (Refusal refusal) {
            return gone(refusal, model, response);
        }
    }

    @PostMapping("/confirm/{secret}")
    String confirm(
            @PathVariable String secret,
            @RequestParam(defaultValue = "") String password,
            Visitor visitor,
            Model model,
            HttpServletRequest request,
            HttpServletResponse response) {
        try {
            var email = admission.lookAtConfirmation(secret).email();
            var organization = admission.confirm(secret, password, visitor.origin());
            confirmed.keep(request, response, email);
            flash.leave(request, response, Note.success("confirm.done", organization.name()));
            return "redirect:/sign-in?continue=/o/" + organization.slug() + "/members";
        } catch (Refusal refusal) {
            if (refusal.kind() != Refusal.Kind.INPUT) return gone(refusal, model, response);
            response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
            return show(secret, refusal, model);
        }
    }

    private String show(String secret, @Nullable Refusal refusal, Model model) {
        model.addAttribute("view", admission.lookAtConfirmation(secret));
        model.addAttribute("secret", secret);
        model.addAttribute("refusal", refusal);
        return "admission/confirm";
    }

    private static String gone(Refusal refusal, Model model, HttpServletResponse response) {
        if (refusal.kind() != Refusal.Kind.RULE) throw refusal;
        response.setStatus(HttpStatus.GONE.value());
        model.addAttribute("code", refusal.code());
        return "admission/gone";
    }
}
