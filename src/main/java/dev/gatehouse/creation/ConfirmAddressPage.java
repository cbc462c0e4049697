package dev.gatehouse.creation;

import dev.gatehouse.admission.DoubleOptIn;
import dev.gatehouse.console.ConfirmedAddress;
import dev.gatehouse.console.Flash;
import dev.gatehouse.console.Note;
import dev.gatehouse.console.Visitor;
import dev.gatehouse.platform.Refusal;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;

/** What the link of a double opt-in opens: a page with one button (CRE-3). Works without JavaScript. */
@Controller
class ConfirmAddressPage {

    private final DoubleOptIn doubleOptIn;
    private final ConfirmedAddress confirmed;
    private final Flash flash;

    ConfirmAddressPage(DoubleOptIn doubleOptIn, ConfirmedAddress confirmed, Flash flash) {
        this.doubleOptIn = doubleOptIn;
        this.confirmed = confirmed;
        this.flash = flash;
    }

    @GetMapping("/confirm-address/{secret}")
    String open(@PathVariable String secret, Model model, HttpServletResponse response) {
        try {
            model.addAttribute("view", doubleOptIn.look(secret));
            model.addAttribute("secret", secret);
            return "creation/confirm-address";
        } catch (Refusal refusal) {
            return gone(refusal, model, response);
        }
    }

    @PostMapping("/confirm-address/{secret}")
    String confirm(
            @PathVariable String secret,
            Visitor visitor,
            Model model,
            HttpServletRequest request,
            HttpServletResponse response) {
        try {
            var done = doubleOptIn.confirm(secret, visitor.origin());
            confirmed.keep(request, response, done.email());
            var key = done.hasAccount() ? "double_opt_in.done.account" : "double_opt_in.done";
            flash.leave(request, response, Note.success(key, done.organization().name()));
            return "redirect:/sign-in?continue=/o/" + done.organization().slug() + "/members";
        } catch (Refusal refusal) {
            return gone(refusal, model, response);
        }
    }

    private static String gone(Refusal refusal, Model model, HttpServletResponse response) {
        if (refusal.kind() != Refusal.Kind.RULE) throw refusal;
        response.setStatus(HttpStatus.GONE.value());
        model.addAttribute("code", refusal.code());
        return "admission/gone";
    }
}
