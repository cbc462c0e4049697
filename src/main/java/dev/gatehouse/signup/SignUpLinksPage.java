package dev.gatehouse.signup;

import dev.gatehouse.console.Flash;
import dev.gatehouse.console.Htmx;
import dev.gatehouse.console.Note;
import dev.gatehouse.console.Shell;
import dev.gatehouse.platform.Actor;
import dev.gatehouse.platform.Refusal;
import dev.gatehouse.platform.Settings;
import dev.gatehouse.signup.SignUpLink.Kind;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The links that open an organization's sign-up form, their QR codes and sheets (CRE-6). */
@Controller
@RequestMapping("/o/{slug}/sign-up-links")
class SignUpLinksPage {

    private final SignUpLinks links;
    private final Settings settings;
    private final Flash flash;

    SignUpLinksPage(SignUpLinks links, Settings settings, Flash flash) {
        this.links = links;
        this.settings = settings;
        this.flash = flash;
    }

    @GetMapping
    String list(
            @RequestParam(defaultValue = "") String kind,
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(required = false) @Nullable String before,
            Actor actor,
            Model model) {
        var shown = kind.equals(Kind.COLLEAGUE.key()) ? Kind.COLLEAGUE : Kind.DEPARTMENT;
        model.addAttribute("links", links.page(actor, shown, optionalId(after), optionalId(before)));
        model.addAttribute("base", base());
        return "signup/links";
    }

    @GetMapping("/new")
    String blank(@PathVariable String slug, Actor actor, Model model, Htmx htmx) {
        return form(slug, actor, LinkForm.of(Map.of()), null, model, htmx);
    }

    @PostMapping
    String create(
            @PathVariable String slug,
            @RequestParam Map<String, String> sent,
            Actor actor,
            Shell shell,
            Model model,
            Htmx htmx,
            HttpServletRequest request,
            HttpServletResponse response) {
        var form = LinkForm.of(sent);
        try {
            links.create(actor, form, shell.zone());
        } catch (Refusal refusal) {
            if (refusal.kind() != Refusal.Kind.INPUT) throw refusal;
            response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
            return form(slug, actor, form, refusal, model, htmx);
        }
        flash.leave(request, response, Note.success("signup.link.created"));
        return htmx.redirect(address(slug));
    }

    @GetMapping("/{id}/replacement")
    String askReplacement(@PathVariable String slug, @PathVariable String id, Actor actor, Model model, Htmx htmx) {
        model.addAttribute("link", department(links.get(actor, id(id))));
        model.addAttribute("slug", slug);
        return htmx.view("signup/replacement", "signup/replacement-dialog");
    }

    @PostMapping("/{id}/replacement")
    String replace(
            @PathVariable String slug,
            @PathVariable String id,
            Actor actor,
            Htmx htmx,
            HttpServletRequest request,
            HttpServletResponse response) {
        var fresh = links.replace(actor, id(id));
        flash.leave(
                request,
                response,
                Note.success("signup.link.replaced").next("signup.link.print", address(slug) + "/" + fresh + "/sheet"));
        return htmx.redirect(address(slug));
    }

    @GetMapping("/{id}/end")
    String askEnd(@PathVariable String slug, @PathVariable String id, Actor actor, Model model, Htmx htmx) {
        model.addAttribute("link", links.get(actor, id(id)));
        model.addAttribute("slug", slug);
        return htmx.view("signup/end", "signup/end-dialog");
    }

    @PostMapping("/{id}/end")
    String end(
            @PathVariable String slug,
            @PathVariable String id,
            Actor actor,
            Htmx htmx,
            HttpServletRequest request,
            HttpServletResponse response) {
        var ended = links.end(actor, id(id));
        flash.leave(request, response, Note.success("signup.link.ended"));
        return htmx.redirect(
                ended.kind() == Kind.COLLEAGUE ? address(slug) + "?kind=" + Kind.COLLEAGUE.key() : address(slug));
    }

    @GetMapping("/{id}/sheet")
    String sheet(@PathVariable String id, Actor actor, Model model) {
        model.addAttribute("sheet", links.sheet(actor, id(id)));
        model.addAttribute("base", base());
        return "signup/sheet";
    }

    @GetMapping("/{id}/qr.svg")
    ResponseEntity<byte[]> svg(@PathVariable String id, Actor actor) {
        var sheet = links.sheet(actor, id(id));
        return picture(qr(sheet).svg().getBytes(StandardCharsets.UTF_8), "image/svg+xml", sheet, "svg");
    }

    @GetMapping("/{id}/qr.png")
    ResponseEntity<byte[]> png(@PathVariable String id, Actor actor) {
        var sheet = links.sheet(actor, id(id));
        return picture(qr(sheet).png(), MediaType.IMAGE_PNG_VALUE, sheet, "png");
    }

    private QrCode qr(SheetView sheet) {
        return QrCode.of(base() + sheet.link().code());
    }

    private static ResponseEntity<byte[]> picture(byte[] bytes, String type, SheetView sheet, String ending) {
        var name = "sign-up-" + sheet.organization().slug() + "-"
                + sheet.link().code().substring(0, 5) + "." + ending;
        return ResponseEntity.ok()
                .contentType(MediaType.parseMediaType(type))
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment().filename(name).build().toString())
                .header(HttpHeaders.CACHE_CONTROL, "private, no-store")
                .body(bytes);
    }

    private String form(String slug, Actor actor, LinkForm form, @Nullable Refusal refusal, Model model, Htmx htmx) {
        model.addAttribute("slug", slug);
        model.addAttribute("departments", links.departments(actor, form));
        model.addAttribute("form", form);
        model.addAttribute("refusal", refusal);
        return htmx.view("signup/link", "signup/link-pane");
    }

    /** What a code stands behind in a link's address. */
    private String base() {
        return settings.publicUrl() + "/j/";
    }

    private static String address(String slug) {
        return "/o/" + slug + "/sign-up-links";
    }

    private static SignUpLink department(SignUpLink link) {
        if (link.kind() != Kind.DEPARTMENT) throw Refusal.notFound();
        return link;
    }

    private static @Nullable UUID optionalId(@Nullable String text) {
        return text == null || text.isEmpty() ? null : id(text);
    }

    private static UUID id(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException odd) {
            throw Refusal.notFound();
        }
    }
}
