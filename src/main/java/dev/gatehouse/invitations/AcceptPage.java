package dev.gatehouse.invitations;

import dev.gatehouse.console.Flash;
import dev.gatehouse.console.Note;
import dev.gatehouse.console.Shell;
import dev.gatehouse.console.Visitor;
import dev.gatehouse.platform.Refusal;
import dev.gatehouse.signin.Doorway;
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

/** What the link of an invitation opens. Works without JavaScript. */
@Controller
class AcceptPage {

    private final Acceptance acceptance;
    private final Doorway doorway;
    private final Flash flash;

    AcceptPage(Acceptance acceptance, Doorway doorway, Flash flash) {
        this.acceptance = acceptance;
        this.doorway = doorway;
        this.flash = flash;
    }

    @GetMapping("/accept/{secret}")
    String open(@PathVariable String secret, Visitor visitor, Model model, HttpServletResponse response) {
        var view = acceptance.look(secret, visitor.account());
        return show(secret, view, null, null, model, response);
    }

    @PostMapping("/accept/{secret}")
    String accept(
            @PathVariable String secret,
            @RequestParam(defaultValue = "") String firstName,
            @RequestParam(defaultValue = "") String lastName,
            @RequestParam(defaultValue = "") String username,
            @RequestParam(defaultValue = "") String password,
            @RequestParam(defaultValue = "UTC") String timeZone,
            Visitor visitor,
            Shell shell,
            Model model,
            HttpServletRequest request,
            HttpServletResponse response) {
        var form = new AcceptForm(
                firstName, lastName, username, password, shell.language().tag(), timeZone);
        try {
            var accepted = acceptance.accept(secret, form, visitor.origin());
            if (accepted.account() == null) return "redirect:/accept/" + secret;
            var onward = "/o/" + accepted.organization().slug() + "/members";
            flash.leave(
                    request,
                    response,
                    Note.success("invitations.joined", accepted.organization().name()));
            var next = doorway.enterIfReachable(accepted.account(), onward, visitor, request, response);
            return "redirect:" + (next == null ? "/o/" + accepted.organization().slug() + "/sign-in" : next);
        } catch (Refusal refusal) {
            if (refusal.kind() != Refusal.Kind.INPUT && refusal.kind() != Refusal.Kind.RULE) throw refusal;
            var view = acceptance.look(secret, visitor.account());
            return show(secret, view, form, refusal, model, response);
        }
    }

    @PostMapping("/accept/{secret}/join")
    String join(
            @PathVariable String secret, Visitor visitor, HttpServletRequest request, HttpServletResponse response) {
        var account = visitor.account();
        if (account == null) throw Refusal.unauthenticated();
        var organization = acceptance.join(secret, account, visitor.origin());
        flash.leave(request, response, Note.success("invitations.joined", organization.name()));
        return "redirect:/o/" + organization.slug() + "/members";
    }

    @PostMapping("/accept/{secret}/confirmation")
    String again(
            @PathVariable String secret, Visitor visitor, HttpServletRequest request, HttpServletResponse response) {
        acceptance.confirmAgain(secret, visitor.origin());
        flash.leave(request, response, Note.success("accept.waiting.again.done"));
        return "redirect:/accept/" + secret;
    }

    private static String show(
            String secret,
            AcceptView view,
            @Nullable AcceptForm form,
            @Nullable Refusal refusal,
            Model model,
            HttpServletResponse response) {
        if (view instanceof AcceptView.Gone) response.setStatus(HttpStatus.GONE.value());
        else if (refusal != null) response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
        model.addAttribute("secret", secret);
        model.addAttribute("view", view);
        model.addAttribute("form", form);
        model.addAttribute("refusal", refusal);
        return switch (view) {
            case AcceptView.Open _ -> "invitations/accept";
            case AcceptView.SignIn _ -> "invitations/accept-sign-in";
            case AcceptView.Join _ -> "invitations/join";
            case AcceptView.OtherAccount _ -> "invitations/other-account";
            case AcceptView.Waiting _ -> "invitations/waiting";
            case AcceptView.Gone _ -> "invitations/gone";
        };
    }
}
