package dev.gatehouse.profile;

import dev.gatehouse.console.Flash;
import dev.gatehouse.console.Htmx;
import dev.gatehouse.console.Note;
import dev.gatehouse.console.Shell;
import dev.gatehouse.members.Consent.Purpose;
import dev.gatehouse.platform.Actor;
import dev.gatehouse.platform.Refusal;
import dev.gatehouse.profile.ConsentsView.Standing;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** A person's consents (PRI-3). */
@Controller
@RequestMapping("/me/consents")
class ConsentsPage {

    private final OwnConsents consents;
    private final Flash flash;

    ConsentsPage(OwnConsents consents, Flash flash) {
        this.consents = consents;
        this.flash = flash;
    }

    @GetMapping
    String list(Actor actor, Model model) {
        model.addAttribute("view", consents.view(actor));
        return "profile/consents";
    }

    @GetMapping("/{slug}/{purpose}")
    String askToAgree(@PathVariable String slug, @PathVariable String purpose, Actor actor, Model model, Htmx htmx) {
        return Asking.ask(agreement(actor, consents.standing(actor, slug, purpose), null), model, htmx);
    }

    @PostMapping("/{slug}/{purpose}")
    String agree(
            @PathVariable String slug,
            @PathVariable String purpose,
            @RequestParam(defaultValue = "-1") int version,
            Actor actor,
            Shell shell,
            Htmx htmx,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model) {
        try {
            var place = consents.give(
                    actor, slug, purpose, version, shell.language().tag());
            flash.leave(request, response, Note.success("me.consents.given", place.name()));
        } catch (Refusal refusal) {
            if (refusal.kind() != Refusal.Kind.RULE) throw refusal;
            return Asking.again(
                    agreement(actor, consents.standing(actor, slug, purpose), refusal), model, htmx, response);
        }
        return htmx.redirect("/me/consents");
    }

    @GetMapping("/{slug}/{purpose}/withdrawal")
    String askToWithdraw(@PathVariable String slug, @PathVariable String purpose, Actor actor, Model model, Htmx htmx) {
        var standing = consents.standing(actor, slug, purpose);
        if (standing.holding() == null) throw Refusal.notFound();
        return Asking.ask(
                new Question.Withdrawal(standing.withdrawal(), standing.record().name(), standing.purpose()),
                model,
                htmx);
    }

    @PostMapping("/{slug}/{purpose}/withdrawal")
    String withdraw(
            @PathVariable String slug,
            @PathVariable String purpose,
            Actor actor,
            Htmx htmx,
            HttpServletRequest request,
            HttpServletResponse response) {
        var place = consents.withdraw(actor, slug, purpose);
        var told = purpose.equals(Purpose.PERSONAL_DATA.key());
        flash.leave(
                request,
                response,
                Note.success(told ? "me.consents.withdrawn.told" : "me.consents.withdrawn", place.name()));
        return htmx.redirect("/me/consents");
    }

    private Question agreement(Actor actor, Standing standing, @Nullable Refusal refusal) {
        return new Question.Agreement(
                standing.agreement(),
                standing.record().name(),
                standing.purpose(),
                consents.offer(actor, standing),
                refusal);
    }
}
