package dev.gatehouse.console;

import dev.gatehouse.platform.Refusal;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.TypeMismatchException;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.dao.NonTransientDataAccessResourceException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.jdbc.CannotGetJdbcConnectionException;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.TransactionException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.ModelAndView;

/**
 * Every no and every fault becomes one sentence in the person's language: a page, or a toast where htmx asked for a part.
 * Nothing here needs the database.
 */
@Controller
@ControllerAdvice
class ErrorPages implements ErrorController {

    private static final Logger LOG = LoggerFactory.getLogger(ErrorPages.class);
    private static final int RETRY_SECONDS = 5;

    /** {@code character_not_in_repertoire} of the SQL standard. */
    private static final String NO_TEXT = "22021";

    private final Shells shells;

    ErrorPages(Shells shells) {
        this.shells = shells;
    }

    /** What the domain refuses. */
    @ExceptionHandler(Refusal.class)
    ModelAndView refused(Refusal refusal, HttpServletRequest request, HttpServletResponse response) {
        var status =
                switch (refusal.kind()) {
                    case RULE -> 409;
                    case INPUT -> 422;
                    case FORBIDDEN -> 403;
                    case NOT_FOUND -> 404;
                    case UNAUTHENTICATED -> 401;
                    case TOO_MANY -> 429;
                    case UNAVAILABLE -> 503;
                };
        if (refusal.kind() == Refusal.Kind.UNAUTHENTICATED) return signIn(request, response);
        if (refusal.retryAfterSeconds() > 0)
            response.setHeader("Retry-After", String.valueOf(refusal.retryAfterSeconds()));
        var sentence = shells.of(request)
                .text("refusal." + refusal.code(), refusal.arguments().toArray());
        return page(status, sentence, request, response);
    }

    /** The database does not answer: it will be tried again with the next request. */
    @ExceptionHandler({
        CannotGetJdbcConnectionException.class,
        NonTransientDataAccessResourceException.class,
        TransientDataAccessException.class,
        TransactionException.class
    })
    ModelAndView databaseAway(Exception fault, HttpServletRequest request, HttpServletResponse response) {
        LOG.warn("the database did not answer: {}", fault.toString());
        response.setHeader("Retry-After", String.valueOf(RETRY_SECONDS));
        return page(503, null, request, response);
    }

    /** Spring Security's no inside a controller. */
    @ExceptionHandler(AccessDeniedException.class)
    ModelAndView denied(HttpServletRequest request, HttpServletResponse response) {
        return page(403, null, request, response);
    }

    /** Wrong address, wrong method, unreadable form: Spring knows the status; all else is a fault of ours. */
    @ExceptionHandler(Exception.class)
    ModelAndView failed(Exception fault, HttpServletRequest request, HttpServletResponse response) {
        if (fault instanceof ErrorResponse known && known.getStatusCode().is4xxClientError()) {
            known.getHeaders().forEach((name, values) -> response.setHeader(name, values.getFirst()));
            return page(known.getStatusCode().value(), null, request, response);
        }
        if (malformed(fault)) {
            LOG.info(
                    "malformed request: {} {}: {}",
                    request.getMethod(),
                    route(request),
                    fault.getClass().getSimpleName());
            return page(400, null, request, response);
        }
        LOG.error("request failed: {} {}", request.getMethod(), route(request), fault);
        return page(500, null, request, response);
    }

    /** What never reached a controller: a filter's no, an upload too large, a fault of the container. */
    @RequestMapping("/error")
    ModelAndView elsewhere(HttpServletRequest request, HttpServletResponse response) {
        var status = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) instanceof Integer code ? code : 404;
        if (status == 401) return signIn(request, response);
        if (status == 403 && StaleForm.is(request)) return stale(request, response);
        return page(status, null, request, response);
    }

    /** Values that are not what they stand for: letters for a number, bytes that are no UTF-8, a NUL that PostgreSQL takes in no text. */
    private static boolean malformed(Exception fault) {
        for (Throwable link = fault; link != null; link = link.getCause()) {
            if (link instanceof TypeMismatchException || link instanceof InvalidParameterException) return true;
            if (link instanceof SQLException sql && NO_TEXT.equals(sql.getSQLState())) return true;
        }
        return false;
    }

    private ModelAndView signIn(HttpServletRequest request, HttpServletResponse response) {
        var htmx = Htmx.of(request, response);
        var back = htmx.part() ? pathOf(request.getHeader("HX-Current-URL")) : Shells.path(request);
        var readable = htmx.part() || request.getMethod().equals("GET");
        var address = readable && !Continue.safe(back).equals("/")
                ? "/sign-in?continue=" + URLEncoder.encode(back, StandardCharsets.UTF_8)
                : "/sign-in";
        return new ModelAndView(htmx.redirect(address));
    }

    private static String pathOf(@Nullable String address) {
        try {
            var uri = URI.create(address == null ? "/" : address);
            return uri.getRawQuery() == null ? uri.getRawPath() : uri.getRawPath() + "?" + uri.getRawQuery();
        } catch (IllegalArgumentException malformed) {
            return "/";
        }
    }

    private ModelAndView stale(HttpServletRequest request, HttpServletResponse response) {
        var page = page(403, null, request, response);
        var shell = shells.of(request);
        page.addObject("problem", new Problem(403, shell.text("error.stale.title"), shell.text("refusal.stale")));
        return page;
    }

    private ModelAndView page(
            int status, @Nullable String sentence, HttpServletRequest request, HttpServletResponse response) {
        response.setStatus(status);
        var shell = shells.of(request);
        var key =
                switch (status) {
                    case 403, 404, 405, 409, 413, 422, 429, 503 -> "error." + status;
                    default -> status < 500 ? "error.400" : "error.500";
                };
        var problem = new Problem(
                status, shell.text(key + ".title"), sentence == null ? shell.text(key + ".sentence") : sentence);
        var view = "console/error";
        if (Htmx.of(request, response).part()) {
            response.setHeader("HX-Retarget", "#toasts");
            response.setHeader("HX-Reswap", "beforeend");
            response.setHeader("HX-Push-Url", "false");
            view = "console/error-toast";
        }
        return new ModelAndView(view, "problem", problem);
    }

    /** The pattern, not the path: a path may hold a one-time secret. */
    private static Object route(HttpServletRequest request) {
        var pattern = request.getAttribute("org.springframework.web.servlet.HandlerMapping.bestMatchingPattern");
        return pattern == null ? "(no route)" : pattern;
    }
}
