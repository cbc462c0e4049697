package dev.gatehouse.profile;

import dev.gatehouse.console.Flash;
import dev.gatehouse.console.Note;
import dev.gatehouse.platform.Actor;
import dev.gatehouse.platform.Refusal;
import dev.gatehouse.signin.OwnAccount;
import dev.gatehouse.signin.SessionCookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** How a person signs in: what there is, the password, the code beside it, and usernames (ACT-3, ACT-5, ACT-6). */
@Controller("ownSignInPage")
class SignInPage {

    private static final String HERE = "/me/sign-in";

    private final OwnIdentifiers identifiers;
    private final OwnUsernames usernames;
    private final OwnAccount account;
    private final SessionCookie cookie;
    private final Flash flash;

    SignInPage(
            OwnIdentifiers identifiers, OwnUsernames usernames, OwnAccount account, SessionCookie cookie, Flash flash) {
        this.identifiers = identifiers;
        this.usernames = usernames;
        this.account = account;
        this.cookie = cookie;
        this.flash = flash;
    }

    @GetMapping(HERE)
    String show(Actor actor, Model model) {
        return show(identifiers.view(actor), model);
    }

    @PostMapping("/me/password")
    String changePassword(
            @RequestParam(defaultValue = "") String current,
            @RequestParam(defaultValue = "") String password,
            Actor actor,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model) {
        try {
            var session = SessionsPage.current(request);
            cookie.start(request, response, account.changePassword(actor, session, current, password));
        } catch (Refusal refusal) {
            if (refusal.kind() != Refusal.Kind.INPUT && refusal.kind() != Refusal.Kind.RULE) throw refusal;
            response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
            return show(identifiers.view(actor).refused(refusal), model);
        }
        flash.leave(request, response, Note.success("me.password.changed"));
        return "redirect:" + HERE;
    }

    @GetMapping(HERE + "/second-factor")
    String askSecondFactor(Actor actor, Turn turn) {
        return turn.ask(secondFactor(actor, null));
    }

    /** The way that it is not now. */
    @PostMapping(HERE + "/second-factor")
    String switchSecondFactor(
            @RequestParam(defaultValue = "") String current,
            @RequestParam(defaultValue = "false") boolean on,
            Actor actor,
            Turn turn) {
        return turn.change(
                () -> {
                    account.setSecondFactor(actor, on, current);
                    return Note.success(on ? "me.code.on.done" : "me.code.off.done");
                },
                refusal -> secondFactor(actor, refusal),
                HERE);
    }

    @GetMapping(HERE + "/usernames")
    String askUsernames(Actor actor, Turn turn) {
        return turn.ask(new Question.Usernames(identifiers.user(actor), usernames.named(actor), Map.of(), null));
    }

    @PostMapping(HERE + "/usernames")
    String setUsernames(@RequestParam Map<String, String> typed, Actor actor, Turn turn) {
        var places = usernames.named(actor);
        return turn.change(
                () -> {
                    usernames.setUsernames(actor, typed, typed.getOrDefault("current", ""));
                    return Note.success("me.usernames.saved", places.size());
                },
                refusal -> new Question.Usernames(identifiers.user(actor), places, typed, refusal),
                HERE);
    }

    private Question secondFactor(Actor actor, @Nullable Refusal refusal) {
        return new Question.SecondFactor(!account.secondFactor(actor).on(), identifiers.user(actor), refusal);
    }

    private static String show(SignInView view, Model model) {
        model.addAttribute("view", view);
        return "profile/sign-in";
    }
}
