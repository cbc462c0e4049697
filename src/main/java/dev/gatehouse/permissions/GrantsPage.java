package dev.gatehouse.permissions;

import dev.gatehouse.access.RoleName;
import dev.gatehouse.console.Continue;
import dev.gatehouse.console.Flash;
import dev.gatehouse.console.Htmx;
import dev.gatehouse.console.Note;
import dev.gatehouse.console.Shell;
import dev.gatehouse.platform.Actor;
import dev.gatehouse.platform.GrantId;
import dev.gatehouse.platform.Refusal;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URI;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** The pane that gives a role to a member or a team, at a place, and the dialog that takes one. */
@Controller
class GrantsPage {

    private final Giving giving;
    private final Flash flash;

    GrantsPage(Giving giving, Flash flash) {
        this.giving = giving;
        this.flash = flash;
    }

    @GetMapping("/o/{slug}/grants/new")
    ModelAndView blank(
            Actor actor, Shell shell, Htmx htmx, @PathVariable String slug, @RequestParam Map<String, String> sent) {
        return show(giving.pane(actor, slug, GiveForm.of(sent), shell.zone()), htmx);
    }

    /** Gives it; a form that carries {@code look} only wants to see what it could choose now. */
    @PostMapping("/o/{slug}/grants")
    ModelAndView give(
            Actor actor,
            Shell shell,
            Htmx htmx,
            @PathVariable String slug,
            @RequestParam Map<String, String> sent,
            HttpServletRequest request,
            HttpServletResponse response) {
        var form = GiveForm.of(sent);
        if (form.look()) return show(giving.pane(actor, slug, form, shell.zone()), htmx);
        try {
            var given = giving.give(actor, slug, form, shell.zone());
            flash.leave(request, response, Note.success("grants.given", given.holder(), words(shell, given.role())));
            return new ModelAndView(htmx.redirect(given.back()));
        } catch (Refusal refusal) {
            if (refusal.kind() != Refusal.Kind.RULE && refusal.kind() != Refusal.Kind.INPUT) throw refusal;
            return show(giving.pane(actor, slug, form, shell.zone()).refused(refusal), htmx);
        }
    }

    /** What a pane offers while somebody types the name of a place; {@code all} also where the actor may give nothing. */
    @GetMapping("/o/{slug}/places")
    ModelAndView places(
            Actor actor,
            @RequestParam(defaultValue = "") String find,
            @RequestParam(defaultValue = "") String q,
            @RequestParam(defaultValue = "") String scope,
            @RequestParam(defaultValue = "") String all) {
        var places = giving.places(actor, all.isEmpty(), find.isEmpty() ? q : find, scope);
        return new ModelAndView("access/place-options", "places", places);
    }

    @GetMapping("/o/{slug}/holders")
    ModelAndView holders(
            Actor actor, @RequestParam(defaultValue = "") String find, @RequestParam(defaultValue = "") String holder) {
        return new ModelAndView("permissions/holder-options", "holders", giving.holders(actor, find, holder))
                .addObject("chosen", holder);
    }

    @GetMapping("/o/{slug}/grants/{id}/removal")
    ModelAndView ask(
            Actor actor,
            Htmx htmx,
            @PathVariable String slug,
            @PathVariable String id,
            @RequestHeader(name = "HX-Current-URL", required = false) @Nullable String here) {
        var view = giving.taking(actor, slug, GrantId.parse(id), here == null ? null : within(slug, pathOf(here)));
        return new ModelAndView(htmx.view("permissions/take", "permissions/take-dialog"), "take", view);
    }

    @PostMapping("/o/{slug}/grants/{id}/removal")
    ModelAndView take(
            Actor actor,
            Shell shell,
            Htmx htmx,
            @PathVariable String slug,
            @PathVariable String id,
            @RequestParam(defaultValue = "") String back,
            HttpServletRequest request,
            HttpServletResponse response) {
        var taken = giving.take(actor, slug, GrantId.parse(id), within(slug, back));
        flash.leave(request, response, Note.success("grants.taken", taken.holder(), words(shell, taken.role())));
        return new ModelAndView(htmx.redirect(taken.back()));
    }

    private static ModelAndView show(GiveView view, Htmx htmx) {
        var part = "grant-roles".equals(htmx.target()) ? "permissions/give-roles" : "permissions/give-pane";
        return new ModelAndView(htmx.view("permissions/give", part), "give", view);
    }

    private static String words(Shell shell, RoleName name) {
        return name.predefined() == null ? name.name() : shell.text("role." + name.predefined());
    }

    /** A path of this organization, or null. */
    private static @Nullable String within(String slug, String path) {
        return path.startsWith("/o/" + slug + "/") && !Continue.safe(path).equals("/") ? path : null;
    }

    private static String pathOf(String address) {
        try {
            var uri = URI.create(address);
            return uri.getRawQuery() == null ? uri.getRawPath() : uri.getRawPath() + "?" + uri.getRawQuery();
        } catch (IllegalArgumentException malformed) {
            return "";
        }
    }
}
