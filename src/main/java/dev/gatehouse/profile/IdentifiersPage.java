package dev.gatehouse.profile;

import dev.gatehouse.console.Flash;
import dev.gatehouse.console.Htmx;
import dev.gatehouse.console.Note;
import dev.gatehouse.people.AccountEmail;
import dev.gatehouse.platform.Actor;
import dev.gatehouse.platform.PhoneNumber;
import dev.gatehouse.platform.Refusal;
import dev.gatehouse.profile.Question.Code;
import dev.gatehouse.profile.Question.NewEmail;
import dev.gatehouse.profile.Question.NewPhone;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
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
    private final Flash flash;

    IdentifiersPage(OwnIdentifiers identifiers, Flash flash) {
        this.identifiers = identifiers;
        this.flash = flash;
    }

    @GetMapping("/emails/new")
    String newEmail(Actor actor, Model model, Htmx htmx) {
        return Asking.ask(new NewEmail(identifiers.user(actor), "", null), model, htmx);
    }

    @PostMapping("/emails")
    String askEmail(
            @RequestParam(defaultValue = "") String email,
            @RequestParam(defaultValue = "") String current,
            Actor actor,
            Htmx htmx,
            HttpServletResponse response,
            Model model) {
        try {
            var address = identifiers.askEmail(actor, email, current);
            return Asking.ask(new Code(false, address.value(), false, null), model, htmx);
        } catch (Refusal refusal) {
            return Asking.again(new NewEmail(identifiers.user(actor), email, refusal), model, htmx, response);
        }
    }

    @PostMapping("/emails/again")
    String askEmailAgain(
            @RequestParam(defaultValue = "") String to,
            Actor actor,
            Htmx htmx,
            HttpServletResponse response,
            Model model) {
        try {
            identifiers.askEmailAgain(actor, to);
            return Asking.ask(new Code(false, to, true, null), model, htmx);
        } catch (Refusal refusal) {
            return Asking.again(new Code(false, to, false, refusal), model, htmx, response);
        }
    }

    @PostMapping("/emails/confirmation")
    String confirmEmail(
            @RequestParam(defaultValue = "") String to,
            @RequestParam(defaultValue = "") String code,
            Actor actor,
            Htmx htmx,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model) {
        try {
            identifiers.confirmEmail(actor, to, code);
        } catch (Refusal refusal) {
            return Asking.again(new Code(false, to, false, refusal), model, htmx, response);
        }
        flash.leave(request, response, Note.success("me.emails.added", to));
        return htmx.redirect(BACK);
    }

    @GetMapping("/emails/{id}/main")
    String askToChoose(@PathVariable String id, Actor actor, Model model, Htmx htmx) {
        return Asking.ask(choose(actor, email(actor, id), null), model, htmx);
    }

    @PostMapping("/emails/{id}/main")
    String choose(
            @PathVariable String id,
            @RequestParam(defaultValue = "") String current,
            Actor actor,
            Htmx htmx,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model) {
        var email = email(actor, id);
        try {
            identifiers.choose(actor, email.id(), current);
        } catch (Refusal refusal) {
            return Asking.again(choose(actor, email, refusal), model, htmx, response);
        }
        flash.leave(request, response, Note.success("me.emails.chosen", email.email()));
        return htmx.redirect(BACK);
    }

    @GetMapping("/emails/{id}/removal")
    String askToRemove(@PathVariable String id, Actor actor, Model model, Htmx htmx) {
        return Asking.ask(removal(actor, email(actor, id), null), model, htmx);
    }

    @PostMapping("/emails/{id}/removal")
    String remove(
            @PathVariable String id,
            @RequestParam(defaultValue = "") String current,
            Actor actor,
            Htmx htmx,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model) {
        var email = email(actor, id);
        try {
            identifiers.removeEmail(actor, email.id(), current);
        } catch (Refusal refusal) {
            return Asking.again(removal(actor, email, refusal), model, htmx, response);
        }
        flash.leave(request, response, Note.success("me.removed", email.email()));
        return htmx.redirect(BACK);
    }

    @GetMapping("/phone/new")
    String newPhone(Actor actor, Model model, Htmx htmx) {
        return Asking.ask(phone(actor, "", null), model, htmx);
    }

    @PostMapping("/phone")
    String askPhone(
            @RequestParam(defaultValue = "") String phone,
            @RequestParam(defaultValue = "") String current,
            Actor actor,
            Htmx htmx,
            HttpServletResponse response,
            Model model) {
        try {
            var number = identifiers.askPhone(actor, phone, current);
            return Asking.ask(new Code(true, number.value(), false, null), model, htmx);
        } catch (Refusal refusal) {
            return Asking.again(phone(actor, phone, refusal), model, htmx, response);
        }
    }

    @PostMapping("/phone/again")
    String askPhoneAgain(
            @RequestParam(defaultValue = "") String to,
            Actor actor,
            Htmx htmx,
            HttpServletResponse response,
            Model model) {
        try {
            identifiers.askPhoneAgain(actor, to);
            return Asking.ask(new Code(true, to, true, null), model, htmx);
        } catch (Refusal refusal) {
            return Asking.again(new Code(true, to, false, refusal), model, htmx, response);
        }
    }

    @PostMapping("/phone/confirmation")
    String confirmPhone(
            @RequestParam(defaultValue = "") String to,
            @RequestParam(defaultValue = "") String code,
            Actor actor,
            Htmx htmx,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model) {
        try {
            identifiers.confirmPhone(actor, to, code);
        } catch (Refusal refusal) {
            return Asking.again(new Code(true, to, false, refusal), model, htmx, response);
        }
        flash.leave(request, response, Note.success("me.phone.saved", new PhoneNumber(to).spaced()));
        return htmx.redirect(BACK);
    }

    @GetMapping("/phone/removal")
    String askToRemovePhone(Actor actor, Model model, Htmx htmx) {
        return Asking.ask(removal(actor, null), model, htmx);
    }

    @PostMapping("/phone/removal")
    String removePhone(
            @RequestParam(defaultValue = "") String current,
            Actor actor,
            Htmx htmx,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model) {
        var question = removal(actor, null);
        try {
            identifiers.removePhone(actor, current);
        } catch (Refusal refusal) {
            return Asking.again(removal(actor, refusal), model, htmx, response);
        }
        flash.leave(request, response, Note.success("me.removed", question.what()));
        return htmx.redirect(BACK);
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
