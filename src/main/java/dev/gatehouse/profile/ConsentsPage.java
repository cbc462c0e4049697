package dev.gatehouse.profile;

import dev.gatehouse.console.Note;
import dev.gatehouse.console.Shell;
import dev.gatehouse.members.Consent.Purpose;
import dev.gatehouse.platform.Actor;
import dev.gatehouse.platform.Refusal;
import dev.gatehouse.profile.ConsentsView.Standing;
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
@RequestMapping(ConsentsPage.HERE)
class ConsentsPage {

    static final String HERE = "/me/consents";

    private final OwnConsents consents;

    ConsentsPage(OwnConsents consents) {
        this.consents = consents;
    }

    @GetMapping
    String list(Actor actor, Model model) {
        model.addAttribute("view", consents.view(actor));
        return "profile/consents";
    }

    @GetMapping("/{slug}/{purpose}")
    String askToAgree(@PathVariable String slug, @PathVariable String purpose, Actor actor, Turn turn) {
        return turn.ask(agreement(actor, consents.standing(actor, slug, purpose), null));
    }

    @PostMapping("/{slug}/{purpose}")
    String agree(
            @PathVariable String slug,
            @PathVariable String purpose,
            @RequestParam(defaultValue = "-1") int version,
            Actor actor,
            Shell shell,
            Turn turn) {
        return turn.change(
                () -> {
                    var place = consents.give(
                            actor, slug, purpose, version, shell.language().tag());
                    return Note.success("me.consents.given", place.name());
                },
                refusal -> agreement(actor, consents.standing(actor, slug, purpose), refusal),
                HERE);
    }

    @GetMapping("/{slug}/{purpose}/withdrawal")
    String askToWithdraw(@PathVariable String slug, @PathVariable String purpose, Actor actor, Turn turn) {
        var standing = consents.standing(actor, slug, purpose);
        if (standing.holding() == null) throw Refusal.notFound();
        return turn.ask(
                new Question.Withdrawal(standing.withdrawal(), standing.record().name(), standing.purpose()));
    }

    @PostMapping("/{slug}/{purpose}/withdrawal")
    String withdraw(@PathVariable String slug, @PathVariable String purpose, Actor actor, Turn turn) {
        var place = consents.withdraw(actor, slug, purpose);
        var told = purpose.equals(Purpose.PERSONAL_DATA.key());
        return turn.done(
                Note.success(told ? "me.consents.withdrawn.told" : "me.consents.withdrawn", place.name()), HERE);
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
