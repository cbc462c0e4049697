package dev.gatehouse.profile;

import dev.gatehouse.console.Continue;
import dev.gatehouse.console.Flash;
import dev.gatehouse.console.Note;
import dev.gatehouse.console.Shell;
import dev.gatehouse.console.Shells;
import dev.gatehouse.people.Profile;
import dev.gatehouse.platform.Actor;
import dev.gatehouse.platform.Refusal;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** A person's own data: what they say about themselves, and what their organizations let them see and change. */
@Controller
@RequestMapping("/me")
class ProfilePage {

    private final OwnProfile profile;
    private final Shells shells;
    private final Flash flash;

    ProfilePage(OwnProfile profile, Shells shells, Flash flash) {
        this.profile = profile;
        this.shells = shells;
        this.flash = flash;
    }

    @GetMapping
    String show(Actor actor, Model model) {
        return show(profile.view(actor), model);
    }

    @PostMapping
    String change(
            @RequestParam(defaultValue = "") String firstName,
            @RequestParam(defaultValue = "") String lastName,
            @RequestParam(defaultValue = "") String language,
            @RequestParam(defaultValue = "") String timeZone,
            @RequestParam(defaultValue = "") String currency,
            Actor actor,
            Shell shell,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model) {
        try {
            if (!known(shell, language)) throw Refusal.input("language", "language.unknown");
            var chosen = currency.isEmpty() ? null : currency;
            profile.change(actor, new Profile(firstName, lastName, language, timeZone, chosen));
        } catch (Refusal refusal) {
            if (refusal.kind() != Refusal.Kind.INPUT) throw refusal;
            response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
            var form = new ProfileView.Form(firstName, lastName, language, timeZone, currency);
            return show(profile.view(actor).typed(form, refusal), model);
        }
        shells.forgetChosenLanguage(request, response);
        flash.leave(request, response, Note.success("me.saved"));
        return "redirect:/me";
    }

    /** The switch on every page: for who is signed in, it is kept with the account, and holds on every device (CON-2). */
    @PostMapping("/language")
    String language(
            @RequestParam(defaultValue = "") String language,
            @RequestParam(name = "continue", required = false) @Nullable String next,
            Actor actor,
            Shell shell,
            HttpServletRequest request,
            HttpServletResponse response) {
        if (known(shell, language)) {
            profile.changeLanguage(actor, language);
            shells.forgetChosenLanguage(request, response);
        }
        return "redirect:" + Continue.safe(next);
    }

    @GetMapping("/organizations/{slug}/details")
    String details(@PathVariable String slug, Actor actor, Turn turn) {
        return turn.ask(new Question.Details(profile.details(actor, slug), Map.of(), null));
    }

    @PostMapping("/organizations/{slug}/details")
    String changeDetails(
            @PathVariable String slug, @RequestParam Map<String, String> typed, Actor actor, Shell shell, Turn turn) {
        var known = profile.details(actor, slug);
        return turn.change(
                () -> {
                    profile.changeDetails(actor, slug, typed, shell.language().locale());
                    return Note.success("me.details.saved", known.place().name());
                },
                refusal -> new Question.Details(known, typed, refusal),
                "/me");
    }

    private static boolean known(Shell shell, String language) {
        return shell.languages().stream().anyMatch(offered -> offered.tag().equals(language));
    }

    private static String show(ProfileView view, Model model) {
        model.addAttribute("view", view);
        return "profile/me";
    }
}
