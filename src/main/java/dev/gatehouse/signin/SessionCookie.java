package dev.gatehouse.signin;

import dev.gatehouse.platform.Settings;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.security.web.csrf.CookieCsrfTokenRepository;
import org.springframework.stereotype.Component;
import org.springframework.web.util.WebUtils;

/**
 * What the browser keeps: the session's secret and the token that its forms send back. Over https both carry the
 * {@code __Host-} prefix, so that no other host of the domain can plant one.
 */
@Component
public class SessionCookie {

    private final boolean encrypted;
    private final String name;
    private final CookieCsrfTokenRepository tokens = new CookieCsrfTokenRepository();

    SessionCookie(Settings settings) {
        encrypted = "https".equals(settings.publicUrl().getScheme());
        name = prefixed("gatehouse_session");
        tokens.setCookieName(prefixed("gatehouse_csrf"));
        tokens.setCookiePath("/");
        tokens.setCookieCustomizer(cookie -> cookie.secure(encrypted).sameSite("Lax"));
    }

    /** Gives the browser a new session; what it held before, also a form token that somebody planted, is worth nothing then. */
    public void start(HttpServletRequest request, HttpServletResponse response, String secret) {
        write(response, secret, Sessions.LONGEST);
        tokens.saveToken(null, request, response);
    }

    void end(HttpServletRequest request, HttpServletResponse response) {
        write(response, "", Duration.ZERO);
        tokens.saveToken(null, request, response);
    }

    @Nullable
    String read(HttpServletRequest request) {
        var cookie = WebUtils.getCookie(request, name);
        return cookie == null ? null : cookie.getValue();
    }

    CookieCsrfTokenRepository tokens() {
        return tokens;
    }

    private void write(HttpServletResponse response, String value, Duration lifetime) {
        var cookie = ResponseCookie.from(name, value)
                .path("/")
                .httpOnly(true)
                .secure(encrypted)
                .sameSite("Lax")
                .maxAge(lifetime)
                .build();
        response.addHeader(HttpHeaders.SET_COOKIE, cookie.toString());
    }

    private String prefixed(String plain) {
        return encrypted ? "__Host-" + plain : plain;
    }
}
