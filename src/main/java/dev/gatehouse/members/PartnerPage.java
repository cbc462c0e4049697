package dev.gatehouse.members;

import dev.gatehouse.console.Flash;
import dev.gatehouse.console.Htmx;
import dev.gatehouse.console.Note;
import dev.gatehouse.platform.Actor;
import dev.gatehouse.platform.MemberId;
import dev.gatehouse.platform.PartnerId;
import dev.gatehouse.platform.Refusal;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** The page of a partner, and its key account managers (TYP-2). It is in this room because they are members. */
@Controller
class PartnerPage {

    private static final String FOUND = "key-account-found";

    private final KeyAccounts accounts;
    private final Flash flash;

    PartnerPage(KeyAccounts accounts, Flash flash) {
        this.accounts = accounts;
        this.flash = flash;
    }

    @GetMapping("/o/{slug}/settings/partners/{id}")
    ModelAndView show(Actor actor, @PathVariable String id) {
        return new ModelAndView("members/partner", "partner", accounts.view(actor, PartnerId.parse(id)));
    }

    @GetMapping("/o/{slug}/settings/partners/{id}/managers/new")
    ModelAndView choose(
            Actor actor,
            Htmx htmx,
            @PathVariable String id,
            @RequestParam(defaultValue = "") String find,
            @RequestParam(defaultValue = "") String member) {
        return pane(accounts.pane(actor, PartnerId.parse(id), find, member, true, null), htmx);
    }

    @PostMapping("/o/{slug}/settings/partners/{id}/managers")
    ModelAndView appoint(
            Actor actor,
            Htmx htmx,
            @PathVariable String slug,
            @PathVariable String id,
            @RequestParam(defaultValue = "") String find,
            @RequestParam(defaultValue = "") String look,
            @RequestParam(defaultValue = "") String member,
            @RequestParam(defaultValue = "all") String scope,
            HttpServletRequest request,
            HttpServletResponse response) {
        var partner = PartnerId.parse(id);
        var all = !scope.equals("named");
        if (!look.isEmpty()) return pane(accounts.pane(actor, partner, find, member, all, null), htmx);
        try {
            var manager = accounts.appoint(actor, partner, member, all);
            flash.leave(request, response, Note.success("key_account.appointed", manager.label()));
            return new ModelAndView(htmx.redirect("/o/" + slug + "/settings/partners/" + id));
        } catch (Refusal refusal) {
            if (refusal.kind() != Refusal.Kind.RULE && refusal.kind() != Refusal.Kind.INPUT) throw refusal;
            return pane(accounts.pane(actor, partner, find, member, all, refusal), htmx);
        }
    }

    @PostMapping("/o/{slug}/settings/partners/{id}/managers/{member}/removal")
    String dismiss(
            Actor actor,
            Htmx htmx,
            @PathVariable String slug,
            @PathVariable String id,
            @PathVariable String member,
            HttpServletRequest request,
            HttpServletResponse response) {
        var manager = accounts.dismiss(actor, PartnerId.parse(id), MemberId.parse(member));
        flash.leave(request, response, Note.success("key_account.ended", manager.label()));
        return htmx.redirect("/o/" + slug + "/settings/partners/" + id);
    }

    private static ModelAndView pane(PartnerView.Pane view, Htmx htmx) {
        var part = FOUND.equals(htmx.target()) ? "members/key-account-options" : "members/key-account-pane";
        return new ModelAndView(htmx.view("members/key-account-form", part), "pane", view);
    }
}
