package dev.gatehouse.signup;

import dev.gatehouse.console.Flash;
import dev.gatehouse.console.Htmx;
import dev.gatehouse.console.Note;
import dev.gatehouse.console.Visitor;
import dev.gatehouse.platform.Actor;
import dev.gatehouse.platform.MemberId;
import dev.gatehouse.platform.Refusal;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Where people wait who signed up, and where an admin says who they are (LIF-3). */
@Controller
class WaitingPage {

    private final Waiting waiting;
    private final Flash flash;

    WaitingPage(Waiting waiting, Flash flash) {
        this.waiting = waiting;
        this.flash = flash;
    }

    @GetMapping("/o/{slug}/waiting")
    String open(@PathVariable String slug, Visitor visitor, Model model) {
        var account = visitor.account();
        if (account == null) throw Refusal.unauthenticated();
        var place = waiting.place(account, slug);
        if (place.over()) return "redirect:/o/" + slug + "/members";
        model.addAttribute("organization", place.organization());
        return "signup/waiting";
    }

    @GetMapping("/o/{slug}/members/{id}/confirmation")
    String ask(@PathVariable String id, Actor actor, Model model, Htmx htmx) {
        return question(waiting.look(actor, MemberId.parse(id)), model, htmx);
    }

    @PostMapping("/o/{slug}/members/{id}/confirmation")
    String confirm(
            @PathVariable String slug,
            @PathVariable String id,
            @RequestParam(defaultValue = "") String identifier,
            Actor actor,
            Model model,
            Htmx htmx,
            HttpServletRequest request,
            HttpServletResponse response) {
        var member = MemberId.parse(id);
        try {
            var confirmed = waiting.confirm(actor, member, identifier);
            flash.leave(request, response, Note.success("signup.confirmed", confirmed.label()));
            return htmx.redirect("/o/" + slug + "/members/" + id);
        } catch (Refusal refusal) {
            if (refusal.kind() != Refusal.Kind.INPUT) throw refusal;
            response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
            return question(waiting.look(actor, member).refused(identifier, refusal), model, htmx);
        }
    }

    private static String question(ConfirmationView view, Model model, Htmx htmx) {
        model.addAttribute("question", view);
        return htmx.view("signup/confirmation", "signup/confirmation-dialog");
    }
}
