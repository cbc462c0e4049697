package dev.gatehouse.teams;

import dev.gatehouse.console.Flash;
import dev.gatehouse.console.Htmx;
import dev.gatehouse.console.Note;
import dev.gatehouse.platform.Actor;
import dev.gatehouse.platform.Refusal;
import dev.gatehouse.platform.TeamId;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** One team: its page, the pane that edits it, and the dialog that deletes it. */
@Controller
class TeamPage {

    private final TeamEditing editing;
    private final Teams teams;
    private final Flash flash;

    TeamPage(TeamEditing editing, Teams teams, Flash flash) {
        this.editing = editing;
        this.teams = teams;
        this.flash = flash;
    }

    /** With {@code configure} the page opens its pane at once, for whoever has just made the team. */
    @GetMapping("/o/{slug}/teams/{id}")
    String team(
            @PathVariable String id,
            @RequestParam Map<String, String> parameters,
            Actor actor,
            Model model,
            Htmx htmx) {
        var view = editing.view(actor, TeamId.parse(id), parameters);
        model.addAttribute("view", view);
        model.addAttribute(
                "configure",
                parameters.containsKey("configure") && view.rights().edit(view.team()));
        return htmx.view("teams/team", "teams/people");
    }

    /** The pane; without scripts {@code q} finds people to add. */
    @GetMapping("/o/{slug}/teams/{id}/edit")
    String edit(
            @PathVariable String id,
            @RequestParam(name = "q", defaultValue = "") String typed,
            Actor actor,
            Model model,
            Htmx htmx) {
        return show(editing.open(actor, TeamId.parse(id), List.of(), List.of(), typed), model, htmx);
    }

    @PostMapping("/o/{slug}/teams/{id}")
    String save(
            @PathVariable String slug,
            @PathVariable String id,
            @RequestParam(defaultValue = "") String name,
            @RequestParam(defaultValue = "") String onboarding,
            @RequestParam(name = "add", defaultValue = "") List<String> added,
            @RequestParam(name = "remove", defaultValue = "") List<String> removed,
            Actor actor,
            Model model,
            Htmx htmx,
            HttpServletRequest request,
            HttpServletResponse response) {
        var team = TeamId.parse(id);
        var add = TeamsPage.ids(added);
        var remove = TeamsPage.ids(removed);
        var chosen = !onboarding.isEmpty();
        try {
            teams.save(actor, team, new TeamChange(name, chosen, add, remove));
            flash.leave(request, response, Note.success("teams.saved", name.strip()));
            return htmx.redirect("/o/" + slug + "/teams/" + id);
        } catch (Refusal refusal) {
            if (!correctable(refusal)) throw refusal;
            return show(editing.open(actor, team, add, remove, "").typed(name, chosen, refusal), model, htmx);
        }
    }

    /** Members of the team, for its pane: those that are to be removed stay in sight. */
    @GetMapping("/o/{slug}/teams/{id}/people")
    String people(
            @PathVariable String id,
            @RequestParam(name = "q", defaultValue = "") String typed,
            @RequestParam(name = "remove", defaultValue = "") List<String> removed,
            Actor actor,
            Model model) {
        var remove = TeamsPage.ids(removed);
        model.addAttribute("people", editing.find(actor, TeamId.parse(id), typed, remove));
        model.addAttribute("removed", remove.stream().map(Object::toString).toList());
        return "teams/removable";
    }

    @GetMapping("/o/{slug}/teams/{id}/candidates")
    String candidates(
            @PathVariable String id,
            @RequestParam(name = "q", defaultValue = "") String typed,
            Actor actor,
            Model model) {
        model.addAttribute("people", editing.candidates(actor, TeamId.parse(id), typed));
        model.addAttribute("typed", !typed.isBlank());
        return "teams/candidates";
    }

    @GetMapping("/o/{slug}/teams/{id}/deletion")
    String askDeletion(@PathVariable String id, Actor actor, Model model, Htmx htmx) {
        return show(editing.deletion(actor, TeamId.parse(id)), model, htmx);
    }

    @PostMapping("/o/{slug}/teams/{id}/deletion")
    String delete(
            @PathVariable String slug,
            @PathVariable String id,
            Actor actor,
            Model model,
            Htmx htmx,
            HttpServletRequest request,
            HttpServletResponse response) {
        var team = TeamId.parse(id);
        try {
            flash.leave(
                    request,
                    response,
                    Note.success("teams.deleted", teams.delete(actor, team).name()));
            return htmx.redirect("/o/" + slug + "/teams");
        } catch (Refusal refusal) {
            if (!correctable(refusal)) throw refusal;
            return show(editing.deletion(actor, team).refused(refusal), model, htmx);
        }
    }

    static boolean correctable(Refusal refusal) {
        return refusal.kind() == Refusal.Kind.RULE || refusal.kind() == Refusal.Kind.INPUT;
    }

    private static String show(TeamPane pane, Model model, Htmx htmx) {
        model.addAttribute("pane", pane);
        return htmx.view("teams/form", "teams/pane");
    }

    private static String show(DeletionView deletion, Model model, Htmx htmx) {
        model.addAttribute("deletion", deletion);
        return htmx.view("teams/deletion", "teams/deletion-dialog");
    }
}
