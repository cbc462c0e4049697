package dev.gatehouse.organizations;

import dev.gatehouse.console.Htmx;
import dev.gatehouse.platform.Actor;
import dev.gatehouse.platform.ScopeId;
import java.util.Map;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** The list of hubs, the page of a hub, and that of a repository (ORG-2). */
@Controller
class HubsPage {

    private final HubViews views;

    HubsPage(HubViews views) {
        this.views = views;
    }

    @GetMapping("/o/{slug}/hubs")
    ModelAndView list(Actor actor, Htmx htmx, @PathVariable String slug, @RequestParam Map<String, String> parameters) {
        return new ModelAndView(
                htmx.view("organizations/hubs", "organizations/hub-list"),
                "hubs",
                views.list(actor, slug, PlaceQuery.of(parameters)));
    }

    @GetMapping("/o/{slug}/hubs/{id}")
    ModelAndView hub(
            Actor actor,
            Htmx htmx,
            @PathVariable String slug,
            @PathVariable String id,
            @RequestParam Map<String, String> parameters) {
        return new ModelAndView(
                htmx.view("organizations/hub", "organizations/hub-repositories"),
                "hub",
                views.hub(actor, slug, ScopeId.parse(id), PlaceQuery.of(parameters)));
    }

    @GetMapping("/o/{slug}/hubs/{hub}/repositories/{id}")
    ModelAndView repository(Actor actor, @PathVariable String slug, @PathVariable String hub, @PathVariable String id) {
        return new ModelAndView(
                "organizations/hub-repository",
                "repository",
                views.repository(actor, slug, ScopeId.parse(hub), ScopeId.parse(id)));
    }
}
