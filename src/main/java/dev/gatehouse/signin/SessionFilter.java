package dev.gatehouse.signin;

import dev.gatehouse.console.Visitor;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.authentication.preauth.PreAuthenticatedAuthenticationToken;
import org.springframework.transaction.TransactionException;
import org.springframework.web.filter.OncePerRequestFilter;

/** Finds out who is there, with one query a request; assets are for everybody and cost none. Part of the security chain, not a bean. */
final class SessionFilter extends OncePerRequestFilter {

    private static final Logger LOG = LoggerFactory.getLogger(SessionFilter.class);
    private static final String RETRY_SECONDS = "5";

    private final Sessions sessions;
    private final SessionCookie cookie;

    SessionFilter(Sessions sessions, SessionCookie cookie) {
        this.sessions = sessions;
        this.cookie = cookie;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return request.getRequestURI().startsWith("/assets/");
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Optional<Viewer> found;
        try {
            found = viewer(request);
        } catch (DataAccessException | TransactionException away) {
            LOG.warn("the database did not answer: {}", away.toString());
            response.setHeader("Retry-After", RETRY_SECONDS);
            response.sendError(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
            return;
        }
        found.ifPresent(viewer -> {
            viewer.enter(request);
            var context = SecurityContextHolder.createEmptyContext();
            context.setAuthentication(new PreAuthenticatedAuthenticationToken(viewer, "", List.of()));
            SecurityContextHolder.setContext(context);
        });
        chain.doFilter(request, response);
    }

    private Optional<Viewer> viewer(HttpServletRequest request) {
        var secret = cookie.read(request);
        if (secret == null || secret.isEmpty()) return Optional.empty();
        var found = sessions.find(secret);
        found.ifPresent(viewer -> sessions.touch(viewer, Visitor.origin(request)));
        return found;
    }
}
