package dev.gatehouse.bulk;

import de.siegmar.fastcsv.writer.CsvWriter;
import dev.gatehouse.console.Htmx;
import dev.gatehouse.console.Shell;
import dev.gatehouse.platform.Actor;
import dev.gatehouse.platform.HarmlessText;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.StreamUtils;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** How far an action on many has come, and what became of it (MEM-4). */
@Controller
class BulkReportPage {

    private static final int SHOWN = 50;
    private static final int CHUNK = 2_000;

    private final Bulk bulk;

    BulkReportPage(Bulk bulk) {
        this.bulk = bulk;
    }

    @GetMapping("/o/{slug}/bulk")
    String recent(@PathVariable String slug, Actor actor, Model model) {
        model.addAttribute("jobs", new RecentBulks("/o/" + slug, bulk.recent(actor)));
        return "bulk/recent";
    }

    /** A line over the members list for whoever left while their action was running; nothing at all otherwise. */
    @GetMapping("/o/{slug}/bulk/running")
    String running(@PathVariable String slug, Actor actor, Model model) {
        model.addAttribute(
                "jobs",
                new RecentBulks(
                        "/o/" + slug,
                        bulk.recent(actor).stream().filter(BulkJob::running).toList()));
        return "bulk/running";
    }

    @GetMapping("/o/{slug}/bulk/{id}")
    String report(
            @PathVariable String slug,
            @PathVariable String id,
            @RequestParam(defaultValue = "0") int after,
            Actor actor,
            Model model,
            Htmx htmx) {
        var job = bulk.get(actor, BulkJobId.parse(id));
        var here = "/o/" + slug;
        var address = here + "/bulk/" + id;
        var leftOut = job.running() ? List.<BulkTarget>of() : bulk.leftOut(actor, job.id(), after, SHOWN + 1);
        var more = leftOut.size() > SHOWN;
        var shown = more ? leftOut.subList(0, SHOWN) : leftOut;
        model.addAttribute(
                "report",
                new BulkReport(
                        job,
                        address,
                        here,
                        shown,
                        more ? address + "?after=" + shown.getLast().number() : null));
        return htmx.view("bulk/report", "bulk/progress");
    }

    @PostMapping("/o/{slug}/bulk/{id}/cancellation")
    String cancel(@PathVariable String slug, @PathVariable String id, Actor actor, Htmx htmx) {
        bulk.cancel(actor, BulkJobId.parse(id));
        return htmx.redirect("/o/" + slug + "/bulk/" + id);
    }

    @GetMapping("/o/{slug}/bulk/{id}.csv")
    void csv(@PathVariable String id, Actor actor, Shell shell, HttpServletResponse response) throws IOException {
        var job = bulk.get(actor, BulkJobId.parse(id));
        response.setContentType("text/csv;charset=UTF-8");
        response.setHeader(
                "Content-Disposition", "attachment; filename=\"" + job.action().address() + "-" + job.id() + ".csv\"");
        var writer = new OutputStreamWriter(StreamUtils.nonClosing(response.getOutputStream()), StandardCharsets.UTF_8);
        try (var csv = CsvWriter.builder().build(writer)) {
            csv.writeRecord("number", "id", "name", "email", "result", "reason", "sentence");
            for (var rows = bulk.targets(actor, job.id(), 0, CHUNK);
                    !rows.isEmpty();
                    rows = bulk.targets(actor, job.id(), rows.getLast().number(), CHUNK))
                for (var row : rows) csv.writeRecord(cells(row, job, shell));
        }
    }

    private static List<String> cells(BulkTarget row, BulkJob job, Shell shell) {
        var problem = row.problem();
        var result = row.number() > job.reached() ? "not_reached" : problem == null ? "done" : "left_out";
        return List.of(
                Integer.toString(row.number()),
                row.id().toString(),
                harmless(row.name()),
                harmless(row.email()),
                result,
                Objects.requireNonNullElse(problem, ""),
                problem == null ? "" : shell.text("bulk.left_out." + problem));
    }

    private static String harmless(@Nullable String text) {
        return text == null ? "" : HarmlessText.of(text);
    }
}
