package dev.gatehouse.organizations;

import dev.gatehouse.console.Flash;
import dev.gatehouse.console.Htmx;
import dev.gatehouse.console.Note;
import dev.gatehouse.platform.Actor;
import dev.gatehouse.platform.Refusal;
import dev.gatehouse.platform.ScopeId;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The panes and dialogs that make, rename, archive and restore hubs (ORG-2). */
@Controller
class HubChangesPage {

    private final Hubs hubs;
    private final HubViews views;
    private final Flash flash;

    HubChangesPage(Hubs hubs, HubViews views, Flash flash) {
        this.hubs = hubs;
        this.views = views;
        this.flash = flash;
    }

    @GetMapping("/o/{slug}/hubs/new")
    String blank(@PathVariable String slug, Actor actor, Model model, Htmx htmx) {
        views.requireManager(actor);
        return naming(fresh(slug), model, htmx);
    }

    @PostMapping("/o/{slug}/hubs")
    String create(
            @PathVariable String slug,
            @RequestParam(defaultValue = "") String name,
            Actor actor,
            Model model,
            Htmx htmx,
            HttpServletRequest request,
            HttpServletResponse response) {
        try {
            var hub = hubs.create(actor, name);
            flash.leave(
                    request,
                    response,
                    Note.success("hub.created", hub.name())
                            .next("hub.created.next", "/o/" + slug + "/grants/new?scope=" + hub.id()));
            return htmx.redirect("/o/" + slug + "/hubs/" + hub.id());
        } catch (Refusal refusal) {
            return naming(fresh(slug).refused(name, correctable(refusal)), model, htmx);
        }
    }

    @GetMapping("/o/{slug}/hubs/{id}/name")
    String name(@PathVariable String slug, @PathVariable String id, Actor actor, Model model, Htmx htmx) {
        var hub = hubs.get(actor, ScopeId.parse(id));
        views.requireManager(actor);
        return naming(renaming(slug, hub), model, htmx);
    }

    @PostMapping("/o/{slug}/hubs/{id}/name")
    String rename(
            @PathVariable String slug,
            @PathVariable String id,
            @RequestParam(defaultValue = "") String name,
            Actor actor,
            Model model,
            Htmx htmx,
            HttpServletRequest request,
            HttpServletResponse response) {
        var hub = hubs.get(actor, ScopeId.parse(id));
        try {
            hubs.rename(actor, hub.id(), name);
            flash.leave(request, response, Note.success("hub.renamed", name.strip()));
            return htmx.redirect("/o/" + slug + "/hubs/" + hub.id());
        } catch (Refusal refusal) {
            return naming(renaming(slug, hub).refused(name, correctable(refusal)), model, htmx);
        }
    }

    @GetMapping("/o/{slug}/hubs/{id}/archive")
    String askArchive(@PathVariable String slug, @PathVariable String id, Actor actor, Model model, Htmx htmx) {
        return ask(slug, id, true, actor, model, htmx);
    }

    @PostMapping("/o/{slug}/hubs/{id}/archive")
    String archive(
            @PathVariable String slug,
            @PathVariable String id,
            Actor actor,
            Htmx htmx,
            HttpServletRequest request,
            HttpServletResponse response) {
        var hub = hubs.archive(actor, ScopeId.parse(id));
        flash.leave(request, response, Note.success("hub.was.archived", hub.name()));
        return htmx.redirect("/o/" + slug + "/hubs/" + hub.id());
    }

    @GetMapping("/o/{slug}/hubs/{id}/restoration")
    String askRestoration(@PathVariable String slug, @PathVariable String id, Actor actor, Model model, Htmx htmx) {
        return ask(slug, id, false, actor, model, htmx);
    }

    @PostMapping("/o/{slug}/hubs/{id}/restoration")
    String restore(
            @PathVariable String slug,
            @PathVariable String id,
            Actor actor,
            Htmx htmx,
            HttpServletRequest request,
            HttpServletResponse response) {
        var hub = hubs.restore(actor, ScopeId.parse(id));
        flash.leave(request, response, Note.success("hub.was.restored", hub.name()));
        return htmx.redirect("/o/" + slug + "/hubs/" + hub.id());
    }

    private String ask(String slug, String id, boolean archive, Actor actor, Model model, Htmx htmx) {
        var hub = hubs.get(actor, ScopeId.parse(id));
        views.requireManager(actor);
        var back = "/o/" + slug + "/hubs/" + hub.id();
        return archiving(
                new ArchivingView(
                        archive,
                        true,
                        hub.name(),
                        hub.repositories(),
                        back + (archive ? "/archive" : "/restoration"),
                        back),
                model,
                htmx);
    }

    static String naming(PlaceNameView view, Model model, Htmx htmx) {
        model.addAttribute("naming", view);
        return htmx.view("organizations/hub-name", "organizations/hub-name-pane");
    }

    static String archiving(ArchivingView view, Model model, Htmx htmx) {
        model.addAttribute("archiving", view);
        return htmx.view("organizations/hub-archiving", "organizations/hub-archiving-dialog");
    }

    /** What the person can put right in the pane; anything else is not for it to show. */
    static Refusal correctable(Refusal refusal) {
        if (refusal.kind() != Refusal.Kind.RULE && refusal.kind() != Refusal.Kind.INPUT) throw refusal;
        return refusal;
    }

    private static PlaceNameView fresh(String slug) {
        var list = "/o/" + slug + "/hubs";
        return new PlaceNameView("hub.create", "hub", null, list, list, "", null);
    }

    private static PlaceNameView renaming(String slug, Hub hub) {
        var page = "/o/" + slug + "/hubs/" + hub.id();
        return new PlaceNameView("hub.rename", "hub", hub.name(), page + "/name", page, hub.name(), null);
    }
}
