package dev.gatehouse.signin;

import dev.gatehouse.platform.Settings;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.stereotype.Component;
import org.springframework.web.util.WebUtils;

/** The organization that this browser showed last, so that the next sign-in leads there. */
@Component
class LastOrganization {

    private static final String COOKIE = "gatehouse-organization";
    private static final Duration YEAR = Duration.ofDays(365);

    private final boolean encrypted;

    LastOrganization(Settings settings) {
        encrypted = "https".equals(settings.publicUrl().getScheme());
    }

    @Nullable
    String read(HttpServletRequest request) {
        var cookie = WebUtils.getCookie(request, COOKIE);
        return cookie == null ? null : cookie.getValue();
    }

    void keep(HttpServletRequest request, HttpServletResponse response, String slug) {
        if (slug.equals(read(request))) return;
        var cookie = ResponseCookie.from(COOKIE, slug)
                .path("/")
                .httpOnly(true)
                .secure(encrypted)
                .sameSite("Lax")
                .maxAge(YEAR)
                .build();
        response.addHeader(HttpHeaders.SET_COOKIE, cookie.toString());
    }
}
