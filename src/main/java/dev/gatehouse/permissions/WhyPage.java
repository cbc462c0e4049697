package dev.gatehouse.permissions;

import dev.gatehouse.console.Htmx;
import dev.gatehouse.platform.Actor;
import dev.gatehouse.platform.MemberId;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** Answers "why?" on the member page, and as a page of its own whose address can be shared. */
@Controller
class WhyPage {

    private final Why why;

    WhyPage(Why why) {
        this.why = why;
    }

    @GetMapping("/o/{slug}/members/{id}/why")
    ModelAndView ask(
            Actor actor,
            Htmx htmx,
            @PathVariable String slug,
            @PathVariable String id,
            @RequestParam(defaultValue = "") String permission,
            @RequestParam(defaultValue = "") String scope,
            @RequestParam(defaultValue = "") String find) {
        var view = why.ask(actor, slug, MemberId.parse(id), permission, scope, find);
        return new ModelAndView(htmx.view("permissions/why", "permissions/why-answer"), "why", view);
    }
}
