package dev.gatehouse.permissions;

import dev.gatehouse.admission.Ways;
import dev.gatehouse.console.Flash;
import dev.gatehouse.console.Htmx;
import dev.gatehouse.console.Note;
import dev.gatehouse.members.Arrivals;
import dev.gatehouse.members.KeyAccounts;
import dev.gatehouse.members.MemberHistory;
import dev.gatehouse.members.MemberList;
import dev.gatehouse.members.MemberProfiles;
import dev.gatehouse.platform.Actor;
import dev.gatehouse.platform.MemberId;
import dev.gatehouse.platform.Refusal;
import dev.gatehouse.platform.TeamId;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** The page of one member (MEM-6), and their places in teams. */
@Controller
class MemberPage {

    private final MemberList list;
    private final MemberHistory history;
    private final MemberProfiles profiles;
    private final Ways ways;
    private final KeyAccounts accounts;
    private final MemberPermissions permissions;
    private final Arrivals arrivals;
    private final Flash flash;

    MemberPage(
            MemberList list,
            MemberHistory history,
            MemberProfiles profiles,
            Ways ways,
            KeyAccounts accounts,
            MemberPermissions permissions,
            Arrivals arrivals,
            Flash flash) {
        this.arrivals = arrivals;
        this.list = list;
        this.history = history;
        this.profiles = profiles;
        this.ways = ways;
        this.accounts = accounts;
        this.permissions = permissions;
        this.flash = flash;
    }

    @GetMapping("/o/{slug}/members/{id}")
    ModelAndView show(Actor actor, @PathVariable String slug, @PathVariable String id) {
        var member = MemberId.parse(id);
        return new ModelAndView("members/member", "member", list.member(actor, member))
                .addObject("history", history.of(actor, member))
                .addObject("profile", profiles.of(actor, member))
                .addObject("ways", ways.of(actor, member))
                .addObject("arrival", arrivals.of(actor, member))
                .addObject("partner", accounts.seen(actor, member).orElse(null))
                .addObject("permissions", permissions.of(actor, slug, member));
    }

    @GetMapping("/o/{slug}/members/{id}/teams/new")
    ModelAndView choose(
            Actor actor,
            Htmx htmx,
            @PathVariable String slug,
            @PathVariable String id,
            @RequestParam(defaultValue = "") List<String> team,
            @RequestParam(defaultValue = "") String find) {
        return show(permissions.pane(actor, slug, MemberId.parse(id), teams(team), find), htmx);
    }

    @PostMapping("/o/{slug}/members/{id}/teams")
    ModelAndView join(
            Actor actor,
            Htmx htmx,
            @PathVariable String slug,
            @PathVariable String id,
            @RequestParam(defaultValue = "") List<String> team,
            @RequestParam(defaultValue = "") String find,
            @RequestParam(defaultValue = "") String look,
            HttpServletRequest request,
            HttpServletResponse response) {
        var member = MemberId.parse(id);
        if (!look.isEmpty()) return show(permissions.pane(actor, slug, member, teams(team), find), htmx);
        try {
            var joined = permissions.join(actor, member, teams(team));
            flash.leave(request, response, Note.success("teams.joined", joined.label(), team.size()));
            return new ModelAndView(htmx.redirect("/o/" + slug + "/members/" + id));
        } catch (Refusal refusal) {
            if (refusal.kind() != Refusal.Kind.RULE && refusal.kind() != Refusal.Kind.INPUT) throw refusal;
            return show(permissions.pane(actor, slug, member, teams(team), find).refused(refusal), htmx);
        }
    }

    @GetMapping("/o/{slug}/members/{id}/teams/{team}/removal")
    ModelAndView ask(
            Actor actor, Htmx htmx, @PathVariable String slug, @PathVariable String id, @PathVariable String team) {
        var view = permissions.leaving(actor, slug, MemberId.parse(id), TeamId.parse(team));
        return new ModelAndView(htmx.view("permissions/leave", "permissions/leave-dialog"), "leave", view);
    }

    @PostMapping("/o/{slug}/members/{id}/teams/{team}/removal")
    ModelAndView leave(
            Actor actor,
            Htmx htmx,
            @PathVariable String slug,
            @PathVariable String id,
            @PathVariable String team,
            HttpServletRequest request,
            HttpServletResponse response) {
        var left = permissions.leave(actor, slug, MemberId.parse(id), TeamId.parse(team));
        flash.leave(
                request,
                response,
                Note.success("teams.left", left.called(), left.team().name()));
        return new ModelAndView(htmx.redirect(left.back()));
    }

    private static ModelAndView show(TeamsPaneView view, Htmx htmx) {
        var part = "member-teams".equals(htmx.target()) ? "permissions/team-options" : "permissions/teams-pane";
        return new ModelAndView(htmx.view("permissions/teams-pane-page", part), "pane", view);
    }

    private static List<TeamId> teams(List<String> ids) {
        return ids.stream()
                .filter(id -> !id.isEmpty())
                .distinct()
                .map(TeamId::parse)
                .toList();
    }
}
