package dev.gatehouse.auditlog;

import de.siegmar.fastcsv.writer.CsvWriter;
import dev.gatehouse.audit.ChainVerdict.Broken;
import dev.gatehouse.audit.ChainVerdict.Whole;
import dev.gatehouse.console.Flash;
import dev.gatehouse.console.Htmx;
import dev.gatehouse.console.Note;
import dev.gatehouse.console.Shell;
import dev.gatehouse.platform.Actor;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.util.StreamUtils;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** The audit log's page, its export and its proof (AUD-1). */
@Controller
class AuditLogPage {

    private final AuditLog log;
    private final Flash flash;

    AuditLogPage(AuditLog log, Flash flash) {
        this.log = log;
        this.flash = flash;
    }

    @GetMapping("/o/{slug}/audit-log")
    ModelAndView show(Actor actor, Shell shell, Htmx htmx, @RequestParam Map<String, String> parameters) {
        var view = log.page(actor, AuditQuery.of(parameters), shell.zone());
        return new ModelAndView(htmx.view("auditlog/index", "auditlog/list"), "log", view);
    }

    /** A change, for it records itself: therefore a POST. */
    @PostMapping("/o/{slug}/audit-log/export")
    void export(
            Actor actor,
            Shell shell,
            @PathVariable String slug,
            @RequestParam Map<String, String> parameters,
            HttpServletResponse response)
            throws IOException {
        var query = AuditQuery.of(parameters);
        log.beginExport(actor, query);
        response.setContentType("text/csv;charset=UTF-8");
        response.setHeader("Content-Disposition", "attachment; filename=\"audit-log-" + slug + ".csv\"");
        var writer = new OutputStreamWriter(StreamUtils.nonClosing(response.getOutputStream()), StandardCharsets.UTF_8);
        try (var csv = CsvWriter.builder().build(writer)) {
            csv.writeRecord("time", "event", "by", "on", "sentence", "details", "address", "device");
            @Nullable UUID older = null;
            for (var rows = log.chunk(actor, query, shell.zone(), null);
                    !rows.isEmpty();
                    rows = log.chunk(actor, query, shell.zone(), older)) {
                for (var entry : rows) csv.writeRecord(cells(entry, shell));
                older = rows.getLast().id();
            }
        }
    }

    @PostMapping("/o/{slug}/audit-log/verification")
    String verify(
            Actor actor,
            Shell shell,
            Htmx htmx,
            @PathVariable String slug,
            HttpServletRequest request,
            HttpServletResponse response) {
        var note =
                switch (log.verify(actor)) {
                    case Whole whole ->
                        Note.success(
                                "auditlog.verified",
                                whole.events(),
                                whole.head().substring(0, 16));
                    case Broken broken ->
                        Note.danger(
                                "auditlog.broken",
                                shell.text("auditlog.fault."
                                        + broken.fault().name().toLowerCase(Locale.ROOT)),
                                broken.position());
                };
        flash.leave(request, response, note);
        return htmx.redirect("/o/" + slug + "/audit-log");
    }

    private static String[] cells(Entry entry, Shell shell) {
        var details = entry.facts(shell.language(), shell.zone()).stream()
                .map(fact -> fact.name() + ": " + fact.value())
                .collect(Collectors.joining("; "));
        return new String[] {
            entry.at().toString(),
            entry.kind(),
            Cell.safe(entry.actorName(shell.language())),
            Cell.safe(entry.targetName(shell.language())),
            Cell.safe(entry.sentence(shell.language(), shell.zone())),
            Cell.safe(details),
            Cell.safe(entry.address()),
            Cell.safe(entry.userAgent())
        };
    }
}
