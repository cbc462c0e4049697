package dev.gatehouse.organizations;

import dev.gatehouse.console.Change;
import dev.gatehouse.console.Htmx;
import dev.gatehouse.console.Note;
import dev.gatehouse.platform.Actor;
import dev.gatehouse.platform.ScopeId;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** The panes and dialogs that make, rename, archive and restore hubs (ORG-2). */
@Controller
class HubChangesPage {

    private final Hubs hubs;
    private final HubViews views;

    HubChangesPage(Hubs hubs, HubViews views) {
        this.hubs = hubs;
        this.views = views;
    }

    @GetMapping("/o/{slug}/hubs/new")
    ModelAndView blank(@PathVariable String slug, Actor actor, Htmx htmx) {
        views.requireManager(actor);
        return naming(fresh(slug), htmx);
    }

    @PostMapping("/o/{slug}/hubs")
    ModelAndView create(
            @PathVariable String slug,
            @RequestParam(defaultValue = "") String name,
            Actor actor,
            Htmx htmx,
            Change change) {
        return change.make(
                () -> {
                    var hub = hubs.create(actor, name);
                    return change.done(
                            Note.success("hub.created", hub.name())
                                    .next("hub.created.next", "/o/" + slug + "/grants/new?scope=" + hub.id()),
                            address(slug, hub));
                },
                refusal -> naming(fresh(slug).refused(name, refusal), htmx));
    }

    @GetMapping("/o/{slug}/hubs/{id}/name")
    ModelAndView name(@PathVariable String slug, @PathVariable String id, Actor actor, Htmx htmx) {
        var hub = hubs.get(actor, ScopeId.parse(id));
        views.requireManager(actor);
        return naming(renaming(slug, hub), htmx);
    }

    @PostMapping("/o/{slug}/hubs/{id}/name")
    ModelAndView rename(
            @PathVariable String slug,
            @PathVariable String id,
            @RequestParam(defaultValue = "") String name,
            Actor actor,
            Htmx htmx,
            Change change) {
        var hub = hubs.get(actor, ScopeId.parse(id));
        return change.make(
                () -> {
                    hubs.rename(actor, hub.id(), name);
                    return change.done(Note.success("hub.renamed", name.strip()), address(slug, hub));
                },
                refusal -> naming(renaming(slug, hub).refused(name, refusal), htmx));
    }

    @GetMapping("/o/{slug}/hubs/{id}/archive")
    ModelAndView askArchive(@PathVariable String slug, @PathVariable String id, Actor actor, Htmx htmx) {
        return ask(slug, id, true, actor, htmx);
    }

    @PostMapping("/o/{slug}/hubs/{id}/archive")
    ModelAndView archive(@PathVariable String slug, @PathVariable String id, Actor actor, Change change) {
        var hub = hubs.archive(actor, ScopeId.parse(id));
        return change.done(Note.success("hub.was.archived", hub.name()), address(slug, hub));
    }

    @GetMapping("/o/{slug}/hubs/{id}/restoration")
    ModelAndView askRestoration(@PathVariable String slug, @PathVariable String id, Actor actor, Htmx htmx) {
        return ask(slug, id, false, actor, htmx);
    }

    @PostMapping("/o/{slug}/hubs/{id}/restoration")
    ModelAndView restore(@PathVariable String slug, @PathVariable String id, Actor actor, Change change) {
        var hub = hubs.restore(actor, ScopeId.parse(id));
        return change.done(Note.success("hub.was.restored", hub.name()), address(slug, hub));
    }

    private ModelAndView ask(String slug, String id, boolean archive, Actor actor, Htmx htmx) {
        var hub = hubs.get(actor, ScopeId.parse(id));
        views.requireManager(actor);
        var back = address(slug, hub);
        return archiving(
                new ArchivingView(
                        archive,
                        true,
                        hub.name(),
                        hub.repositories(),
                        back + (archive ? "/archive" : "/restoration"),
                        back),
                htmx);
    }

    static ModelAndView naming(PlaceNameView view, Htmx htmx) {
        return new ModelAndView(htmx.view("organizations/hub-name", "organizations/hub-name-pane"), "naming", view);
    }

    static ModelAndView archiving(ArchivingView view, Htmx htmx) {
        return new ModelAndView(
                htmx.view("organizations/hub-archiving", "organizations/hub-archiving-dialog"), "archiving", view);
    }

    private static String address(String slug, Hub hub) {
        return "/o/" + slug + "/hubs/" + hub.id();
    }

    private static PlaceNameView fresh(String slug) {
        var list = "/o/" + slug + "/hubs";
        return new PlaceNameView("hub.create", "hub", null, list, list, "", null);
    }

    private static PlaceNameView renaming(String slug, Hub hub) {
        var page = address(slug, hub);
        return new PlaceNameView("hub.rename", "hub", hub.name(), page + "/name", page, hub.name(), null);
    }
}
