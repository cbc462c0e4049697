package dev.gatehouse.invitations;

import dev.gatehouse.access.Gift;
import dev.gatehouse.access.Roles;
import dev.gatehouse.admission.InitialPermissions;
import dev.gatehouse.console.Flash;
import dev.gatehouse.console.Htmx;
import dev.gatehouse.console.Note;
import dev.gatehouse.invitations.InviteOutcome.Invited;
import dev.gatehouse.invitations.InviteOutcome.Invitee;
import dev.gatehouse.invitations.InviteOutcome.Rejected;
import dev.gatehouse.platform.Actor;
import dev.gatehouse.platform.MemberId;
import dev.gatehouse.platform.Refusal;
import dev.gatehouse.platform.ScopeId;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The invite pane, and inviting somebody again. */
@Controller
class InvitationsPage {

    private final Invitations invitations;
    private final Roles roles;
    private final Flash flash;

    InvitationsPage(Invitations invitations, Roles roles, Flash flash) {
        this.invitations = invitations;
        this.roles = roles;
        this.flash = flash;
    }

    @GetMapping("/o/{slug}/invitations/new")
    String blank(@PathVariable String slug, Actor actor, Model model, Htmx htmx) {
        return show(InviteView.of(slug, invitations.offer(actor)), model, htmx);
    }

    @PostMapping("/o/{slug}/invitations")
    String invite(
            @PathVariable String slug,
            @RequestParam(defaultValue = "") String addresses,
            @RequestParam(defaultValue = "") String role,
            @RequestParam(defaultValue = "email") String channel,
            @RequestParam(defaultValue = "") String leaveOut,
            Actor actor,
            Model model,
            Htmx htmx,
            HttpServletRequest request,
            HttpServletResponse response) {
        var view = InviteView.of(slug, invitations.offer(actor)).typed(addresses, role, channelOf(channel));
        try {
            var typed = leaveOut.isEmpty() ? addresses : withoutWrong(actor, addresses);
            var outcome = invitations.invite(actor, typed, promised(actor, role), view.channel());
            return switch (outcome) {
                case Rejected rejected -> show(view.rejected(rejected), model, htmx);
                case Invited invited
                when view.channel() == Channel.LINK -> links(slug, view.days(), invited.people(), model, htmx);
                case Invited invited -> {
                    flash.leave(
                            request,
                            response,
                            Note.success("invitations.sent", invited.people().size()));
                    yield htmx.redirect("/o/" + slug + "/members");
                }
            };
        } catch (Refusal refusal) {
            if (refusal.kind() != Refusal.Kind.RULE && refusal.kind() != Refusal.Kind.INPUT) throw refusal;
            return show(view.refused(refusal), model, htmx);
        }
    }

    @PostMapping("/o/{slug}/members/{id}/invitation")
    String resend(
            @PathVariable String slug,
            @PathVariable String id,
            Actor actor,
            Htmx htmx,
            HttpServletRequest request,
            HttpServletResponse response) {
        var invitee = invitations.resend(actor, MemberId.parse(id), Channel.EMAIL);
        flash.leave(request, response, Note.success("invitations.resent", invitee.email()));
        return htmx.redirect("/o/" + slug + "/members/" + id);
    }

    @PostMapping("/o/{slug}/members/{id}/invitation-link")
    String link(@PathVariable String slug, @PathVariable String id, Actor actor, Model model, Htmx htmx) {
        var days = invitations.offer(actor).days();
        return links(slug, days, List.of(invitations.resend(actor, MemberId.parse(id), Channel.LINK)), model, htmx);
    }

    private String withoutWrong(Actor actor, String addresses) {
        return String.join(
                "\n",
                invitations.check(actor, addresses).right().stream()
                        .map(TypedAddress::text)
                        .toList());
    }

    private static String show(InviteView view, Model model, Htmx htmx) {
        model.addAttribute("invite", view);
        return htmx.view("invitations/invite", "invitations/invite-pane");
    }

    private static String links(String slug, int days, List<Invitee> people, Model model, Htmx htmx) {
        model.addAttribute("links", new LinksView("/o/" + slug + "/members", days, people));
        return htmx.view("invitations/links", "invitations/links-pane");
    }

    private InitialPermissions promised(Actor actor, String predefined) {
        return roles.all(actor).stream()
                .filter(role -> predefined.equals(role.name().predefined()))
                .findFirst()
                .map(role -> InitialPermissions.gifts(Gift.of(role.id(), ScopeId.of(actor.organization()))))
                .orElse(InitialPermissions.NONE);
    }

    private static Channel channelOf(String key) {
        return key.equals(Channel.LINK.key()) ? Channel.LINK : Channel.EMAIL;
    }
}
