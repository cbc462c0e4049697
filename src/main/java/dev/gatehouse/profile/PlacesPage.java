package dev.gatehouse.profile;

import dev.gatehouse.platform.Actor;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** The organizations of a person (ORG-1). */
@Controller
class PlacesPage {

    private final OwnPlaces places;

    PlacesPage(OwnPlaces places) {
        this.places = places;
    }

    @GetMapping("/me/organizations")
    String list(Actor actor, Model model) {
        model.addAttribute("places", places.of(actor));
        return "profile/organizations";
    }
}
