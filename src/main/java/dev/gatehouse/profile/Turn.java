package dev.gatehouse.profile;

import dev.gatehouse.console.Flash;
import dev.gatehouse.console.Htmx;
import dev.gatehouse.console.Note;
import dev.gatehouse.platform.Refusal;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.function.Function;
import java.util.function.Supplier;
import org.springframework.http.HttpStatus;
import org.springframework.ui.ModelMap;

/** One question and its answer: a pane or dialog, or a page where there is no JavaScript. Controllers' methods may ask for it. */
record Turn(HttpServletRequest request, HttpServletResponse response, Htmx htmx, ModelMap model, Flash flash) {

    /** Puts a question. */
    String ask(Question question) {
        model.addAttribute("question", question);
        return htmx.view("profile/question-page", "profile/question");
    }

    /** Puts the question that follows from an answer; or the same once more, with what is wrong. */
    String then(Supplier<Question> next, Function<Refusal, Question> again) {
        try {
            return ask(next.get());
        } catch (Refusal refusal) {
            return again(refusal, again);
        }
    }

    /** Changes something, says so on the page that follows; or puts the question once more, with what is wrong. */
    String change(Supplier<Note> change, Function<Refusal, Question> again, String next) {
        try {
            return done(change.get(), next);
        } catch (Refusal refusal) {
            return again(refusal, again);
        }
    }

    /** Goes on to a page, which says what was done. */
    String done(Note note, String next) {
        flash.leave(request, response, note);
        return htmx.redirect(next);
    }

    /** What the person cannot mend is an error page. */
    private String again(Refusal refusal, Function<Refusal, Question> again) {
        switch (refusal.kind()) {
            case RULE, INPUT, TOO_MANY -> {}
            default -> throw refusal;
        }
        if (refusal.retryAfterSeconds() > 0)
            response.setHeader("Retry-After", String.valueOf(refusal.retryAfterSeconds()));
        // htmx puts only good answers in place.
        if (!htmx.part()) response.setStatus(status(refusal).value());
        return ask(again.apply(refusal));
    }

    private static HttpStatus status(Refusal refusal) {
        return refusal.kind() == Refusal.Kind.TOO_MANY
                ? HttpStatus.TOO_MANY_REQUESTS
                : HttpStatus.UNPROCESSABLE_CONTENT;
    }
}
