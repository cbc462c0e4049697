package dev.gatehouse.invitations;

import dev.gatehouse.console.Flash;
import dev.gatehouse.console.Htmx;
import dev.gatehouse.console.Note;
import dev.gatehouse.console.Shell;
import dev.gatehouse.invitations.InviteOutcome.Invited;
import dev.gatehouse.invitations.InviteOutcome.Invitee;
import dev.gatehouse.invitations.InviteOutcome.Rejected;
import dev.gatehouse.platform.Actor;
import dev.gatehouse.platform.MemberId;
import dev.gatehouse.platform.Refusal;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The invite pane, and inviting somebody again. */
@Controller
class InvitationsPage {

    private final Invitations invitations;
    private final InvitePermissions permissions;
    private final Flash flash;

    InvitationsPage(Invitations invitations, InvitePermissions permissions, Flash flash) {
        this.invitations = invitations;
        this.permissions = permissions;
        this.flash = flash;
    }

    @GetMapping("/o/{slug}/invitations/new")
    String blank(
            @PathVariable String slug,
            @RequestParam MultiValueMap<String, String> sent,
            Actor actor,
            Shell shell,
            Model model,
            Htmx htmx) {
        return show(view(slug, actor, InviteForm.of(sent), shell), model, htmx);
    }

    /** Invites; a form that carries {@code look}, {@code add} or {@code drop} only wants to be shown again. */
    @PostMapping("/o/{slug}/invitations")
    String invite(
            @PathVariable String slug,
            @RequestParam MultiValueMap<String, String> sent,
            Actor actor,
            Shell shell,
            Model model,
            Htmx htmx,
            HttpServletRequest request,
            HttpServletResponse response) {
        var form = InviteForm.of(sent);
        if (form.add()) return show(withRow(slug, actor, sent, shell), model, htmx);
        var view = view(slug, actor, form, shell);
        if (form.look()) return show(view, model, htmx);
        try {
            var typed = form.leaveOut() ? withoutWrong(actor, form.addresses(), view.channel()) : form.addresses();
            var promised = permissions.promised(actor, form, shell.zone());
            var outcome = invitations.invite(actor, typed, promised, view.channel());
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
            switch (refusal.kind()) {
                case RULE, INPUT, TOO_MANY -> {}
                default -> throw refusal;
            }
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
        flash.leave(request, response, Note.success("invitations.resent", invitee.contact()));
        return htmx.redirect("/o/" + slug + "/members/" + id);
    }

    @PostMapping("/o/{slug}/members/{id}/invitation-link")
    String link(@PathVariable String slug, @PathVariable String id, Actor actor, Model model, Htmx htmx) {
        var days = invitations.offer(actor).days();
        return links(slug, days, List.of(invitations.resend(actor, MemberId.parse(id), Channel.LINK)), model, htmx);
    }

    private String withoutWrong(Actor actor, String addresses, Channel channel) {
        return String.join(
                "\n",
                invitations.check(actor, addresses, channel).right().stream()
                        .map(TypedAddress::text)
                        .toList());
    }

    private InviteView view(String slug, Actor actor, InviteForm form, Shell shell) {
        return InviteView.of(slug, invitations.offer(actor), permissions.choices(actor, form, shell.zone()), form);
    }

    /** The pane with the open row among those that were added, or with what is wrong with it. */
    private InviteView withRow(String slug, Actor actor, MultiValueMap<String, String> sent, Shell shell) {
        var form = InviteForm.of(sent);
        try {
            permissions.checkOpenRow(actor, form, shell.zone());
        } catch (Refusal refusal) {
            if (refusal.kind() != Refusal.Kind.RULE && refusal.kind() != Refusal.Kind.INPUT) throw refusal;
            return view(slug, actor, form, shell).refused(refusal);
        }
        var next = new LinkedMultiValueMap<>(sent);
        next.add("gift", form.openGift());
        next.remove("giftRole");
        next.remove("until");
        return view(slug, actor, InviteForm.of(next), shell);
    }

    private static String show(InviteView view, Model model, Htmx htmx) {
        model.addAttribute("invite", view);
        var part = htmx.target() == null ? "" : htmx.target();
        return htmx.view(
                "invitations/invite",
                switch (part) {
                    case "invite-roles", "invite-teams", "invite-sources", "invite-preview" -> "invitations/" + part;
                    default -> "invitations/invite-pane";
                });
    }

    private static String links(String slug, int days, List<Invitee> people, Model model, Htmx htmx) {
        model.addAttribute("links", new LinksView("/o/" + slug + "/members", days, people));
        return htmx.view("invitations/links", "invitations/links-pane");
    }
}
