package dev.gatehouse.imports;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.util.Locale;
import java.util.regex.Pattern;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Keeps the body of an uploaded list from the container, which would write it to disk whole, and no more than a few megabytes of it, as
 * soon as anybody asks for the form's token. It is read as an {@link Upload} instead, once it is clear who sends it and that they may.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 10)
class UploadFilter extends OncePerRequestFilter {

    private static final Pattern ROUTE = Pattern.compile("/o/[^/]+/import");

    private final Clock clock;

    UploadFilter(Clock clock) {
        this.clock = clock;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        if (Upload.of(request) != null) return false;
        return !request.getMethod().equals("POST")
                || !ROUTE.matcher(request.getRequestURI()).matches()
                || !isMultipart(request.getContentType());
    }

    /** The page that says what was wrong must not read the body either. */
    @Override
    protected boolean shouldNotFilterErrorDispatch() {
        return false;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var before = Upload.of(request);
        chain.doFilter(before == null ? new Upload(request, clock) : before.again(request), response);
    }

    private static boolean isMultipart(String type) {
        return type != null && type.toLowerCase(Locale.ROOT).startsWith("multipart/");
    }
}
