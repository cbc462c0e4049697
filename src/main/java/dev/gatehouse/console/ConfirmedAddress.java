package dev.gatehouse.console;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.stereotype.Component;
import org.springframework.web.util.WebUtils;

/**
 * Carries an address that was just confirmed to the sign-in form, in a cookie that lives for some minutes: an address in the
 * page's own would stand in logs. It proves nothing; the form is filled with it and no more.
 */
@Component
public class ConfirmedAddress {

    private static final String COOKIE = "gatehouse-confirmed";
    private static final int BOUND = 400;
    private static final Duration KEPT = Duration.ofMinutes(10);

    public void keep(HttpServletRequest request, HttpServletResponse response, String address) {
        var value = Base64.getUrlEncoder().withoutPadding().encodeToString(address.getBytes(StandardCharsets.UTF_8));
        var cookie = ResponseCookie.from(COOKIE, value)
                .path("/sign-in")
                .httpOnly(true)
                .secure(request.isSecure())
                .sameSite("Lax")
                .maxAge(KEPT)
                .build();
        response.addHeader(HttpHeaders.SET_COOKIE, cookie.toString());
    }

    /** What the browser says; null without it, or where it is none of ours. */
    public @Nullable String read(HttpServletRequest request) {
        var cookie = WebUtils.getCookie(request, COOKIE);
        if (cookie == null || cookie.getValue().isEmpty() || cookie.getValue().length() > BOUND) return null;
        try {
            return new String(Base64.getUrlDecoder().decode(cookie.getValue()), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException forged) {
            return null;
        }
    }
}
