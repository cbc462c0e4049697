package dev.gatehouse.setup;

import dev.gatehouse.console.Flash;
import dev.gatehouse.console.Note;
import dev.gatehouse.console.Shell;
import dev.gatehouse.console.Visitor;
import dev.gatehouse.platform.Refusal;
import dev.gatehouse.signin.SessionCookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** What the printed link opens (OPS-3). Works without JavaScript. */
@Controller
class SetUpPage {

    private final SetUp setUp;
    private final SessionCookie cookie;
    private final Flash flash;

    SetUpPage(SetUp setUp, SessionCookie cookie, Flash flash) {
        this.setUp = setUp;
        this.cookie = cookie;
        this.flash = flash;
    }

    @GetMapping("/set-up/{secret}")
    ModelAndView open(@PathVariable String secret) {
        setUp.look(secret);
        return page(secret, SetUpForm.EMPTY, null);
    }

    @PostMapping("/set-up/{secret}")
    ModelAndView found(
            @PathVariable String secret,
            @RequestParam Map<String, String> parameters,
            Shell shell,
            Visitor visitor,
            HttpServletRequest request,
            HttpServletResponse response) {
        var form = SetUpForm.of(parameters, shell.language().tag());
        try {
            var founded = setUp.found(secret, form, visitor.origin());
            cookie.start(request, response, founded.session());
            var members = "/o/" + founded.slug();
            flash.leave(
                    request,
                    response,
                    Note.success("setup.done").next("setup.done.invite", members + "/invitations/new"));
            return new ModelAndView("redirect:" + members + "/members");
        } catch (Refusal refusal) {
            if (refusal.kind() != Refusal.Kind.INPUT) throw refusal;
            response.setStatus(HttpServletResponse.SC_UNPROCESSABLE_CONTENT);
            return page(secret, form, refusal);
        }
    }

    private static ModelAndView page(String secret, SetUpForm form, @Nullable Refusal refusal) {
        return new ModelAndView("setup/set-up", "view", new SetUpView(secret, form, refusal));
    }
}
