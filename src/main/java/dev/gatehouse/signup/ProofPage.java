package dev.gatehouse.signup;

import dev.gatehouse.console.Flash;
import dev.gatehouse.console.Note;
import dev.gatehouse.console.Visitor;
import dev.gatehouse.organizations.Organization;
import dev.gatehouse.organizations.Organizations;
import dev.gatehouse.platform.PhoneNumber;
import dev.gatehouse.platform.Refusal;
import dev.gatehouse.signin.Doorway;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** What comes after the sign-up form: look into your mail, type the code, confirm the address (CRE-5). Works without JavaScript. */
@Controller
class ProofPage {

    private final SignUp signUp;
    private final SignUpProof proof;
    private final Organizations organizations;
    private final SignUpCookie cookie;
    private final Doorway doorway;
    private final Flash flash;

    ProofPage(
            SignUp signUp,
            SignUpProof proof,
            Organizations organizations,
            SignUpCookie cookie,
            Doorway doorway,
            Flash flash) {
        this.signUp = signUp;
        this.proof = proof;
        this.organizations = organizations;
        this.cookie = cookie;
        this.doorway = doorway;
        this.flash = flash;
    }

    @GetMapping("/o/{slug}/sign-up/sent")
    String sent(@PathVariable String slug, HttpServletRequest request, Model model) {
        var handle = cookie.read(request, slug);
        if (handle == null || handle.way() != Way.EMAIL) return backToForm(slug);
        model.addAttribute("organization", organization(slug));
        model.addAttribute("address", handle.address());
        return "signup/sent";
    }

    @GetMapping("/o/{slug}/sign-up/code")
    String code(@PathVariable String slug, HttpServletRequest request, Model model, HttpServletResponse response) {
        var handle = cookie.read(request, slug);
        return handle == null || handle.way() != Way.PHONE
                ? backToForm(slug)
                : code(slug, handle, null, model, response);
    }

    @PostMapping("/o/{slug}/sign-up/code")
    String code(
            @PathVariable String slug,
            @RequestParam(defaultValue = "") String code,
            Visitor visitor,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model) {
        var handle = cookie.read(request, slug);
        if (handle == null || handle.way() != Way.PHONE) return backToForm(slug);
        try {
            var entered = proof.code(handle, code, visitor.origin());
            if (entered.isPresent()) return enter(entered.get(), visitor, request, response);
            var left = proof.triesLeft(handle);
            var wrong = left == 0
                    ? Refusal.input("code", "sign_up.code.over")
                    : Refusal.input("code", "sign_up.code.wrong", left);
            return code(slug, handle, wrong, model, response);
        } catch (Refusal refusal) {
            return switch (refusal.kind()) {
                case RULE, INPUT, TOO_MANY -> code(slug, handle, refusal, model, response);
                default -> throw refusal;
            };
        }
    }

    @PostMapping("/o/{slug}/sign-up/again")
    String again(@PathVariable String slug, Visitor visitor, HttpServletRequest request, HttpServletResponse response) {
        var handle = cookie.read(request, slug);
        if (handle == null) return backToForm(slug);
        var page = "redirect:/o/" + slug + "/sign-up/" + (handle.way() == Way.PHONE ? "code" : "sent");
        try {
            signUp.again(handle, visitor.origin());
            flash.leave(
                    request,
                    response,
                    Note.success(handle.way() == Way.PHONE ? "signup.code.again.done" : "accept.waiting.again.done"));
        } catch (Refusal refusal) {
            switch (refusal.kind()) {
                case RULE, INPUT, TOO_MANY -> flash.leave(request, response, Note.danger("signup.again.later"));
                default -> throw refusal;
            }
        }
        return page;
    }

    @GetMapping("/sign-up/confirm/{secret}")
    String open(@PathVariable String secret, HttpServletRequest request, HttpServletResponse response, Model model) {
        try {
            return confirmation(secret, cookie.read(request), null, model);
        } catch (Refusal refusal) {
            return gone(refusal, model, response);
        }
    }

    @PostMapping("/sign-up/confirm/{secret}")
    String confirm(
            @PathVariable String secret,
            @RequestParam(defaultValue = "") String password,
            Visitor visitor,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model) {
        var handle = cookie.read(request);
        try {
            return enter(proof.confirm(secret, password, handle, visitor.origin()), visitor, request, response);
        } catch (Refusal refusal) {
            if (refusal.kind() != Refusal.Kind.INPUT) return gone(refusal, model, response);
            response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
            return confirmation(secret, handle, refusal, model);
        }
    }

    private String enter(Entered entered, Visitor visitor, HttpServletRequest request, HttpServletResponse response) {
        cookie.end(response);
        var account = entered.account();
        if (account != null) {
            var next = doorway.enterIfReachable(account, entered.address(), visitor, request, response);
            if (next != null) {
                if (!entered.waiting())
                    flash.leave(
                            request,
                            response,
                            Note.success(
                                    "invitations.joined", entered.organization().name()));
                return "redirect:" + next;
            }
        }
        flash.leave(
                request,
                response,
                Note.success("confirm.done", entered.organization().name()));
        return "redirect:/o/" + entered.organization().slug() + "/sign-in?continue=" + entered.address();
    }

    private String confirmation(String secret, @Nullable Handle handle, @Nullable Refusal refusal, Model model) {
        model.addAttribute("view", proof.look(secret, handle));
        model.addAttribute("secret", secret);
        model.addAttribute("refusal", refusal);
        return "signup/confirm";
    }

    private String code(
            String slug, Handle handle, @Nullable Refusal refusal, Model model, HttpServletResponse response) {
        if (refusal != null)
            response.setStatus(
                    refusal.kind() == Refusal.Kind.TOO_MANY
                            ? HttpStatus.TOO_MANY_REQUESTS.value()
                            : HttpStatus.UNPROCESSABLE_CONTENT.value());
        model.addAttribute("organization", organization(slug));
        model.addAttribute("number", new PhoneNumber(handle.address()).spaced());
        model.addAttribute("refusal", refusal);
        return "signup/code";
    }

    private Organization organization(String slug) {
        return organizations
                .bySlug(slug)
                .filter(organization -> !organization.suspended())
                .orElseThrow(Refusal::notFound);
    }

    /** Whoever lost the cookie begins anew; where nobody may, that page says so. */
    private String backToForm(String slug) {
        signUp.demandOpen(slug);
        return "redirect:/o/" + slug + "/sign-up";
    }

    private static String gone(Refusal refusal, Model model, HttpServletResponse response) {
        if (refusal.kind() != Refusal.Kind.RULE) throw refusal;
        response.setStatus(HttpStatus.GONE.value());
        model.addAttribute("code", refusal.code());
        return "admission/gone";
    }
}
