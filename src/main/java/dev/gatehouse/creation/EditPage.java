package dev.gatehouse.creation;

import dev.gatehouse.console.Flash;
import dev.gatehouse.console.Htmx;
import dev.gatehouse.console.Note;
import dev.gatehouse.console.Shell;
import dev.gatehouse.creation.EditOutcome.Saved;
import dev.gatehouse.creation.EditOutcome.Wrong;
import dev.gatehouse.platform.Actor;
import dev.gatehouse.platform.MemberId;
import dev.gatehouse.platform.Refusal;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The pane that changes what the organization knows of a member (LIF-6). */
@Controller
class EditPage {

    private final Editing editing;
    private final Flash flash;

    EditPage(Editing editing, Flash flash) {
        this.editing = editing;
        this.flash = flash;
    }

    @GetMapping("/o/{slug}/members/{id}/edit")
    String open(@PathVariable String slug, @PathVariable String id, Actor actor, Model model, Htmx htmx) {
        var offer = editing.offer(actor, MemberId.parse(id));
        return show(
                new EditView(slug, offer, offer.before(), editing.departments(actor, offer.before()), Map.of(), null),
                model,
                htmx);
    }

    @PostMapping("/o/{slug}/members/{id}/edit")
    String save(
            @PathVariable String slug,
            @PathVariable String id,
            @RequestParam MultiValueMap<String, String> sent,
            Actor actor,
            Shell shell,
            Model model,
            Htmx htmx,
            HttpServletRequest request,
            HttpServletResponse response) {
        var offer = editing.offer(actor, MemberId.parse(id));
        var form = EditForm.of(sent, offer.before());
        var departments = editing.departments(actor, form);
        var view = new EditView(slug, offer, form, departments, Map.of(), null);
        try {
            return switch (editing.save(actor, MemberId.parse(id), form, new Reader(shell.language(), shell.zone()))) {
                case Saved saved -> {
                    var key = saved.linksEnded() ? "edit.done.links" : "edit.done";
                    flash.leave(
                            request, response, Note.success(key, saved.member().label()));
                    yield htmx.redirect(view.page());
                }
                case Wrong wrong -> {
                    if (!htmx.part()) response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
                    yield show(new EditView(slug, offer, form, departments, wrong.fields(), null), model, htmx);
                }
            };
        } catch (Refusal refusal) {
            if (refusal.kind() != Refusal.Kind.RULE) throw refusal;
            if (!htmx.part()) response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
            return show(new EditView(slug, offer, form, departments, Map.of(), refusal), model, htmx);
        }
    }

    private static String show(EditView view, Model model, Htmx htmx) {
        model.addAttribute("edit", view);
        return htmx.view("creation/edit", "creation/edit-pane");
    }
}
