package dev.gatehouse.signin;

import dev.gatehouse.console.ConfirmedAddress;
import dev.gatehouse.console.Continue;
import dev.gatehouse.console.Flash;
import dev.gatehouse.console.Note;
import dev.gatehouse.console.Shell;
import dev.gatehouse.console.Visitor;
import dev.gatehouse.organizations.Organizations;
import dev.gatehouse.platform.Actor;
import dev.gatehouse.platform.EmailAddress;
import dev.gatehouse.platform.Refusal;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Coming in and going out. Works without JavaScript. */
@Controller
class SignInPage {

    private static final Pattern PLACE = Pattern.compile("/o/([a-z0-9-]{1,50})(?=/|$)");

    private final SignIn signIn;
    private final Sessions sessions;
    private final SessionCookie cookie;
    private final Organizations organizations;
    private final ConfirmedAddress confirmed;
    private final Flash flash;

    SignInPage(
            SignIn signIn,
            Sessions sessions,
            SessionCookie cookie,
            Organizations organizations,
            ConfirmedAddress confirmed,
            Flash flash) {
        this.signIn = signIn;
        this.sessions = sessions;
        this.cookie = cookie;
        this.organizations = organizations;
        this.confirmed = confirmed;
        this.flash = flash;
    }

    @GetMapping("/sign-in")
    String form(
            @RequestParam(name = "continue", required = false) @Nullable String next,
            HttpServletRequest request,
            Model model) {
        if (Viewer.of(request) != null) return "redirect:" + Continue.safe(next);
        model.addAttribute("form", new SignInForm(typedBefore(request), Continue.safe(next), null));
        return show(Continue.safe(next), model);
    }

    @PostMapping("/sign-in")
    String signIn(
            @RequestParam(defaultValue = "") String email,
            @RequestParam(defaultValue = "") String password,
            @RequestParam(name = "continue", required = false) @Nullable String next,
            Visitor visitor,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model) {
        var onward = Continue.safe(next);
        var address = EmailAddress.read(email);
        if (address.isEmpty()) return again(email, onward, "email.malformed", model, response);
        SignInOutcome outcome;
        try {
            outcome = signIn.signIn(address.get(), password, visitor.origin());
        } catch (Refusal refusal) {
            return refused(email, onward, refusal, model, response);
        }
        return switch (outcome) {
            case SignInOutcome.Opened opened -> {
                endOld(visitor, request);
                cookie.start(request, response, opened.secret());
                yield "redirect:" + onward;
            }
            case SignInOutcome.Unconfirmed unconfirmed -> {
                response.setStatus(HttpStatus.FORBIDDEN.value());
                model.addAttribute("email", address.get().value());
                model.addAttribute("again", unconfirmed.again());
                yield "signin/unconfirmed";
            }
            case SignInOutcome.Wrong _ -> again(email, onward, "sign_in.wrong", model, response);
        };
    }

    /** Where a form's token was too old: the page stood open for long, or the browser has lost its cookies. */
    @RequestMapping(Stale.SIGN_IN)
    String stale(
            @RequestParam(defaultValue = "") String email,
            @RequestParam(name = "continue", required = false) @Nullable String next,
            HttpServletResponse response,
            Model model) {
        response.setStatus(HttpStatus.FORBIDDEN.value());
        model.addAttribute("form", new SignInForm(email, Continue.safe(next), "stale"));
        return show(Continue.safe(next), model);
    }

    @PostMapping("/sign-in/confirmation")
    String confirmAgain(
            @RequestParam(defaultValue = "") String again,
            Visitor visitor,
            HttpServletRequest request,
            HttpServletResponse response) {
        signIn.confirmAgain(again, visitor.origin());
        flash.leave(request, response, Note.success("signin.unconfirmed.done"));
        return "redirect:/sign-in";
    }

    /** Also for somebody whose session is over already: then nothing is left to end. */
    @PostMapping("/sign-out")
    String signOut(
            @RequestParam(name = "continue", required = false) @Nullable String next,
            Visitor visitor,
            HttpServletRequest request,
            HttpServletResponse response) {
        endOld(visitor, request);
        cookie.end(request, response);
        var onward = Continue.safe(next);
        if (!onward.equals("/")) return "redirect:" + onward;
        flash.leave(request, response, Note.success("signin.signed_out"));
        return "redirect:/sign-in";
    }

    private void endOld(Visitor visitor, HttpServletRequest request) {
        var viewer = Viewer.of(request);
        if (viewer != null) sessions.signOut(Actor.account(viewer.account(), visitor.origin()), viewer.session());
    }

    /** The address that somebody has just confirmed on this device. */
    private String typedBefore(HttpServletRequest request) {
        var kept = confirmed.read(request);
        return kept == null
                ? ""
                : EmailAddress.read(kept).map(EmailAddress::value).orElse("");
    }

    /** In the colours of the organization that the person wants to enter: its address names it already. */
    private String show(String onward, Model model) {
        var place = PLACE.matcher(onward);
        if (place.lookingAt())
            organizations
                    .bySlug(place.group(1))
                    .filter(organization -> !organization.suspended())
                    .ifPresent(organization -> model.addAttribute(
                            "place",
                            new Shell.Place(
                                    organization.name(),
                                    organization.slug(),
                                    organization.brandColor(),
                                    organization.logoAddress())));
        return "signin/sign-in";
    }

    /** Too many tries, or a server at its bound: the form stays, with how long to wait. */
    private String refused(String email, String onward, Refusal refusal, Model model, HttpServletResponse response) {
        switch (refusal.kind()) {
            case TOO_MANY -> response.setStatus(HttpStatus.TOO_MANY_REQUESTS.value());
            case UNAVAILABLE -> response.setStatus(HttpStatus.SERVICE_UNAVAILABLE.value());
            default -> throw refusal;
        }
        if (refusal.retryAfterSeconds() > 0)
            response.setHeader("Retry-After", String.valueOf(refusal.retryAfterSeconds()));
        model.addAttribute("form", SignInForm.refused(email, onward, refusal));
        return show(onward, model);
    }

    private String again(String email, String onward, String code, Model model, HttpServletResponse response) {
        response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
        model.addAttribute("form", new SignInForm(email, onward, code));
        return show(onward, model);
    }
}
