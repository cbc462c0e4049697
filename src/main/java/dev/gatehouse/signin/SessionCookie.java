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
 * What the browser keeps: the session's secret, that of a sign-in which waits for a code, and the token that its forms send back. Over https both carry the
 * {@code __Host-} prefix, so that no other host of the domain can plant one.
 */
@Component
public class SessionCookie {

    private final boolean encrypted;
    private final String name;
    private final String challenge;
    private final CookieCsrfTokenRepository tokens = new CookieCsrfTokenRepository();

    SessionCookie(Settings settings) {
        encrypted = "https".equals(settings.publicUrl().getScheme());
        name = prefixed("gatehouse_session");
        challenge = prefixed("gatehouse_challenge");
        tokens.setCookieName(prefixed("gatehouse_csrf"));
        tokens.setCookiePath("/");
        tokens.setCookieCustomizer(cookie -> cookie.secure(encrypted).sameSite("Lax"));
    }

    /** Gives the browser a new session; what it held before, also a form token that somebody planted, is worth nothing then. */
    public void start(HttpServletRequest request, HttpServletResponse response, String secret) {
        write(response, name, secret, Sessions.LONGEST);
        tokens.saveToken(null, request, response);
    }

    /** Lets the browser keep what the code of a second factor goes with. */
    void startChallenge(HttpServletResponse response, String secret) {
        write(response, challenge, secret, SecondFactor.VALIDITY);
    }

    void endChallenge(HttpServletResponse response) {
        write(response, challenge, "", Duration.ZERO);
    }

    @Nullable
    String readChallenge(HttpServletRequest request) {
        var cookie = WebUtils.getCookie(request, challenge);
        return cookie == null || cookie.getValue().isEmpty() ? null : cookie.getValue();
    }

    void end(HttpServletRequest request, HttpServletResponse response) {
        write(response, name, "", Duration.ZERO);
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

    private void write(HttpServletResponse response, String name, String value, Duration lifetime) {
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
