package dev.gatehouse.imports;

import dev.gatehouse.console.Shell;
import dev.gatehouse.platform.Actor;
import dev.gatehouse.platform.Refusal;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Controller;
import org.springframework.util.StreamUtils;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;

/** What can be downloaded before, during and after an import (CRE-4). */
@Controller
class ImportDownloadsPage {

    private static final String XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    private static final String CSV = "text/csv;charset=UTF-8";

    private final Imports imports;
    private final ImportFiles files;

    ImportDownloadsPage(Imports imports, ImportFiles files) {
        this.imports = imports;
        this.files = files;
    }

    @GetMapping("/o/{slug}/import/template.xlsx")
    void template(@PathVariable String slug, Actor actor, Shell shell, HttpServletResponse response)
            throws IOException {
        imports.require(actor);
        name(response, shell.text("imports.file.template") + ".xlsx", XLSX);
        files.template(actor, shell.language(), true, StreamUtils.nonClosing(response.getOutputStream()));
    }

    @GetMapping("/o/{slug}/import/template.csv")
    void plainTemplate(@PathVariable String slug, Actor actor, Shell shell, HttpServletResponse response)
            throws IOException {
        imports.require(actor);
        name(response, shell.text("imports.file.template") + ".csv", CSV);
        files.template(actor, shell.language(), false, StreamUtils.nonClosing(response.getOutputStream()));
    }

    /** The rows that were left out, as the file has them, to be put right and uploaded again. */
    @GetMapping("/o/{slug}/import/{id}/wrong")
    void wrong(@PathVariable String id, Actor actor, Shell shell, HttpServletResponse response) throws IOException {
        var run = imports.get(actor, ImportId.parse(id));
        if (run.wrong() == 0) throw Refusal.notFound();
        var name = WrongRows.name(run, shell.language());
        name(response, name, name.endsWith(".xlsx") ? XLSX : CSV);
        files.wrong(actor, run.id(), shell.language(), StreamUtils.nonClosing(response.getOutputStream()));
    }

    @GetMapping("/o/{slug}/import/{id}/report.csv")
    void report(@PathVariable String id, Actor actor, Shell shell, HttpServletResponse response) throws IOException {
        var run = imports.get(actor, ImportId.parse(id));
        name(response, shell.text("imports.file.report") + ".csv", CSV);
        files.report(actor, run.id(), shell.language(), StreamUtils.nonClosing(response.getOutputStream()));
    }

    /** A POST, for the passwords can be fetched once. */
    @PostMapping("/o/{slug}/import/{id}/codes.csv")
    void codes(@PathVariable String id, Actor actor, Shell shell, HttpServletResponse response) throws IOException {
        var run = imports.get(actor, ImportId.parse(id));
        if (!run.codesKept()) throw new Refusal("imports.codes");
        name(response, shell.text("imports.file.codes") + ".csv", CSV);
        files.codes(actor, run.id(), shell.language(), StreamUtils.nonClosing(response.getOutputStream()));
    }

    private static void name(HttpServletResponse response, String name, String type) {
        response.setContentType(type);
        response.setHeader(
                HttpHeaders.CONTENT_DISPOSITION,
                ContentDisposition.attachment()
                        .filename(name, StandardCharsets.UTF_8)
                        .build()
                        .toString());
    }
}
