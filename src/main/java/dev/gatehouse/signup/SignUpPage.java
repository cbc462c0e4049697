package dev.gatehouse.signup;

import dev.gatehouse.console.Flash;
import dev.gatehouse.console.Note;
import dev.gatehouse.console.Shell;
import dev.gatehouse.console.Visitor;
import dev.gatehouse.organizations.Policies;
import dev.gatehouse.platform.AccountId;
import dev.gatehouse.platform.Refusal;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** The sign-up form of an organization, for strangers and for people with an account (CRE-5). Works without JavaScript. */
@Controller
class SignUpPage {

    /** What stands in an organization's address, or the whole address. */
    private static final Pattern NAME = Pattern.compile("(?:.*/o/)?([a-z0-9-]{1,50})(?:/.*)?");

    private final SignUp signUp;
    private final Policies policies;
    private final SignUpJoin joining;
    private final SignUpLinks links;
    private final SignUpCookie cookie;
    private final Flash flash;

    SignUpPage(
            SignUp signUp, Policies policies, SignUpJoin joining, SignUpLinks links, SignUpCookie cookie, Flash flash) {
        this.signUp = signUp;
        this.policies = policies;
        this.joining = joining;
        this.links = links;
        this.cookie = cookie;
        this.flash = flash;
    }

    /** What a printed code or a colleague's link opens. */
    @GetMapping("/j/{code}")
    String link(@PathVariable String code) {
        return "redirect:/o/" + links.place(code) + "/sign-up?link="
                + LinkCode.read(code).orElseThrow(Refusal::notFound);
    }

    /** From the sign-in page that belongs to no organization: to the one that is open, or to the question which. */
    @GetMapping("/sign-up")
    String find(@RequestParam(defaultValue = "") String organization, Model model) {
        var open = policies.openToSignUp(2);
        if (open.size() == 1) return "redirect:/o/" + open.getFirst() + "/sign-up";
        var slug = NAME.matcher(organization.strip().toLowerCase(Locale.ROOT));
        if (!organization.isBlank() && slug.matches() && signUp.isOpen(slug.group(1)))
            return "redirect:/o/" + slug.group(1) + "/sign-up";
        model.addAttribute("typed", organization);
        model.addAttribute("unknown", !organization.isBlank());
        return "signup/find";
    }

    @GetMapping("/o/{slug}/sign-up")
    String open(
            @PathVariable String slug,
            @RequestParam(defaultValue = "") String link,
            Visitor visitor,
            Shell shell,
            Model model,
            HttpServletResponse response) {
        var form = SignUpForm.of(Map.of(), shell.language().tag());
        try {
            var view = signUp.look(slug, link, form, visitor.account());
            var elsewhere = visitor.account() == null ? null : elsewhere(visitor.account(), slug);
            return elsewhere == null ? show(view, model, response) : elsewhere;
        } catch (Refusal refusal) {
            return gone(refusal, model, response);
        }
    }

    /** What lies in a department, or was found, while whoever signs up chooses theirs. */
    @GetMapping("/o/{slug}/sign-up/departments")
    ModelAndView departments(
            @PathVariable String slug,
            @RequestParam(defaultValue = "") String link,
            @RequestParam Map<String, String> parameters,
            HttpServletResponse response) {
        response.setHeader("Cache-Control", "no-store");
        return signUp.departments(slug, link, parameters)
                .answer("department", SignUpView.departmentsAddress(slug, link), parameters);
    }

    @PostMapping("/o/{slug}/sign-up")
    String begin(
            @PathVariable String slug,
            @RequestParam(defaultValue = "") String link,
            @RequestParam Map<String, String> sent,
            Visitor visitor,
            Shell shell,
            Model model,
            HttpServletResponse response) {
        var form = form(sent, shell);
        try {
            var handle = signUp.begin(slug, link, form, shell.language().locale(), visitor.origin());
            cookie.keep(response, handle);
            return "redirect:/o/" + slug + "/sign-up/" + (handle.way() == Way.PHONE ? "code" : "sent");
        } catch (Refusal refusal) {
            return refused(slug, link, form, null, refusal, model, response);
        }
    }

    @PostMapping("/o/{slug}/sign-up/join")
    String join(
            @PathVariable String slug,
            @RequestParam(defaultValue = "") String link,
            @RequestParam Map<String, String> sent,
            Visitor visitor,
            Shell shell,
            Model model,
            HttpServletRequest request,
            HttpServletResponse response) {
        var form = form(sent, shell);
        var account = visitor.account();
        if (account == null) return "redirect:/o/" + slug + "/sign-up" + (link.isEmpty() ? "" : "?link=" + link);
        try {
            var entered = joining.join(slug, link, form, shell.language().locale(), account, visitor.origin());
            if (!entered.waiting())
                flash.leave(
                        request,
                        response,
                        Note.success(
                                "invitations.joined", entered.organization().name()));
            return "redirect:" + entered.address();
        } catch (Refusal refusal) {
            return refused(slug, link, form, account, refusal, model, response);
        }
    }

    private @Nullable String elsewhere(AccountId account, String slug) {
        return joining.place(account, slug)
                .map(place -> switch (place.status()) {
                    case REGISTERED -> "redirect:/o/" + slug + "/members";
                    case REGISTERING -> "redirect:/o/" + slug + "/waiting";
                    case CREATED, INVITED, BLOCKED, TERMINATED -> null;
                })
                .orElse(null);
    }

    private static SignUpForm form(Map<String, String> sent, Shell shell) {
        var form = SignUpForm.of(sent, shell.language().tag());
        var known =
                shell.languages().stream().anyMatch(language -> language.tag().equals(form.language()));
        return known ? form : form.in(shell.language().tag());
    }

    /** The form again with the sentence, and with all that was typed but the password. */
    private String refused(
            String slug,
            String link,
            SignUpForm form,
            @Nullable AccountId account,
            Refusal refusal,
            Model model,
            HttpServletResponse response) {
        var status =
                switch (refusal.kind()) {
                    case RULE, INPUT -> HttpStatus.UNPROCESSABLE_CONTENT;
                    case TOO_MANY -> HttpStatus.TOO_MANY_REQUESTS;
                    case UNAVAILABLE -> HttpStatus.SERVICE_UNAVAILABLE;
                    case FORBIDDEN, NOT_FOUND, UNAUTHENTICATED -> throw refusal;
                };
        if (Gone.is(refusal)) return gone(refusal, model, response);
        if (refusal.retryAfterSeconds() > 0)
            response.setHeader("Retry-After", String.valueOf(refusal.retryAfterSeconds()));
        try {
            var view = signUp.look(slug, link, form, account).refused(refusal);
            var page = show(view, model, response);
            response.setStatus(status.value());
            return page;
        } catch (Refusal closed) {
            return gone(closed, model, response);
        }
    }

    private static String show(SignUpView view, Model model, HttpServletResponse response) {
        response.setHeader("Cache-Control", "no-store");
        model.addAttribute("view", view);
        return view.joining() == null ? "signup/sign-up" : "signup/join";
    }

    private static String gone(Refusal refusal, Model model, HttpServletResponse response) {
        if (!Gone.is(refusal)) throw refusal;
        response.setStatus(HttpStatus.GONE.value());
        model.addAttribute("code", refusal.code());
        return "signup/gone";
    }
}
