package dev.gatehouse.organizations;

import static dev.gatehouse.organizations.HubChangesPage.archiving;
import static dev.gatehouse.organizations.HubChangesPage.naming;

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

/** The panes and dialogs that make, rename, archive and restore repositories (ORG-2). */
@Controller
class RepositoryChangesPage {

    private static final String ALL = "/o/{slug}/hubs/{hub}/repositories";
    private static final String ONE = ALL + "/{id}";

    private final Hubs hubs;
    private final HubViews views;

    RepositoryChangesPage(Hubs hubs, HubViews views) {
        this.hubs = hubs;
        this.views = views;
    }

    @GetMapping(ALL + "/new")
    ModelAndView blank(@PathVariable String slug, @PathVariable String hub, Actor actor, Htmx htmx) {
        var around = hubs.get(actor, ScopeId.parse(hub));
        views.requireManager(actor);
        return naming(fresh(slug, around), htmx);
    }

    @PostMapping(ALL)
    ModelAndView create(
            @PathVariable String slug,
            @PathVariable String hub,
            @RequestParam(defaultValue = "") String name,
            Actor actor,
            Htmx htmx,
            Change change) {
        var around = hubs.get(actor, ScopeId.parse(hub));
        return change.make(
                () -> Note.success(
                        "repository.created",
                        hubs.createRepository(actor, around.id(), name).name()),
                () -> "/o/" + slug + "/hubs/" + around.id(),
                refusal -> naming(fresh(slug, around).refused(name, refusal), htmx));
    }

    @GetMapping(ONE + "/name")
    ModelAndView name(
            @PathVariable String slug, @PathVariable String hub, @PathVariable String id, Actor actor, Htmx htmx) {
        var repository = hubs.repository(actor, ScopeId.parse(hub), ScopeId.parse(id));
        views.requireManager(actor);
        return naming(renaming(slug, repository), htmx);
    }

    @PostMapping(ONE + "/name")
    ModelAndView rename(
            @PathVariable String slug,
            @PathVariable String hub,
            @PathVariable String id,
            @RequestParam(defaultValue = "") String name,
            Actor actor,
            Htmx htmx,
            Change change) {
        var repository = hubs.repository(actor, ScopeId.parse(hub), ScopeId.parse(id));
        return change.make(
                () -> {
                    hubs.renameRepository(actor, repository.hub(), repository.id(), name);
                    return change.done(Note.success("repository.renamed", name.strip()), address(slug, repository));
                },
                refusal -> naming(renaming(slug, repository).refused(name, refusal), htmx));
    }

    @GetMapping(ONE + "/archive")
    ModelAndView askArchive(
            @PathVariable String slug, @PathVariable String hub, @PathVariable String id, Actor actor, Htmx htmx) {
        return ask(slug, hub, id, true, actor, htmx);
    }

    @PostMapping(ONE + "/archive")
    ModelAndView archive(
            @PathVariable String slug, @PathVariable String hub, @PathVariable String id, Actor actor, Change change) {
        var repository = hubs.archiveRepository(actor, ScopeId.parse(hub), ScopeId.parse(id));
        return change.done(Note.success("hub.was.archived", repository.name()), address(slug, repository));
    }

    @GetMapping(ONE + "/restoration")
    ModelAndView askRestoration(
            @PathVariable String slug, @PathVariable String hub, @PathVariable String id, Actor actor, Htmx htmx) {
        return ask(slug, hub, id, false, actor, htmx);
    }

    @PostMapping(ONE + "/restoration")
    ModelAndView restore(
            @PathVariable String slug, @PathVariable String hub, @PathVariable String id, Actor actor, Change change) {
        var repository = hubs.restoreRepository(actor, ScopeId.parse(hub), ScopeId.parse(id));
        return change.done(Note.success("hub.was.restored", repository.name()), address(slug, repository));
    }

    private ModelAndView ask(String slug, String hub, String id, boolean archive, Actor actor, Htmx htmx) {
        var repository = hubs.repository(actor, ScopeId.parse(hub), ScopeId.parse(id));
        views.requireManager(actor);
        var back = address(slug, repository);
        return archiving(
                new ArchivingView(
                        archive, false, repository.name(), 0, back + (archive ? "/archive" : "/restoration"), back),
                htmx);
    }

    private static String address(String slug, Repository repository) {
        return "/o/" + slug + "/hubs/" + repository.hub() + "/repositories/" + repository.id();
    }

    private static PlaceNameView fresh(String slug, Hub around) {
        var page = "/o/" + slug + "/hubs/" + around.id();
        return new PlaceNameView(
                "repository.create", "repository", around.name(), page + "/repositories", page, "", null);
    }

    private static PlaceNameView renaming(String slug, Repository repository) {
        var page = address(slug, repository);
        return new PlaceNameView(
                "repository.rename", "repository", repository.name(), page + "/name", page, repository.name(), null);
    }
}
