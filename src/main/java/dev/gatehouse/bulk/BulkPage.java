package dev.gatehouse.bulk;

import dev.gatehouse.console.Flash;
import dev.gatehouse.console.Htmx;
import dev.gatehouse.console.Note;
import dev.gatehouse.platform.Actor;
import dev.gatehouse.platform.Refusal;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The dialogs behind the selection bar, and what they do (MEM-4, TEA-5). */
@Controller
class BulkPage {

    private final Bulk bulk;
    private final BulkOffer offer;
    private final Flash flash;

    BulkPage(Bulk bulk, BulkOffer offer, Flash flash) {
        this.bulk = bulk;
        this.offer = offer;
        this.flash = flash;
    }

    @GetMapping("/o/{slug}/bulk/new/{action}")
    String ask(
            @PathVariable String slug,
            @PathVariable String action,
            @RequestParam MultiValueMap<String, String> sent,
            Actor actor,
            Model model,
            Htmx htmx) {
        return show(offer.question(actor, slug, BulkForm.of(BulkAction.of(action), sent)), model, htmx);
    }

    /** The teams that a search in the dialog finds. */
    @GetMapping("/o/{slug}/bulk/new/{action}/teams")
    String teams(
            @PathVariable String action, @RequestParam MultiValueMap<String, String> sent, Actor actor, Model model) {
        model.addAttribute("choice", offer.choice(actor, BulkForm.of(BulkAction.of(action), sent)));
        return "bulk/teams";
    }

    @PostMapping("/o/{slug}/bulk/new/{action}")
    String start(
            @PathVariable String slug,
            @PathVariable String action,
            @RequestParam MultiValueMap<String, String> sent,
            Actor actor,
            Model model,
            Htmx htmx,
            HttpServletRequest request,
            HttpServletResponse response) {
        var form = BulkForm.of(BulkAction.of(action), sent);
        try {
            var job = bulk.start(actor, form.request());
            var here = "/o/" + slug;
            var report = here + "/bulk/" + job.id();
            if (job.running()) return htmx.redirect(report);
            flash.leave(request, response, said(here, report, job));
            return htmx.redirect(here + "/members" + form.matching());
        } catch (Refusal refusal) {
            if (refusal.kind() != Refusal.Kind.RULE && refusal.kind() != Refusal.Kind.INPUT) throw refusal;
            return show(offer.question(actor, slug, form).refused(refusal), model, htmx);
        }
    }

    private static Note said(String here, String report, BulkJob job) {
        var team = String.join(", ", job.teamNames());
        if (job.action() == BulkAction.TEAM_CREATION && job.leftOut() == 0)
            return Note.success("bulk.team.created", team, job.done())
                    .next("bulk.team.configure", here + "/teams/" + job.teams().getFirst());
        if (job.done() == 0) return Note.info("bulk.done.nobody", job.leftOut()).next("bulk.report", report);
        var key = "bulk.done." + job.action().key();
        var note = Note.success(key, job.done(), job.leftOut(), team);
        return job.leftOut() == 0 ? note : note.next("bulk.report", report);
    }

    private static String show(BulkQuestion question, Model model, Htmx htmx) {
        model.addAttribute("question", question);
        return htmx.view("bulk/question", "bulk/question-dialog");
    }
}
