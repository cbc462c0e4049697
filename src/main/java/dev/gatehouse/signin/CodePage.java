package dev.gatehouse.signin;

import dev.gatehouse.console.Continue;
import dev.gatehouse.console.Flash;
import dev.gatehouse.console.Note;
import dev.gatehouse.console.Visitor;
import dev.gatehouse.platform.Refusal;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The code that follows the password (ACT-5). Works without JavaScript. */
@Controller
class CodePage {

    private final SignIn signIn;
    private final SecondFactor secondFactor;
    private final Identification identification;
    private final Doorway doorway;
    private final SessionCookie cookie;
    private final Flash flash;

    CodePage(
            SignIn signIn,
            SecondFactor secondFactor,
            Identification identification,
            Doorway doorway,
            SessionCookie cookie,
            Flash flash) {
        this.signIn = signIn;
        this.secondFactor = secondFactor;
        this.identification = identification;
        this.doorway = doorway;
        this.cookie = cookie;
        this.flash = flash;
    }

    @GetMapping("/sign-in/code")
    String form(
            @RequestParam(name = "continue", required = false) @Nullable String next,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model) {
        return show(Continue.safe(next), null, request, response, model);
    }

    @PostMapping("/sign-in/code")
    String pass(
            @RequestParam(defaultValue = "") String code,
            @RequestParam(name = "continue", required = false) @Nullable String next,
            Visitor visitor,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model) {
        var onward = Continue.safe(next);
        var challenge = cookie.readChallenge(request);
        if (challenge == null) return over(onward, request, response);
        try {
            var outcome = signIn.pass(challenge, code, visitor.origin());
            return "redirect:" + doorway.follow(outcome, onward, visitor, request, response);
        } catch (Refusal refusal) {
            if (refusal.code().equals("code.over")) return over(onward, request, response);
            return show(onward, refusal, request, response, model);
        }
    }

    @PostMapping("/sign-in/code/again")
    String again(
            @RequestParam(name = "continue", required = false) @Nullable String next,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model) {
        var onward = Continue.safe(next);
        var challenge = cookie.readChallenge(request);
        if (challenge == null) return over(onward, request, response);
        try {
            secondFactor.again(challenge);
        } catch (Refusal refusal) {
            if (refusal.code().equals("code.over")) return over(onward, request, response);
            return show(onward, refusal, request, response, model);
        }
        flash.leave(request, response, Note.success("signin.code.again.done"));
        return "redirect:/sign-in/code?continue=" + URLEncoder.encode(onward, StandardCharsets.UTF_8);
    }

    private String show(
            String onward,
            @Nullable Refusal refusal,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model) {
        var challenge = cookie.readChallenge(request);
        var view = challenge == null ? null : secondFactor.look(challenge).orElse(null);
        if (view == null) return over(onward, request, response);
        if (refusal != null) {
            response.setStatus(
                    switch (refusal.kind()) {
                        case INPUT -> HttpStatus.UNPROCESSABLE_CONTENT.value();
                        case RULE -> HttpStatus.CONFLICT.value();
                        case TOO_MANY -> HttpStatus.TOO_MANY_REQUESTS.value();
                        case FORBIDDEN, NOT_FOUND, UNAUTHENTICATED, UNAVAILABLE -> throw refusal;
                    });
            if (refusal.retryAfterSeconds() > 0)
                response.setHeader("Retry-After", String.valueOf(refusal.retryAfterSeconds()));
        }
        SignInPage.placeOf(onward)
                .flatMap(identification::organization)
                .ifPresent(place -> model.addAttribute("place", SignInPage.placeOf(place)));
        model.addAttribute("view", view);
        model.addAttribute("onward", onward);
        model.addAttribute("refusal", refusal);
        return "signin/code";
    }

    /** Back to the password: the challenge is over, or this browser has none. */
    private String over(String onward, HttpServletRequest request, HttpServletResponse response) {
        if (cookie.readChallenge(request) != null) {
            cookie.endChallenge(response);
            flash.leave(request, response, Note.danger("refusal.code.over"));
        }
        return "redirect:/sign-in?continue=" + URLEncoder.encode(onward, StandardCharsets.UTF_8);
    }
}
