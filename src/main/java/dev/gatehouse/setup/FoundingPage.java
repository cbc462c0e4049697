package dev.gatehouse.setup;

import dev.gatehouse.console.Flash;
import dev.gatehouse.console.Note;
import dev.gatehouse.console.Shell;
import dev.gatehouse.organizations.Operators;
import dev.gatehouse.platform.Actor;
import dev.gatehouse.platform.Refusal;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** Where operators make organizations (ORG-7). */
@Controller
class FoundingPage {

    private final Founding founding;
    private final Operators operators;
    private final Flash flash;

    FoundingPage(Founding founding, Operators operators, Flash flash) {
        this.founding = founding;
        this.operators = operators;
        this.flash = flash;
    }

    @GetMapping("/operator/organizations/new")
    ModelAndView open(Actor actor, Shell shell) {
        operators.require(actor);
        return page(new FoundingView(FoundingForm.of(Map.of(), shell.language().tag()), null));
    }

    @PostMapping("/operator/organizations")
    ModelAndView create(
            Actor actor,
            Shell shell,
            @RequestParam Map<String, String> parameters,
            HttpServletRequest request,
            HttpServletResponse response) {
        var form = FoundingForm.of(parameters, shell.language().tag());
        try {
            var id = founding.create(actor, form);
            flash.leave(
                    request,
                    response,
                    Note.success(
                            "founding.done", form.name().strip(), form.email().strip()));
            return new ModelAndView("redirect:/operator/organizations/" + id);
        } catch (Refusal refusal) {
            if (refusal.kind() != Refusal.Kind.INPUT) throw refusal;
            response.setStatus(HttpServletResponse.SC_UNPROCESSABLE_CONTENT);
            return page(new FoundingView(form, refusal));
        }
    }

    private static ModelAndView page(FoundingView view) {
        return new ModelAndView("setup/founding", "view", view);
    }
}
