package dev.gatehouse.teams;

import dev.gatehouse.console.Flash;
import dev.gatehouse.console.Htmx;
import dev.gatehouse.console.Note;
import dev.gatehouse.platform.Actor;
import dev.gatehouse.platform.MemberId;
import dev.gatehouse.platform.Refusal;
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

/** The Teams tab, and making a team. */
@Controller
class TeamsPage {

    private final TeamList list;
    private final TeamEditing editing;
    private final Teams teams;
    private final Flash flash;

    TeamsPage(TeamList list, TeamEditing editing, Teams teams, Flash flash) {
        this.list = list;
        this.editing = editing;
        this.teams = teams;
        this.flash = flash;
    }

    @GetMapping("/o/{slug}/teams")
    String list(Actor actor, Model model, Htmx htmx, @RequestParam Map<String, String> parameters) {
        model.addAttribute("teams", list.page(actor, TeamListQuery.of(parameters)));
        return htmx.view("teams/index", "teams/list");
    }

    @GetMapping("/o/{slug}/teams/new")
    String blank(
            @RequestParam(name = "member", defaultValue = "") List<String> members,
            Actor actor,
            Model model,
            Htmx htmx) {
        return show(editing.blank(actor, ids(members)), model, htmx);
    }

    @PostMapping("/o/{slug}/teams")
    String create(
            @PathVariable String slug,
            @RequestParam(defaultValue = "") String name,
            @RequestParam(defaultValue = "") String onboarding,
            @RequestParam(name = "add", defaultValue = "") List<String> members,
            Actor actor,
            Model model,
            Htmx htmx,
            HttpServletRequest request,
            HttpServletResponse response) {
        var chosen = !onboarding.isEmpty();
        try {
            var team = teams.create(actor, name, chosen, ids(members));
            flash.leave(
                    request,
                    response,
                    Note.success("teams.created")
                            .next("teams.created.configure", "/o/" + slug + "/teams/" + team + "?configure"));
            return htmx.redirect("/o/" + slug + "/teams");
        } catch (Refusal refusal) {
            if (!TeamPage.correctable(refusal)) throw refusal;
            return show(editing.blank(actor, ids(members)).typed(name, chosen, refusal), model, htmx);
        }
    }

    private static String show(TeamPane pane, Model model, Htmx htmx) {
        model.addAttribute("pane", pane);
        return htmx.view("teams/form", "teams/pane");
    }

    /** What a form or an address names, each once. Refuses what is no id with {@code not.found}. */
    static List<MemberId> ids(List<String> texts) {
        return texts.stream()
                .filter(text -> !text.isEmpty())
                .distinct()
                .map(MemberId::parse)
                .toList();
    }
}
