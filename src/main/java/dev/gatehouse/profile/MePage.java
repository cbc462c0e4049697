package dev.gatehouse.profile;

import dev.gatehouse.console.Flash;
import dev.gatehouse.console.Note;
import dev.gatehouse.console.Shell;
import dev.gatehouse.console.Shells;
import dev.gatehouse.people.Profile;
import dev.gatehouse.platform.Actor;
import dev.gatehouse.platform.Refusal;
import dev.gatehouse.signin.OwnAccount;
import dev.gatehouse.signin.SessionCookie;
import dev.gatehouse.signin.Sessions;
import dev.gatehouse.signin.Viewer;
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

/** A person's own pages: their data, their password, their sessions. */
@Controller
@RequestMapping("/me")
class MePage {

    private final OwnAccount ownAccount;
    private final Sessions sessions;
    private final SessionCookie cookie;
    private final Shells shells;
    private final Flash flash;

    MePage(OwnAccount ownAccount, Sessions sessions, SessionCookie cookie, Shells shells, Flash flash) {
        this.ownAccount = ownAccount;
        this.sessions = sessions;
        this.cookie = cookie;
        this.shells = shells;
        this.flash = flash;
    }

    @GetMapping
    String me(Actor actor, HttpServletResponse response, Model model) {
        return show(view(actor), response, model);
    }

    @PostMapping
    String change(
            @RequestParam(defaultValue = "") String firstName,
            @RequestParam(defaultValue = "") String lastName,
            @RequestParam(defaultValue = "") String language,
            @RequestParam(defaultValue = "") String timeZone,
            Actor actor,
            Shell shell,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model) {
        var known = shell.languages().stream().anyMatch(offered -> offered.tag().equals(language));
        try {
            if (!known) throw Refusal.input("language", "language.unknown");
            ownAccount.change(actor, new Profile(firstName, lastName, language, timeZone));
        } catch (Refusal refusal) {
            if (refusal.kind() != Refusal.Kind.INPUT) throw refusal;
            var view = view(actor);
            return show(view.typed(firstName, lastName, language, timeZone, refusal), response, model);
        }
        shells.forgetChosenLanguage(request, response);
        flash.leave(request, response, Note.success("me.saved"));
        return "redirect:/me";
    }

    @PostMapping("/password")
    String changePassword(
            @RequestParam(defaultValue = "") String current,
            @RequestParam(defaultValue = "") String password,
            Actor actor,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model) {
        try {
            cookie.start(request, response, ownAccount.changePassword(actor, session(request), current, password));
        } catch (Refusal refusal) {
            if (refusal.kind() != Refusal.Kind.INPUT && refusal.kind() != Refusal.Kind.RULE) throw refusal;
            var view = view(actor);
            return show(view.refused(refusal), response, model);
        }
        flash.leave(request, response, Note.success("me.password.changed"));
        return "redirect:/me";
    }

    @GetMapping("/sessions")
    String sessions(Actor actor, HttpServletRequest request, Model model) {
        model.addAttribute("sessions", sessions.list(actor, session(request)));
        return "profile/sessions";
    }

    @PostMapping("/sessions/{id}/end")
    String end(@PathVariable String id, Actor actor, HttpServletRequest request, HttpServletResponse response) {
        sessions.end(actor, idOf(id));
        flash.leave(request, response, Note.success("sessions.ended", 1));
        return "redirect:/me/sessions";
    }

    @PostMapping("/sessions/end")
    String endOthers(Actor actor, HttpServletRequest request, HttpServletResponse response) {
        var ended = sessions.endOthers(actor, session(request));
        flash.leave(request, response, Note.success("sessions.ended", ended));
        return "redirect:/me/sessions";
    }

    private MeView view(Actor actor) {
        return MeView.of(ownAccount.get(actor), ownAccount.passwordMinimum(actor), ownAccount.passwordKnown(actor));
    }

    private static String show(MeView view, HttpServletResponse response, Model model) {
        if (view.refusal() != null) response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
        model.addAttribute("view", view);
        return "profile/me";
    }

    private static UUID session(HttpServletRequest request) {
        var viewer = Viewer.of(request);
        if (viewer == null) throw Refusal.unauthenticated();
        return viewer.session();
    }

    private static UUID idOf(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException odd) {
            throw Refusal.notFound();
        }
    }
}
