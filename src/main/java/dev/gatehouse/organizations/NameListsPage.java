package dev.gatehouse.organizations;

import dev.gatehouse.console.Flash;
import dev.gatehouse.console.Htmx;
import dev.gatehouse.console.Note;
import dev.gatehouse.platform.Actor;
import dev.gatehouse.platform.PartnerId;
import dev.gatehouse.platform.Refusal;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** The lists of job profiles and of partners, and the panes that change them (CRE-9, TYP-2). */
@Controller
class NameListsPage {

    private static final String PROFILES = "/o/{slug}/settings/job-profiles";
    private static final String PARTNERS = "/o/{slug}/settings/partners";

    private final NameLists lists;
    private final Flash flash;

    NameListsPage(NameLists lists, Flash flash) {
        this.lists = lists;
        this.flash = flash;
    }

    @GetMapping({PROFILES, PARTNERS})
    ModelAndView show(
            Actor actor, Htmx htmx, HttpServletRequest request, @RequestParam Map<String, String> parameters) {
        return new ModelAndView(
                htmx.view("organizations/names", "organizations/names-list"),
                "names",
                lists.page(actor, list(request), PlaceQuery.of(parameters)));
    }

    @GetMapping({PROFILES + "/new", PARTNERS + "/new"})
    ModelAndView blank(Actor actor, Htmx htmx, HttpServletRequest request) {
        return pane(lists.adding(actor, list(request)), htmx);
    }

    @PostMapping({PROFILES, PARTNERS})
    ModelAndView add(
            Actor actor,
            Htmx htmx,
            @RequestParam(defaultValue = "") String name,
            HttpServletRequest request,
            HttpServletResponse response) {
        var kind = list(request);
        try {
            lists.add(actor, kind, name);
            flash.leave(request, response, Note.success(kind.note("created"), name.strip()));
            return new ModelAndView(htmx.redirect(lists.adding(actor, kind).back()));
        } catch (Refusal refusal) {
            return pane(lists.adding(actor, kind).refused(name, HubChangesPage.correctable(refusal)), htmx);
        }
    }

    @GetMapping({PROFILES + "/{id}/name", PARTNERS + "/{id}/name"})
    ModelAndView name(Actor actor, Htmx htmx, HttpServletRequest request, @PathVariable String id) {
        return pane(lists.renaming(actor, list(request), parse(id)), htmx);
    }

    @PostMapping({PROFILES + "/{id}/name", PARTNERS + "/{id}/name"})
    ModelAndView rename(
            Actor actor,
            Htmx htmx,
            @PathVariable String id,
            @RequestParam(defaultValue = "") String name,
            HttpServletRequest request,
            HttpServletResponse response) {
        var kind = list(request);
        try {
            lists.rename(actor, kind, parse(id), name);
            flash.leave(request, response, Note.success(kind.note("renamed"), name.strip()));
            return new ModelAndView(htmx.redirect(lists.adding(actor, kind).back()));
        } catch (Refusal refusal) {
            var no = HubChangesPage.correctable(refusal);
            return pane(lists.renaming(actor, kind, parse(id)).refused(name, no), htmx);
        }
    }

    @GetMapping({PROFILES + "/{id}/removal", PARTNERS + "/{id}/removal"})
    ModelAndView ask(Actor actor, Htmx htmx, HttpServletRequest request, @PathVariable String id) {
        return removal(lists.removal(actor, list(request), parse(id), "", null), htmx);
    }

    @PostMapping({PROFILES + "/{id}/removal", PARTNERS + "/{id}/removal"})
    ModelAndView remove(
            Actor actor,
            Htmx htmx,
            @PathVariable String id,
            @RequestParam(defaultValue = "") String replacement,
            HttpServletRequest request,
            HttpServletResponse response) {
        var kind = list(request);
        try {
            var name = lists.delete(actor, kind, parse(id), replacement);
            flash.leave(request, response, Note.success(kind.note("deleted"), name));
            return new ModelAndView(htmx.redirect(lists.adding(actor, kind).back()));
        } catch (Refusal refusal) {
            var no = HubChangesPage.correctable(refusal);
            return removal(lists.removal(actor, kind, parse(id), replacement, no), htmx);
        }
    }

    static ModelAndView removal(ReplacementView view, Htmx htmx) {
        return new ModelAndView(
                htmx.view("organizations/replacement", "organizations/replacement-dialog"), "removal", view);
    }

    private static ModelAndView pane(NamePaneView view, Htmx htmx) {
        return new ModelAndView(htmx.view("organizations/name-form", "organizations/name-pane"), "pane", view);
    }

    /** Which list the address is of. */
    private static NameList list(HttpServletRequest request) {
        return request.getRequestURI().contains("/settings/partners") ? NameList.PARTNERS : NameList.JOB_PROFILES;
    }

    /** The ids of both lists have the same form. */
    private static UUID parse(String id) {
        return PartnerId.parse(id).value();
    }
}
