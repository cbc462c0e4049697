package dev.gatehouse.imports;

import dev.gatehouse.console.Htmx;
import dev.gatehouse.console.Shell;
import dev.gatehouse.creation.Offers;
import dev.gatehouse.platform.Actor;
import dev.gatehouse.platform.Refusal;
import dev.gatehouse.platform.Scratch;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;

/** Where an import starts: the template, the file, and what was imported lately (CRE-4). */
@Controller
class ImportStartPage {

    private final Imports imports;
    private final Offers offers;
    private final UploadPlaces places;
    private final Scratch scratch;

    ImportStartPage(Imports imports, Offers offers, UploadPlaces places, Scratch scratch) {
        this.imports = imports;
        this.offers = offers;
        this.places = places;
        this.scratch = scratch;
    }

    @GetMapping("/o/{slug}/import")
    String start(@PathVariable String slug, Actor actor, Model model) {
        return show(slug, actor, DefaultWay.NONE, null, model, "imports/start");
    }

    /** The file is received only once it is clear that its sender may import. */
    @PostMapping("/o/{slug}/import")
    String upload(
            @PathVariable String slug,
            Actor actor,
            Shell shell,
            Model model,
            Htmx htmx,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        var upload = Upload.of(request);
        try {
            imports.require(actor);
            if (upload == null) throw Refusal.input("file", "imports.upload.absent");
            try (var _ = places.take(actor.organization())) {
                imports.requireUpload(actor);
                try (var file = upload.receive(scratch)) {
                    var run = imports.upload(actor, file.path(), file.name(), shell.language(), way(upload));
                    return htmx.redirect("/o/" + slug + "/import/" + run.id());
                }
            }
        } catch (Refusal refusal) {
            switch (refusal.kind()) {
                case RULE, INPUT, TOO_MANY -> {}
                default -> throw refusal;
            }
            if (!htmx.part())
                response.setStatus(
                        refusal.kind() == Refusal.Kind.TOO_MANY
                                ? HttpStatus.TOO_MANY_REQUESTS.value()
                                : HttpStatus.UNPROCESSABLE_CONTENT.value());
            var way = upload == null ? DefaultWay.NONE : way(upload);
            return show(slug, actor, way, refusal, model, htmx.view("imports/start", "imports/upload-error"));
        }
    }

    private static DefaultWay way(Upload upload) {
        return DefaultWay.of(Objects.requireNonNullElse(upload.getParameter("way"), ""));
    }

    private String show(
            String slug, Actor actor, DefaultWay way, @Nullable Refusal refusal, Model model, String template) {
        var offer = offers.of(actor);
        model.addAttribute(
                "start",
                new ImportStart(
                        "/o/" + slug,
                        offer.organization(),
                        ImportViews.ways(offer),
                        way,
                        imports.recent(actor),
                        refusal));
        return template;
    }
}
