package dev.gatehouse.members;

import dev.gatehouse.console.Htmx;
import dev.gatehouse.platform.Actor;
import dev.gatehouse.platform.MemberId;
import dev.gatehouse.platform.Refusal;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** The members list and its export. */
@Controller
class MembersPage {

    private final MemberList list;
    private final MemberExport export;
    private final Arrivals arrivals;
    private final MemberWords words;

    MembersPage(MemberList list, MemberExport export, Arrivals arrivals, MemberWords words) {
        this.list = list;
        this.export = export;
        this.arrivals = arrivals;
        this.words = words;
    }

    @GetMapping("/o/{slug}/members")
    ModelAndView list(Actor actor, Htmx htmx, @RequestParam Map<String, String> parameters) {
        var members = list.page(actor, MemberListQuery.of(parameters));
        var page = new ModelAndView(htmx.view("members/index", "members/list"), "members", members);
        if (!htmx.part()) page.addObject("behind", words.behind(actor));
        // Whoever may invite by name needs no link to pass on (INV-8).
        if (!htmx.part() && !members.mayInvite()) page.addObject("colleagues", arrivals.colleaguesInvite(actor));
        return page;
    }

    /** What the field for a team offers while one types. */
    @GetMapping("/o/{slug}/members/team-names")
    ModelAndView teamNames(Actor actor, @RequestParam(name = "team_name", defaultValue = "") String typed) {
        return new ModelAndView("members/team-names", "names", list.teamsBeginning(actor, typed));
    }

    /** What the field for a department offers while one types. */
    @GetMapping("/o/{slug}/members/department-names")
    ModelAndView departmentNames(Actor actor, @RequestParam(name = "department_name", defaultValue = "") String typed) {
        return new ModelAndView("members/team-names", "names", list.departmentsNamed(actor, typed));
    }

    /** Asks before somebody is removed: a dialog over the list, or a page where there is no JavaScript. */
    @GetMapping("/o/{slug}/members/{id}/removal")
    ModelAndView askRemoval(Actor actor, Htmx htmx, @PathVariable String id) {
        var member = list.member(actor, MemberId.parse(id));
        if (!member.row().removable()) throw Refusal.forbidden();
        var person = new RemovalView.Person(id, member.called(), member.row().name() == null);
        return new ModelAndView(
                htmx.view("members/removal", "members/removal-dialog"),
                "removal",
                new RemovalView(member.address() + "/removal", member.list(), List.of(person)));
    }

    /** A POST, for it writes an event. */
    @PostMapping("/o/{slug}/members.csv")
    void csv(
            Actor actor,
            @PathVariable String slug,
            @RequestParam Map<String, String> parameters,
            HttpServletResponse response)
            throws IOException {
        var query = MemberListQuery.of(parameters);
        var first = export.first(actor, query);
        response.setContentType("text/csv;charset=UTF-8");
        response.setHeader("Content-Disposition", "attachment; filename=\"members-" + slug + ".csv\"");
        export.csv(actor, query, first, response.getOutputStream());
    }

    @PostMapping("/o/{slug}/members.xlsx")
    void xlsx(
            Actor actor,
            @PathVariable String slug,
            @RequestParam Map<String, String> parameters,
            HttpServletResponse response)
            throws IOException {
        var query = MemberListQuery.of(parameters);
        var first = export.first(actor, query);
        response.setContentType("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");
        response.setHeader("Content-Disposition", "attachment; filename=\"members-" + slug + ".xlsx\"");
        export.xlsx(actor, query, first, response.getOutputStream());
    }
}
