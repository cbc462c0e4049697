package dev.gatehouse.lifecycle;

import dev.gatehouse.console.Flash;
import dev.gatehouse.console.Htmx;
import dev.gatehouse.console.Note;
import dev.gatehouse.members.Member;
import dev.gatehouse.members.MemberStatus;
import dev.gatehouse.platform.Actor;
import dev.gatehouse.platform.MemberId;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;

/** Asks before somebody is deactivated or activated, and does it (LIF-2). */
@Controller
class LifecyclePage {

    private final Lifecycle lifecycle;
    private final Flash flash;

    LifecyclePage(Lifecycle lifecycle, Flash flash) {
        this.lifecycle = lifecycle;
        this.flash = flash;
    }

    @GetMapping("/o/{slug}/members/{id}/deactivation")
    String askDeactivation(@PathVariable String slug, @PathVariable String id, Actor actor, Model model, Htmx htmx) {
        model.addAttribute("question", question(slug, id, actor, false));
        return htmx.view("lifecycle/deactivation", "lifecycle/deactivation-dialog");
    }

    @PostMapping("/o/{slug}/members/{id}/deactivation")
    String deactivate(
            @PathVariable String slug,
            @PathVariable String id,
            Actor actor,
            Htmx htmx,
            HttpServletRequest request,
            HttpServletResponse response) {
        var member = lifecycle.deactivate(actor, MemberId.parse(id));
        flash.leave(request, response, Note.success("lifecycle.deactivated", member.label()));
        return htmx.redirect("/o/" + slug + "/members/" + id);
    }

    @GetMapping("/o/{slug}/members/{id}/activation")
    String askActivation(@PathVariable String slug, @PathVariable String id, Actor actor, Model model, Htmx htmx) {
        model.addAttribute("question", question(slug, id, actor, lifecycle.confirmsAnew(actor, MemberId.parse(id))));
        return htmx.view("lifecycle/activation", "lifecycle/activation-dialog");
    }

    @PostMapping("/o/{slug}/members/{id}/activation")
    String activate(
            @PathVariable String slug,
            @PathVariable String id,
            Actor actor,
            Htmx htmx,
            HttpServletRequest request,
            HttpServletResponse response) {
        var member = lifecycle.activate(actor, MemberId.parse(id));
        flash.leave(request, response, Note.success(said(member), member.label()));
        return htmx.redirect("/o/" + slug + "/members/" + id);
    }

    private static String said(Member member) {
        if (member.status() == MemberStatus.REGISTERED) return "lifecycle.activated";
        return member.confirmUntil() == null ? "lifecycle.activated.outside" : "lifecycle.activated.confirm";
    }

    private LifecycleView question(String slug, String id, Actor actor, boolean confirms) {
        var member = lifecycle.look(actor, MemberId.parse(id));
        return new LifecycleView("/o/" + slug + "/members/" + id, member.label(), member.account() == null, confirms);
    }
}
