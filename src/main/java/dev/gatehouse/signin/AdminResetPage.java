package dev.gatehouse.signin;

import dev.gatehouse.console.Flash;
import dev.gatehouse.console.Htmx;
import dev.gatehouse.console.Note;
import dev.gatehouse.platform.Actor;
import dev.gatehouse.platform.MemberId;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;

/** An admin helps somebody to a new password (ACT-4). */
@Controller
class AdminResetPage {

    private final AdminReset reset;
    private final Flash flash;

    AdminResetPage(AdminReset reset, Flash flash) {
        this.reset = reset;
        this.flash = flash;
    }

    @GetMapping("/o/{slug}/members/{id}/password-reset")
    String ask(@PathVariable String slug, @PathVariable String id, Actor actor, Model model, Htmx htmx) {
        model.addAttribute("reset", reset.look(actor, slug, MemberId.parse(id)));
        return htmx.view("signin/admin-reset", "signin/reset-dialog");
    }

    /** Shown in the answer itself and nowhere again: no address leads to it. */
    @PostMapping("/o/{slug}/members/{id}/password-reset")
    String make(
            @PathVariable String slug,
            @PathVariable String id,
            Actor actor,
            Model model,
            Htmx htmx,
            HttpServletResponse response) {
        var member = MemberId.parse(id);
        var link = reset.make(actor, member);
        response.setHeader("Cache-Control", "no-store");
        model.addAttribute("reset", reset.look(actor, slug, member).with(link));
        return htmx.view("signin/admin-reset", "signin/reset-dialog");
    }

    @PostMapping("/o/{slug}/members/{id}/password-reset/message")
    String send(
            @PathVariable String slug,
            @PathVariable String id,
            Actor actor,
            Htmx htmx,
            HttpServletRequest request,
            HttpServletResponse response) {
        var member = reset.send(actor, MemberId.parse(id));
        flash.leave(request, response, Note.success("reset_member.sent", member.label()));
        return htmx.redirect("/o/" + slug + "/members/" + id);
    }
}
