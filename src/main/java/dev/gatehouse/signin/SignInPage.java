package dev.gatehouse.signin;

import dev.gatehouse.console.ConfirmedAddress;
import dev.gatehouse.console.Continue;
import dev.gatehouse.console.Flash;
import dev.gatehouse.console.Note;
import dev.gatehouse.console.Shell;
import dev.gatehouse.console.Visitor;
import dev.gatehouse.members.Members;
import dev.gatehouse.members.Membership;
import dev.gatehouse.organizations.Organization;
import dev.gatehouse.organizations.Organizations;
import dev.gatehouse.platform.EmailAddress;
import dev.gatehouse.platform.Identifier;
import dev.gatehouse.platform.Refusal;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Coming in and going out, on the platform's page or an organization's own (ACT-3). Works without JavaScript. */
@Controller
class SignInPage {

    private static final Pattern PLACE = Pattern.compile("/o/([a-z0-9-]{1,50})(?=/|$)");

    /** What looks like a number: the sentence then speaks of its country. */
    private static final Pattern NUMBER = Pattern.compile("[\\s()./0-9-]*[0-9][\\s()./0-9-]*");

    private final SignIn signIn;
    private final Identification identification;
    private final Doorway doorway;
    private final SessionCookie cookie;
    private final LastOrganization last;
    private final Members members;
    private final Organizations organizations;
    private final ConfirmedAddress confirmed;
    private final Flash flash;

    SignInPage(
            SignIn signIn,
            Identification identification,
            Doorway doorway,
            SessionCookie cookie,
            LastOrganization last,
            Members members,
            Organizations organizations,
            ConfirmedAddress confirmed,
            Flash flash) {
        this.signIn = signIn;
        this.identification = identification;
        this.doorway = doorway;
        this.cookie = cookie;
        this.last = last;
        this.members = members;
        this.organizations = organizations;
        this.confirmed = confirmed;
        this.flash = flash;
    }

    @GetMapping("/sign-in")
    String form(
            @RequestParam(name = "continue", required = false) @Nullable String next,
            HttpServletRequest request,
            Model model) {
        var onward = Continue.safe(next);
        if (Viewer.of(request) != null) return "redirect:" + onward;
        return show(SignInForm.fresh(typedBefore(request), onward), null, model);
    }

    @PostMapping("/sign-in")
    String signIn(
            @RequestParam(defaultValue = "") String identifier,
            @RequestParam(defaultValue = "") String password,
            @RequestParam(defaultValue = "") String organization,
            @RequestParam(name = "continue", required = false) @Nullable String next,
            Visitor visitor,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model) {
        var typed = organization.isBlank() ? null : organization.strip();
        var form = new SignInForm(identifier, typed, Continue.safe(next), null, List.of());
        var caller = identification.read(identifier, organization, likely(form.onward(), request));
        return tried(form, null, caller, password, visitor, request, response, model);
    }

    /** The address that an organization gives to its people: to its members, or to its sign-in page. */
    @GetMapping("/o/{slug}")
    String door(@PathVariable String slug, HttpServletRequest request) {
        var organization = organizations.bySlug(slug).orElseThrow(Refusal::notFound);
        var viewer = Viewer.of(request);
        if (viewer == null) return "redirect:/o/" + organization.slug() + "/sign-in";
        return members.membership(viewer.account(), slug).isPresent()
                ? "redirect:/o/" + organization.slug() + "/members"
                : "redirect:/";
    }

    /** An organization's own page; for somebody who is signed in and no member of it, too: they may have another account there. */
    @GetMapping("/o/{slug}/sign-in")
    String ownForm(
            @PathVariable String slug,
            @RequestParam(name = "continue", required = false) @Nullable String next,
            HttpServletRequest request,
            Model model) {
        var organization = organizations.bySlug(slug).orElseThrow(Refusal::notFound);
        if (organization.suspended()) return "redirect:/sign-in?continue=/o/" + organization.slug() + "/members";
        var onward = onward(next, organization);
        var viewer = Viewer.of(request);
        if (viewer != null
                && members.membership(viewer.account(), slug)
                        .filter(Membership::open)
                        .isPresent()) return "redirect:" + onward;
        return show(SignInForm.fresh(typedBefore(request), onward), organization, model);
    }

    @PostMapping("/o/{slug}/sign-in")
    String ownSignIn(
            @PathVariable String slug,
            @RequestParam(defaultValue = "") String identifier,
            @RequestParam(defaultValue = "") String password,
            @RequestParam(name = "continue", required = false) @Nullable String next,
            Visitor visitor,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model) {
        var organization = identification.organization(slug).orElseThrow(Refusal::notFound);
        var form = SignInForm.fresh(identifier, onward(next, organization));
        var caller = identification.read(identifier, organization.slug(), List.of());
        return tried(form, organization, caller, password, visitor, request, response, model);
    }

    private String tried(
            SignInForm form,
            @Nullable Organization own,
            Optional<Caller> caller,
            String password,
            Visitor visitor,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model) {
        if (caller.isEmpty()) return again(form.refused(malformed(form.identifier())), own, model, response);
        SignInOutcome outcome;
        try {
            outcome = signIn.signIn(caller.get(), password, visitor.origin());
        } catch (Refusal refusal) {
            return refused(form, own, refusal, model, response);
        }
        return switch (outcome) {
            case SignInOutcome.Opened _, SignInOutcome.Challenged _ ->
                "redirect:" + doorway.follow(outcome, form.onward(), visitor, request, response);
            case SignInOutcome.Given given -> "redirect:/first-password/" + given.secret();
            case SignInOutcome.Unconfirmed unconfirmed -> {
                response.setStatus(HttpStatus.FORBIDDEN.value());
                model.addAttribute("email", unconfirmed.address());
                model.addAttribute("again", unconfirmed.again());
                yield "signin/unconfirmed";
            }
            case SignInOutcome.Wrong _ -> wrong(form, own, caller.get(), model, response);
        };
    }

    /**
     * One answer for what nobody has, what somebody has with another password, and what several have. Only where names and numbers are
     * typed on the platform's page, where several may have the same, the organization is asked for, of all of them.
     */
    private String wrong(
            SignInForm form, @Nullable Organization own, Caller caller, Model model, HttpServletResponse response) {
        if (own != null) return again(form.refused("sign_in.wrong_here"), own, model, response);
        return caller.identifier() instanceof Identifier.Email
                ? again(form.refused("sign_in.wrong"), null, model, response)
                : again(form.refused("sign_in.wrong_name").asking(), null, model, response);
    }

    /** Where a form's token was too old: the page stood open for long, or the browser has lost its cookies. */
    @RequestMapping(Stale.SIGN_IN)
    String stale(
            @RequestParam(defaultValue = "") String identifier,
            @RequestParam(name = "continue", required = false) @Nullable String next,
            HttpServletResponse response,
            Model model) {
        response.setStatus(HttpStatus.FORBIDDEN.value());
        return show(SignInForm.fresh(identifier, Continue.safe(next)).refused("stale"), null, model);
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
        doorway.endOld(visitor, request);
        cookie.end(request, response);
        var onward = Continue.safe(next);
        if (!onward.equals("/")) return "redirect:" + onward;
        flash.leave(request, response, Note.success("signin.signed_out"));
        return "redirect:/sign-in";
    }

    /** The address that somebody has just confirmed on this device. */
    private String typedBefore(HttpServletRequest request) {
        var kept = confirmed.read(request);
        return kept == null
                ? ""
                : EmailAddress.read(kept).map(EmailAddress::value).orElse("");
    }

    /** In the colours of the organization whose page it is, or that the person wants to enter: the address names it already. */
    private String show(SignInForm form, @Nullable Organization own, Model model) {
        var shown = own == null
                ? placeOf(form.onward()).flatMap(identification::organization).orElse(null)
                : own;
        model.addAttribute(
                "view",
                new SignInView(
                        form,
                        shown == null ? null : placeOf(shown),
                        own == null ? "/sign-in" : "/o/" + own.slug() + "/sign-in",
                        own != null,
                        shown == null ? null : identification.country(shown),
                        identification.signUp(shown)));
        return "signin/sign-in";
    }

    /** Too many tries, a code that cannot be sent, or a server at its bound: the form stays, with what to do. */
    private String refused(
            SignInForm form, @Nullable Organization own, Refusal refusal, Model model, HttpServletResponse response) {
        var status =
                switch (refusal.kind()) {
                    case TOO_MANY -> HttpStatus.TOO_MANY_REQUESTS;
                    case UNAVAILABLE -> HttpStatus.SERVICE_UNAVAILABLE;
                    case RULE -> HttpStatus.FORBIDDEN;
                    case INPUT, FORBIDDEN, NOT_FOUND, UNAUTHENTICATED -> throw refusal;
                };
        response.setStatus(status.value());
        if (refusal.retryAfterSeconds() > 0)
            response.setHeader("Retry-After", String.valueOf(refusal.retryAfterSeconds()));
        return show(form.refused(refusal), own, model);
    }

    private String again(SignInForm form, @Nullable Organization own, Model model, HttpServletResponse response) {
        response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
        return show(form, own, model);
    }

    /** Where the person was going, and where this browser was last. */
    private List<String> likely(String onward, HttpServletRequest request) {
        return Stream.of(placeOf(onward).orElse(null), last.read(request))
                .filter(Objects::nonNull)
                .distinct()
                .toList();
    }

    static String malformed(String typed) {
        return NUMBER.matcher(typed).matches() ? "identifier.country" : "identifier.malformed";
    }

    private static String onward(@Nullable String next, Organization organization) {
        var onward = Continue.safe(next);
        return onward.equals("/") ? "/o/" + organization.slug() : onward;
    }

    static Optional<String> placeOf(String onward) {
        var place = PLACE.matcher(onward);
        return place.lookingAt() ? Optional.of(place.group(1)) : Optional.empty();
    }

    static Shell.Place placeOf(Organization organization) {
        return new Shell.Place(
                organization.name(), organization.slug(), organization.brandColor(), organization.logoAddress());
    }
}
