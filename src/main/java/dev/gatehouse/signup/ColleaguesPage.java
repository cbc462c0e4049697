package dev.gatehouse.signup;

import dev.gatehouse.console.Flash;
import dev.gatehouse.console.Note;
import dev.gatehouse.platform.Actor;
import dev.gatehouse.platform.Refusal;
import dev.gatehouse.platform.Settings;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Where members invite colleagues (INV-8). */
@Controller
@RequestMapping("/o/{slug}/colleagues")
class ColleaguesPage {

    private final Colleagues colleagues;
    private final Settings settings;
    private final Flash flash;

    ColleaguesPage(Colleagues colleagues, Settings settings, Flash flash) {
        this.colleagues = colleagues;
        this.settings = settings;
        this.flash = flash;
    }

    @GetMapping
    String open(Actor actor, Model model) {
        return show(colleagues.of(actor), model);
    }

    /** Makes a link to pass on. */
    @PostMapping
    String create(
            @PathVariable String slug,
            Actor actor,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model) {
        try {
            colleagues.create(actor);
        } catch (Refusal refusal) {
            return refused(actor, "", refusal, response, model);
        }
        flash.leave(request, response, Note.success("colleague.created"));
        return "redirect:/o/" + slug + "/colleagues";
    }

    @PostMapping("/messages")
    String send(
            @PathVariable String slug,
            @RequestParam(defaultValue = "") String address,
            Actor actor,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model) {
        try {
            colleagues.send(actor, address);
        } catch (Refusal refusal) {
            return refused(actor, address, refusal, response, model);
        }
        flash.leave(request, response, Note.success("colleague.sent", address.strip()));
        return "redirect:/o/" + slug + "/colleagues";
    }

    @PostMapping("/{id}/end")
    String end(
            @PathVariable String slug,
            @PathVariable String id,
            Actor actor,
            HttpServletRequest request,
            HttpServletResponse response) {
        colleagues.end(actor, id(id));
        flash.leave(request, response, Note.success("signup.link.ended"));
        return "redirect:/o/" + slug + "/colleagues";
    }

    private String refused(Actor actor, String typed, Refusal refusal, HttpServletResponse response, Model model) {
        switch (refusal.kind()) {
            case RULE, INPUT -> response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
            case TOO_MANY -> response.setStatus(HttpStatus.TOO_MANY_REQUESTS.value());
            default -> throw refusal;
        }
        return show(colleagues.of(actor).refused(typed, refusal), model);
    }

    private String show(ColleaguesView view, Model model) {
        model.addAttribute("view", view);
        model.addAttribute("base", settings.publicUrl() + "/j/");
        return "signup/colleagues";
    }

    private static UUID id(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException odd) {
            throw Refusal.notFound();
        }
    }
}
