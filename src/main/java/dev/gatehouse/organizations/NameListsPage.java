package dev.gatehouse.organizations;

import dev.gatehouse.console.Change;
import dev.gatehouse.console.Htmx;
import dev.gatehouse.console.Note;
import dev.gatehouse.platform.Actor;
import dev.gatehouse.platform.PartnerId;
import jakarta.servlet.http.HttpServletRequest;
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

    NameListsPage(NameLists lists) {
        this.lists = lists;
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
            Change change,
            @RequestParam(defaultValue = "") String name,
            HttpServletRequest request) {
        var kind = list(request);
        return change.make(
                () -> {
                    lists.add(actor, kind, name);
                    return Note.success(kind.note("created"), name.strip());
                },
                () -> lists.adding(actor, kind).back(),
                refusal -> pane(lists.adding(actor, kind).refused(name, refusal), htmx));
    }

    @GetMapping({PROFILES + "/{id}/name", PARTNERS + "/{id}/name"})
    ModelAndView name(Actor actor, Htmx htmx, HttpServletRequest request, @PathVariable String id) {
        return pane(lists.renaming(actor, list(request), parse(id)), htmx);
    }

    @PostMapping({PROFILES + "/{id}/name", PARTNERS + "/{id}/name"})
    ModelAndView rename(
            Actor actor,
            Htmx htmx,
            Change change,
            @PathVariable String id,
            @RequestParam(defaultValue = "") String name,
            HttpServletRequest request) {
        var kind = list(request);
        return change.make(
                () -> {
                    lists.rename(actor, kind, parse(id), name);
                    return Note.success(kind.note("renamed"), name.strip());
                },
                () -> lists.adding(actor, kind).back(),
                refusal -> pane(lists.renaming(actor, kind, parse(id)).refused(name, refusal), htmx));
    }

    @GetMapping({PROFILES + "/{id}/removal", PARTNERS + "/{id}/removal"})
    ModelAndView ask(Actor actor, Htmx htmx, HttpServletRequest request, @PathVariable String id) {
        return removal(lists.removal(actor, list(request), parse(id), "", null), htmx);
    }

    @PostMapping({PROFILES + "/{id}/removal", PARTNERS + "/{id}/removal"})
    ModelAndView remove(
            Actor actor,
            Htmx htmx,
            Change change,
            @PathVariable String id,
            @RequestParam(defaultValue = "") String replacement,
            HttpServletRequest request) {
        var kind = list(request);
        return change.make(
                () -> Note.success(kind.note("deleted"), lists.delete(actor, kind, parse(id), replacement)),
                () -> lists.adding(actor, kind).back(),
                refusal -> removal(lists.removal(actor, kind, parse(id), replacement, refusal), htmx));
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
