package dev.gatehouse.console;

import dev.gatehouse.platform.Refusal;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.function.Function;
import java.util.function.Supplier;
import org.springframework.web.servlet.ModelAndView;

/** How a form in a pane or dialog is answered. Controllers' methods may ask for it. */
public final class Change {

    private final HttpServletRequest request;
    private final HttpServletResponse response;
    private final Flash flash;

    Change(HttpServletRequest request, HttpServletResponse response, Flash flash) {
        this.request = request;
        this.response = response;
        this.flash = flash;
    }

    /**
     * Makes the change, says so on the page that follows, and goes there; where the person can put something right, asks once more.
     *
     * @param change makes it, and says what was done
     * @param next where to go afterwards
     * @param again the pane with what is wrong
     */
    public ModelAndView make(Supplier<Note> change, Supplier<String> next, Function<Refusal, ModelAndView> again) {
        return make(() -> done(change.get(), next.get()), again);
    }

    /**
     * The same where what to say, or where to go, depends on what was made.
     *
     * @param change makes it, and ends with {@link #done}
     */
    public ModelAndView make(Supplier<ModelAndView> change, Function<Refusal, ModelAndView> again) {
        try {
            return change.get();
        } catch (Refusal refusal) {
            if (refusal.kind() != Refusal.Kind.RULE && refusal.kind() != Refusal.Kind.INPUT) throw refusal;
            return again.apply(refusal);
        }
    }

    /** Says what was done on the page that follows, and goes there. */
    public ModelAndView done(Note note, String next) {
        flash.leave(request, response, note);
        return new ModelAndView(Htmx.of(request, response).redirect(next));
    }
}
