package dev.gatehouse.imports;

import dev.gatehouse.console.Flash;
import dev.gatehouse.console.Htmx;
import dev.gatehouse.console.Note;
import dev.gatehouse.console.Shell;
import dev.gatehouse.platform.Actor;
import dev.gatehouse.platform.Refusal;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** One import, from its columns to its report (CRE-4). */
@Controller
class ImportPage {

    private final Imports imports;
    private final ImportViews views;
    private final Flash flash;

    ImportPage(Imports imports, ImportViews views, Flash flash) {
        this.imports = imports;
        this.views = views;
        this.flash = flash;
    }

    /**
     * The page of an import, by its state. While a job is at it the page asks again, and says which state it shows: where that is over,
     * the whole page is loaded anew.
     */
    @GetMapping("/o/{slug}/import/{id}")
    String show(
            @PathVariable String slug,
            @PathVariable String id,
            @RequestParam(defaultValue = "") String state,
            @RequestParam(defaultValue = "0") int said,
            @RequestParam(defaultValue = "") String show,
            @RequestParam(defaultValue = "0") int after,
            Actor actor,
            Shell shell,
            Model model,
            Htmx htmx) {
        var run = imports.get(actor, ImportId.parse(id));
        if (!htmx.part()) return page(slug, actor, shell, run, show, after, null, model);
        if (!run.state().key().equals(state)) return htmx.redirect("/o/" + slug + "/import/" + run.id());
        model.addAttribute("progress", new ImportProgress(run, "/o/" + slug + "/import/" + run.id(), said));
        return htmx.view("imports/running", "imports/progress");
    }

    /** Says anew what the columns are, after a look at what that came to. */
    @GetMapping("/o/{slug}/import/{id}/columns")
    String columns(@PathVariable String slug, @PathVariable String id, Actor actor, Shell shell, Model model) {
        var run = imports.get(actor, ImportId.parse(id));
        if (run.state() != ImportRun.State.UPLOADED && run.state() != ImportRun.State.READY)
            return "redirect:/o/" + slug + "/import/" + run.id();
        model.addAttribute("columns", views.columns(slug, actor, shell.language(), run, null));
        return "imports/columns";
    }

    @PostMapping("/o/{slug}/import/{id}/columns")
    String map(
            @PathVariable String slug,
            @PathVariable String id,
            @RequestParam MultiValueMap<String, String> sent,
            Actor actor,
            Shell shell,
            Model model,
            Htmx htmx,
            HttpServletResponse response) {
        var run = imports.get(actor, ImportId.parse(id));
        var fields = Objects.requireNonNullElse(sent.get("column"), List.<String>of());
        if (fields.size() != run.header().size()) fields = run.fields();
        var way = DefaultWay.of(Objects.requireNonNullElse(sent.getFirst("way"), ""));
        try {
            imports.map(actor, run.id(), fields, way);
            return htmx.redirect("/o/" + slug + "/import/" + run.id());
        } catch (Refusal refusal) {
            if (refusal.kind() != Refusal.Kind.INPUT && refusal.kind() != Refusal.Kind.RULE) throw refusal;
            if (!htmx.part()) response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
            model.addAttribute("columns", views.typed(slug, actor, shell.language(), run, fields, way, refusal));
            return htmx.view("imports/columns", "imports/columns-form");
        }
    }

    @PostMapping("/o/{slug}/import/{id}/confirmation")
    String confirm(
            @PathVariable String slug,
            @PathVariable String id,
            @RequestParam(defaultValue = "") String consent,
            Actor actor,
            Shell shell,
            Model model,
            Htmx htmx,
            HttpServletResponse response) {
        var run = imports.get(actor, ImportId.parse(id));
        try {
            imports.confirm(actor, run.id(), version(consent));
            return htmx.redirect("/o/" + slug + "/import/" + run.id());
        } catch (Refusal refusal) {
            if (refusal.kind() != Refusal.Kind.INPUT && refusal.kind() != Refusal.Kind.RULE) throw refusal;
            if (!htmx.part()) {
                response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
                return page(slug, actor, shell, run, "", 0, refusal, model);
            }
            model.addAttribute("view", views.of(slug, actor, shell.language(), run, "", 0, refusal));
            return "imports/confirm";
        }
    }

    @PostMapping("/o/{slug}/import/{id}/cancellation")
    String cancel(
            @PathVariable String slug,
            @PathVariable String id,
            Actor actor,
            Htmx htmx,
            HttpServletRequest request,
            HttpServletResponse response) {
        var before = imports.get(actor, ImportId.parse(id));
        var run = imports.cancel(actor, before.id());
        if (run.state() == ImportRun.State.CANCELLED && !before.finished())
            flash.leave(request, response, Note.success("imports.cancelled", run.added()));
        return htmx.redirect(
                run.consentVersion() == null ? "/o/" + slug + "/import" : "/o/" + slug + "/import/" + run.id());
    }

    private String page(
            String slug,
            Actor actor,
            Shell shell,
            ImportRun run,
            String show,
            int after,
            @Nullable Refusal refusal,
            Model model) {
        if (run.state() == ImportRun.State.UPLOADED) {
            model.addAttribute("columns", views.columns(slug, actor, shell.language(), run, refusal));
            return "imports/columns";
        }
        if (run.working())
            model.addAttribute("progress", new ImportProgress(run, "/o/" + slug + "/import/" + run.id(), 0));
        model.addAttribute("view", views.of(slug, actor, shell.language(), run, show, after, refusal));
        return switch (run.state()) {
            case UPLOADED, READING, CHECKING, APPLYING -> "imports/running";
            case READY -> "imports/ready";
            case SENDING, DONE, CANCELLED, FAILED -> "imports/report";
        };
    }

    private static int version(String consent) {
        try {
            return Integer.parseInt(consent);
        } catch (NumberFormatException none) {
            throw Refusal.input("consent", "imports.consent");
        }
    }
}
