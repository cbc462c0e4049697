package dev.gatehouse.signin;

import dev.gatehouse.console.Flash;
import dev.gatehouse.console.Note;
import dev.gatehouse.console.StaleForm;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.regex.Pattern;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.security.web.csrf.CsrfException;
import org.springframework.stereotype.Component;

/**
 * A form whose token is no good any more, as on a page that stood open for long. Nothing was done; the person gets the form
 * again, with a fresh token and a sentence that says so.
 */
@Component
class Stale implements AccessDeniedHandler {

    /** Shows the sign-in form again, with the address that was typed. */
    static final String SIGN_IN = "/sign-in/stale";

    /** Pages for strangers that are opened and sent at the same address. */
    private static final Pattern SAME_ADDRESS = Pattern.compile(
            "/forgot-password|/sign-in/code|/o/[a-z0-9-]{1,50}/sign-in|"
                    + "/(reset-password|first-password|accept|activate|confirm|confirm-address|set-up)/[A-Za-z0-9_-]{43}");

    private final Flash flash;

    Stale(Flash flash) {
        this.flash = flash;
    }

    @Override
    public void handle(HttpServletRequest request, HttpServletResponse response, AccessDeniedException no)
            throws IOException, ServletException {
        var stale = no instanceof CsrfException;
        var path = request.getRequestURI();
        if (stale && path.equals("/sign-in")) {
            request.getRequestDispatcher(SIGN_IN).forward(request, response);
        } else if (stale && SAME_ADDRESS.matcher(path).matches()) {
            flash.leave(request, response, Note.danger("refusal.stale"));
            response.setStatus(HttpServletResponse.SC_SEE_OTHER);
            response.setHeader("Location", path);
        } else {
            if (stale) StaleForm.mark(request);
            response.sendError(HttpServletResponse.SC_FORBIDDEN);
        }
    }
}
