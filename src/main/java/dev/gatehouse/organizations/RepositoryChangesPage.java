package dev.gatehouse.organizations;

import static dev.gatehouse.organizations.HubChangesPage.archiving;
import static dev.gatehouse.organizations.HubChangesPage.correctable;
import static dev.gatehouse.organizations.HubChangesPage.naming;

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

/** The panes and dialogs that make, rename, archive and restore repositories (ORG-2). */
@Controller
class RepositoryChangesPage {

    private static final String ALL = "/o/{slug}/hubs/{hub}/repositories";
    private static final String ONE = ALL + "/{id}";

    private final Hubs hubs;
    private final HubViews views;
    private final Flash flash;

    RepositoryChangesPage(Hubs hubs, HubViews views, Flash flash) {
        this.hubs = hubs;
        this.views = views;
        this.flash = flash;
    }

    @GetMapping(ALL + "/new")
    String blank(@PathVariable String slug, @PathVariable String hub, Actor actor, Model model, Htmx htmx) {
        var around = hubs.get(actor, ScopeId.parse(hub));
        views.requireManager(actor);
        return naming(fresh(slug, around), model, htmx);
    }

    @PostMapping(ALL)
    String create(
            @PathVariable String slug,
            @PathVariable String hub,
            @RequestParam(defaultValue = "") String name,
            Actor actor,
            Model model,
            Htmx htmx,
            HttpServletRequest request,
            HttpServletResponse response) {
        var around = hubs.get(actor, ScopeId.parse(hub));
        try {
            var repository = hubs.createRepository(actor, around.id(), name);
            flash.leave(request, response, Note.success("repository.created", repository.name()));
            return htmx.redirect("/o/" + slug + "/hubs/" + around.id());
        } catch (Refusal refusal) {
            return naming(fresh(slug, around).refused(name, correctable(refusal)), model, htmx);
        }
    }

    @GetMapping(ONE + "/name")
    String name(
            @PathVariable String slug,
            @PathVariable String hub,
            @PathVariable String id,
            Actor actor,
            Model model,
            Htmx htmx) {
        var repository = hubs.repository(actor, ScopeId.parse(hub), ScopeId.parse(id));
        views.requireManager(actor);
        return naming(renaming(slug, repository), model, htmx);
    }

    @PostMapping(ONE + "/name")
    String rename(
            @PathVariable String slug,
            @PathVariable String hub,
            @PathVariable String id,
            @RequestParam(defaultValue = "") String name,
            Actor actor,
            Model model,
            Htmx htmx,
            HttpServletRequest request,
            HttpServletResponse response) {
        var repository = hubs.repository(actor, ScopeId.parse(hub), ScopeId.parse(id));
        try {
            hubs.renameRepository(actor, repository.hub(), repository.id(), name);
            flash.leave(request, response, Note.success("repository.renamed", name.strip()));
            return htmx.redirect(address(slug, repository));
        } catch (Refusal refusal) {
            return naming(renaming(slug, repository).refused(name, correctable(refusal)), model, htmx);
        }
    }

    @GetMapping(ONE + "/archive")
    String askArchive(
            @PathVariable String slug,
            @PathVariable String hub,
            @PathVariable String id,
            Actor actor,
            Model model,
            Htmx htmx) {
        return ask(slug, hub, id, true, actor, model, htmx);
    }

    @PostMapping(ONE + "/archive")
    String archive(
            @PathVariable String slug,
            @PathVariable String hub,
            @PathVariable String id,
            Actor actor,
            Htmx htmx,
            HttpServletRequest request,
            HttpServletResponse response) {
        var repository = hubs.archiveRepository(actor, ScopeId.parse(hub), ScopeId.parse(id));
        flash.leave(request, response, Note.success("hub.was.archived", repository.name()));
        return htmx.redirect(address(slug, repository));
    }

    @GetMapping(ONE + "/restoration")
    String askRestoration(
            @PathVariable String slug,
            @PathVariable String hub,
            @PathVariable String id,
            Actor actor,
            Model model,
            Htmx htmx) {
        return ask(slug, hub, id, false, actor, model, htmx);
    }

    @PostMapping(ONE + "/restoration")
    String restore(
            @PathVariable String slug,
            @PathVariable String hub,
            @PathVariable String id,
            Actor actor,
            Htmx htmx,
            HttpServletRequest request,
            HttpServletResponse response) {
        var repository = hubs.restoreRepository(actor, ScopeId.parse(hub), ScopeId.parse(id));
        flash.leave(request, response, Note.success("hub.was.restored", repository.name()));
        return htmx.redirect(address(slug, repository));
    }

    private String ask(String slug, String hub, String id, boolean archive, Actor actor, Model model, Htmx htmx) {
        var repository = hubs.repository(actor, ScopeId.parse(hub), ScopeId.parse(id));
        views.requireManager(actor);
        var back = address(slug, repository);
        return archiving(
                new ArchivingView(
                        archive, false, repository.name(), 0, back + (archive ? "/archive" : "/restoration"), back),
                model,
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
