package dev.gatehouse.signup;

import dev.gatehouse.platform.Sealer;
import dev.gatehouse.platform.Settings;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.stereotype.Component;
import org.springframework.web.util.WebUtils;

/** Keeps the {@link Handle} in a sealed cookie: it proves that the form was filled in with this browser, and shows nobody what was typed. */
@Component
class SignUpCookie {

    private static final String CONTEXT = "sign-up";
    private static final int BOUND = 1_500;
    private static final int PARTS = 5;

    private final Sealer sealer;
    private final String name;
    private final boolean encrypted;
    private final Clock clock;

    SignUpCookie(Settings settings, Clock clock) {
        this.sealer = new Sealer(settings.masterKey().derive("sign-up cookie"));
        this.encrypted = "https".equals(settings.publicUrl().getScheme());
        this.name = encrypted ? "__Host-gatehouse-sign-up" : "gatehouse-sign-up";
        this.clock = clock;
    }

    void keep(HttpServletResponse response, Handle handle) {
        var until = clock.instant().plus(SignUp.VALIDITY);
        var clear = String.join(
                "\n",
                handle.slug(),
                handle.subject().toString(),
                handle.way().key(),
                handle.address(),
                Long.toString(until.getEpochSecond()));
        var sealed = sealer.seal(clear.getBytes(StandardCharsets.UTF_8), CONTEXT);
        write(response, Base64.getUrlEncoder().withoutPadding().encodeToString(sealed), SignUp.VALIDITY);
    }

    /** What this browser signed up with at an organization; null without, and where it is none of ours or too old. */
    @Nullable
    Handle read(HttpServletRequest request, String slug) {
        var handle = read(request);
        return handle != null && handle.slug().equals(slug) ? handle : null;
    }

    /** The same wherever it was. */
    @Nullable
    Handle read(HttpServletRequest request) {
        var cookie = WebUtils.getCookie(request, name);
        if (cookie == null || cookie.getValue().isEmpty() || cookie.getValue().length() > BOUND) return null;
        try {
            var sealed = Base64.getUrlDecoder().decode(cookie.getValue());
            var parts = new String(sealer.open(sealed, CONTEXT), StandardCharsets.UTF_8).split("\n", -1);
            if (parts.length != PARTS) return null;
            var until = Instant.ofEpochSecond(Long.parseLong(parts[4]));
            return until.isAfter(clock.instant())
                    ? new Handle(parts[0], UUID.fromString(parts[1]), Way.of(parts[2]), parts[3])
                    : null;
        } catch (IllegalArgumentException | Sealer.BrokenSeal forged) {
            return null;
        }
    }

    void end(HttpServletResponse response) {
        write(response, "", Duration.ZERO);
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
}
