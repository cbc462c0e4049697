package dev.gatehouse.profile;

import dev.gatehouse.console.Flash;
import dev.gatehouse.console.Note;
import dev.gatehouse.platform.Actor;
import dev.gatehouse.platform.Refusal;
import dev.gatehouse.signin.Sessions;
import dev.gatehouse.signin.Viewer;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.UUID;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;

/** The devices that a person is signed in on (ACT-5). */
@Controller
@RequestMapping("/me/sessions")
class SessionsPage {

    private final Sessions sessions;
    private final Flash flash;

    SessionsPage(Sessions sessions, Flash flash) {
        this.sessions = sessions;
        this.flash = flash;
    }

    @GetMapping
    String list(Actor actor, HttpServletRequest request, Model model) {
        model.addAttribute("sessions", sessions.list(actor, current(request)));
        return "profile/sessions";
    }

    @PostMapping("/{id}/end")
    String end(@PathVariable String id, Actor actor, HttpServletRequest request, HttpServletResponse response) {
        sessions.end(actor, idOf(id));
        flash.leave(request, response, Note.success("sessions.ended", 1));
        return "redirect:/me/sessions";
    }

    @PostMapping("/end")
    String endOthers(Actor actor, HttpServletRequest request, HttpServletResponse response) {
        var ended = sessions.endOthers(actor, current(request));
        flash.leave(request, response, Note.success("sessions.ended", ended));
        return "redirect:/me/sessions";
    }

    /** The session that asks. */
    static UUID current(HttpServletRequest request) {
        var viewer = Viewer.of(request);
        if (viewer == null) throw Refusal.unauthenticated();
        return viewer.session();
    }

    static UUID idOf(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException odd) {
            throw Refusal.notFound();
        }
    }
}
