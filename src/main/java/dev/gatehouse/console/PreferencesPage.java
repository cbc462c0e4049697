package dev.gatehouse.console;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The language and the light that a person chose on this device; works for people who are not signed in, and without JavaScript. */
@Controller
class PreferencesPage {

    private static final Duration YEAR = Duration.ofDays(365);

    @PostMapping("/preferences")
    String choose(
            @RequestParam(required = false) @Nullable String language,
            @RequestParam(required = false) @Nullable String theme,
            @RequestParam(name = "continue", required = false) @Nullable String next,
            Shell shell,
            HttpServletRequest request,
            HttpServletResponse response) {
        for (var known : shell.languages())
            if (known.tag().equals(language)) keep(Shells.LANGUAGE_COOKIE, known.tag(), request, response);
        if (theme != null) keep(Shells.THEME_COOKIE, Theme.of(theme).key(), request, response);
        return "redirect:" + Continue.safe(next);
    }

    /** Readable by scripts: the page follows a choice of light at once. */
    private static void keep(String name, String value, HttpServletRequest request, HttpServletResponse response) {
        var cookie = ResponseCookie.from(name, value)
                .path("/")
                .secure(request.isSecure())
                .sameSite("Lax")
                .maxAge(YEAR)
                .build();
        response.addHeader(HttpHeaders.SET_COOKIE, cookie.toString());
    }
}
