package dev.gatehouse.organizations;

import dev.gatehouse.platform.Actor;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.servlet.ModelAndView;

/** The Usage tab (ORG-5). */
@Controller
class UsagePage {

    private final Usage usage;

    UsagePage(Usage usage) {
        this.usage = usage;
    }

    @GetMapping("/o/{slug}/usage")
    ModelAndView show(Actor actor) {
        return new ModelAndView("organizations/usage", "usage", usage.of(actor));
    }
}
