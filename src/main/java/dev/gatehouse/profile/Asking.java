package dev.gatehouse.profile;

import dev.gatehouse.console.Htmx;
import dev.gatehouse.platform.Refusal;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.http.HttpStatus;
import org.springframework.ui.Model;

/** How questions are put: as a pane or dialog, or as a page where there is no JavaScript. */
final class Asking {

    private Asking() {}

    static String ask(Question question, Model model, Htmx htmx) {
        model.addAttribute("question", question);
        return htmx.view("profile/question-page", "profile/question");
    }

    /** The same once more, with what is wrong. What the person cannot mend is an error page. */
    static String again(Question question, Model model, Htmx htmx, HttpServletResponse response) {
        var refusal = question.refusal();
        if (refusal != null) {
            switch (refusal.kind()) {
                case RULE, INPUT, TOO_MANY -> {}
                default -> throw refusal;
            }
            if (refusal.retryAfterSeconds() > 0)
                response.setHeader("Retry-After", String.valueOf(refusal.retryAfterSeconds()));
            // htmx puts only good answers in place.
            if (!htmx.part()) response.setStatus(status(refusal).value());
        }
        return ask(question, model, htmx);
    }

    private static HttpStatus status(Refusal refusal) {
        return refusal.kind() == Refusal.Kind.TOO_MANY
                ? HttpStatus.TOO_MANY_REQUESTS
                : HttpStatus.UNPROCESSABLE_CONTENT;
    }
}
