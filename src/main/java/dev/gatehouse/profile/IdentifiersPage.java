package dev.gatehouse.profile;

import dev.gatehouse.console.Note;
import dev.gatehouse.people.AccountEmail;
import dev.gatehouse.platform.Actor;
import dev.gatehouse.platform.PhoneNumber;
import dev.gatehouse.platform.Refusal;
import dev.gatehouse.profile.Question.Code;
import dev.gatehouse.profile.Question.NewEmail;
import dev.gatehouse.profile.Question.NewPhone;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The addresses and the number that a person signs in with (ACT-3). */
@Controller
@RequestMapping("/me/sign-in")
class IdentifiersPage {

    private static final String BACK = "/me/sign-in";

    private final OwnIdentifiers identifiers;

    IdentifiersPage(OwnIdentifiers identifiers) {
        this.identifiers = identifiers;
    }

    @GetMapping("/emails/new")
    String newEmail(Actor actor, Turn turn) {
        return turn.ask(new NewEmail(identifiers.user(actor), "", null));
    }

    @PostMapping("/emails")
    String askEmail(
            @RequestParam(defaultValue = "") String email,
            @RequestParam(defaultValue = "") String current,
            Actor actor,
            Turn turn) {
        return turn.then(
                () -> new Code(
                        false, identifiers.askEmail(actor, email, current).value(), false, null),
                refusal -> new NewEmail(identifiers.user(actor), email, refusal));
    }

    @PostMapping("/emails/again")
    String askEmailAgain(@RequestParam(defaultValue = "") String to, Actor actor, Turn turn) {
        return turn.then(
                () -> {
                    identifiers.askEmailAgain(actor, to);
                    return new Code(false, to, true, null);
                },
                refusal -> new Code(false, to, false, refusal));
    }

    @PostMapping("/emails/confirmation")
    String confirmEmail(
            @RequestParam(defaultValue = "") String to,
            @RequestParam(defaultValue = "") String code,
            Actor actor,
            Turn turn) {
        return turn.change(
                () -> {
                    identifiers.confirmEmail(actor, to, code);
                    return Note.success("me.emails.added", to);
                },
                refusal -> new Code(false, to, false, refusal),
                BACK);
    }

    @GetMapping("/emails/{id}/main")
    String askToChoose(@PathVariable String id, Actor actor, Turn turn) {
        return turn.ask(choose(actor, email(actor, id), null));
    }

    @PostMapping("/emails/{id}/main")
    String choose(@PathVariable String id, @RequestParam(defaultValue = "") String current, Actor actor, Turn turn) {
        var email = email(actor, id);
        return turn.change(
                () -> {
                    identifiers.choose(actor, email.id(), current);
                    return Note.success("me.emails.chosen", email.email());
                },
                refusal -> choose(actor, email, refusal),
                BACK);
    }

    @GetMapping("/emails/{id}/removal")
    String askToRemove(@PathVariable String id, Actor actor, Turn turn) {
        return turn.ask(removal(actor, email(actor, id), null));
    }

    @PostMapping("/emails/{id}/removal")
    String remove(@PathVariable String id, @RequestParam(defaultValue = "") String current, Actor actor, Turn turn) {
        var email = email(actor, id);
        return turn.change(
                () -> {
                    identifiers.removeEmail(actor, email.id(), current);
                    return Note.success("me.removed", email.email());
                },
                refusal -> removal(actor, email, refusal),
                BACK);
    }

    @GetMapping("/phone/new")
    String newPhone(Actor actor, Turn turn) {
        return turn.ask(phone(actor, "", null));
    }

    @PostMapping("/phone")
    String askPhone(
            @RequestParam(defaultValue = "") String phone,
            @RequestParam(defaultValue = "") String current,
            Actor actor,
            Turn turn) {
        return turn.then(
                () -> new Code(true, identifiers.askPhone(actor, phone, current).value(), false, null),
                refusal -> phone(actor, phone, refusal));
    }

    @PostMapping("/phone/again")
    String askPhoneAgain(@RequestParam(defaultValue = "") String to, Actor actor, Turn turn) {
        return turn.then(
                () -> {
                    identifiers.askPhoneAgain(actor, to);
                    return new Code(true, to, true, null);
                },
                refusal -> new Code(true, to, false, refusal));
    }

    @PostMapping("/phone/confirmation")
    String confirmPhone(
            @RequestParam(defaultValue = "") String to,
            @RequestParam(defaultValue = "") String code,
            Actor actor,
            Turn turn) {
        return turn.change(
                () -> {
                    identifiers.confirmPhone(actor, to, code);
                    return Note.success("me.phone.saved", new PhoneNumber(to).spaced());
                },
                refusal -> new Code(true, to, false, refusal),
                BACK);
    }

    @GetMapping("/phone/removal")
    String askToRemovePhone(Actor actor, Turn turn) {
        return turn.ask(removal(actor, null));
    }

    @PostMapping("/phone/removal")
    String removePhone(@RequestParam(defaultValue = "") String current, Actor actor, Turn turn) {
        var phone = removal(actor, null).what();
        return turn.change(
                () -> {
                    identifiers.removePhone(actor, current);
                    return Note.success("me.removed", phone);
                },
                refusal -> removal(actor, refusal),
                BACK);
    }

    private AccountEmail email(Actor actor, String id) {
        return identifiers.email(actor, SessionsPage.idOf(id));
    }

    private NewPhone phone(Actor actor, String typed, @Nullable Refusal refusal) {
        return new NewPhone(identifiers.user(actor), typed, identifiers.phone(actor), refusal);
    }

    private Question choose(Actor actor, AccountEmail email, @Nullable Refusal refusal) {
        if (!email.verified() || email.main()) throw Refusal.notFound();
        return new Question.Choose(
                BACK + "/emails/" + email.id() + "/main",
                identifiers.user(actor),
                email.email(),
                identifiers.showingAnyEmail(actor),
                refusal);
    }

    private Question removal(Actor actor, AccountEmail email, @Nullable Refusal refusal) {
        return new Question.Removal(
                BACK + "/emails/" + email.id() + "/removal",
                false,
                identifiers.user(actor),
                email.email(),
                identifiers.showing(actor, place -> email.email().equalsIgnoreCase(place.email())),
                refusal);
    }

    private Question.Removal removal(Actor actor, @Nullable Refusal refusal) {
        var phone = identifiers.phone(actor);
        if (phone == null) throw Refusal.notFound();
        var value = phone.replaceAll("[^+0-9]", "");
        return new Question.Removal(
                BACK + "/phone/removal",
                true,
                identifiers.user(actor),
                phone,
                identifiers.showing(actor, place -> Objects.equals(value, place.phone())),
                refusal);
    }
}
