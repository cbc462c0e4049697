package dev.gatehouse.creation;

import dev.gatehouse.console.Flash;
import dev.gatehouse.console.Htmx;
import dev.gatehouse.console.Note;
import dev.gatehouse.console.Shell;
import dev.gatehouse.creation.CreateOutcome.Created;
import dev.gatehouse.creation.CreateOutcome.Wrong;
import dev.gatehouse.platform.Actor;
import dev.gatehouse.platform.Refusal;
import dev.gatehouse.platform.Regions;
import dev.gatehouse.platform.Settings;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The pane that creates a member, step by step; without JavaScript one long form (CRE-1). */
@Controller
class CreatePage {

    private final Creation creation;
    private final Offers offers;
    private final Flash flash;
    private final Settings settings;

    CreatePage(Creation creation, Offers offers, Flash flash, Settings settings) {
        this.creation = creation;
        this.offers = offers;
        this.flash = flash;
        this.settings = settings;
    }

    @GetMapping("/o/{slug}/members/new")
    String blank(@PathVariable String slug, Actor actor, Shell shell, Model model, Htmx htmx) {
        var offer = offers.of(actor);
        var form = offer.form(offer.organization().defaultLanguage());
        return show(slug, actor, offer, form, Map.of(), null, 1, shell, model, htmx);
    }

    /** Creates; a form that names the step that comes next only wants to be looked at as far as that. */
    @PostMapping("/o/{slug}/members/new")
    String create(
            @PathVariable String slug,
            @RequestParam MultiValueMap<String, String> sent,
            Actor actor,
            Shell shell,
            Model model,
            Htmx htmx,
            HttpServletRequest request,
            HttpServletResponse response) {
        var form = CreateForm.of(sent);
        var reader = new Reader(shell.language(), shell.zone());
        if (form.onward() > 0) {
            var offer = offers.of(actor);
            var wrong = until(form.onward(), creation.look(actor, form, reader));
            var step = wrong.isEmpty()
                    ? form.onward()
                    : CreateCheck.stepOf(wrong.keySet().iterator().next());
            return show(slug, actor, offer, form, wrong, null, step, shell, model, htmx);
        }
        try {
            return switch (creation.create(actor, form, reader)) {
                case Created created
                when created.password() != null -> {
                    response.setHeader("Cache-Control", "no-store");
                    model.addAttribute("code", new CodeView(settings.publicUrl(), slug, created.password(), true));
                    yield htmx.view("creation/code", "creation/code-pane");
                }
                case Created created -> {
                    flash.leave(
                            request,
                            response,
                            Note.success(said(form), created.member().label())
                                    .next(
                                            "creation.open",
                                            "/o/" + slug + "/members/"
                                                    + created.member().id()));
                    yield htmx.redirect("/o/" + slug + "/members");
                }
                case Wrong wrong -> {
                    if (!htmx.part()) response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
                    var first = wrong.fields().keySet().iterator().next();
                    var step = CreateCheck.stepOf(first);
                    yield show(slug, actor, offers.of(actor), form, wrong.fields(), null, step, shell, model, htmx);
                }
            };
        } catch (Refusal refusal) {
            switch (refusal.kind()) {
                case RULE, INPUT, TOO_MANY, UNAVAILABLE -> {}
                default -> throw refusal;
            }
            var field = refusal.field();
            var wrong = field == null ? Map.<String, Refusal>of() : Map.of("way", refusal);
            return show(
                    slug,
                    actor,
                    offers.of(actor),
                    form,
                    wrong,
                    field == null ? refusal : null,
                    CreateForm.STEPS,
                    shell,
                    model,
                    htmx);
        }
    }

    /** What a field asks while one types: who has this already. */
    @GetMapping("/o/{slug}/members/known")
    String known(
            @PathVariable String slug,
            @RequestParam(defaultValue = "") String email,
            @RequestParam(defaultValue = "") String username,
            @RequestParam(defaultValue = "") String phone,
            @RequestParam(defaultValue = "") String firstName,
            @RequestParam(defaultValue = "") String lastName,
            Actor actor,
            Model model) {
        List<Known> found;
        String key;
        if (!email.isEmpty()) {
            found = offers.withEmail(actor, email);
            key = "creation.known.email";
        } else if (!username.isEmpty()) {
            found = offers.withUsername(actor, username);
            key = "creation.known.username";
        } else if (!phone.isEmpty()) {
            found = offers.withPhone(actor, phone);
            key = "creation.known.phone";
        } else {
            found = offers.called(actor, firstName, lastName);
            key = "creation.known.name";
        }
        model.addAttribute("known", found);
        model.addAttribute("key", key);
        model.addAttribute("slug", slug);
        return "creation/known";
    }

    private static Map<String, Refusal> until(int step, Map<String, Refusal> wrong) {
        var before = new LinkedHashMap<String, Refusal>();
        for (var field : wrong.entrySet())
            if (CreateCheck.stepOf(field.getKey()) < step) before.put(field.getKey(), field.getValue());
        return before;
    }

    private static String said(CreateForm form) {
        return switch (form.way()) {
            case LINKS -> "creation.done.links";
            case PASSWORD -> form.named() ? "creation.done.password" : "creation.done.confirm";
            case CODE, NONE -> "creation.done";
        };
    }

    private String show(
            String slug,
            Actor actor,
            CreateOffer offer,
            CreateForm form,
            Map<String, Refusal> wrong,
            @Nullable Refusal refusal,
            int step,
            Shell shell,
            Model model,
            Htmx htmx) {
        model.addAttribute(
                "create",
                new CreateView(
                        slug,
                        offer,
                        form,
                        offers.departments(actor, form),
                        Regions.currencies(shell.language()),
                        wrong,
                        refusal,
                        step,
                        htmx.part()));
        return htmx.view("creation/create", "creation/create-pane");
    }
}
