package dev.gatehouse.console;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.stereotype.Component;
import org.springframework.web.util.WebUtils;

/** Carries one note over a redirect, in a cookie of its own that the next full page shows and ends. */
@Component
public class Flash {

    private static final String COOKIE = "gatehouse-flash";
    private static final String SEPARATOR = "\u001f";
    private static final int BOUND = 3_000;
    private static final int FIXED_PARTS = 4;

    /** Leaves the note for the next page of this browser. */
    public void leave(HttpServletRequest request, HttpServletResponse response, Note note) {
        var parts = new ArrayList<String>();
        parts.add(note.tone().name());
        parts.add(note.key());
        parts.add(note.nextKey() == null ? "" : note.nextKey());
        parts.add(note.nextAddress() == null ? "" : note.nextAddress());
        for (var argument : note.arguments())
            parts.add(argument instanceof Number ? "n" + argument : "s" + text(argument));
        var value = Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(String.join(SEPARATOR, parts).getBytes(StandardCharsets.UTF_8));
        write(request, response, value, Duration.ofMinutes(1));
    }

    private static String text(Object argument) {
        var text = argument.toString().replace(SEPARATOR, " ");
        return text.length() > 200 ? text.substring(0, 200) + "…" : text;
    }

    /** The note that the last page left; null without one, or where the cookie is not ours. */
    @Nullable
    Note read(HttpServletRequest request) {
        var cookie = WebUtils.getCookie(request, COOKIE);
        if (cookie == null || cookie.getValue().length() > BOUND) return null;
        try {
            var parts = new String(Base64.getUrlDecoder().decode(cookie.getValue()), StandardCharsets.UTF_8)
                    .split(SEPARATOR, -1);
            if (parts.length < FIXED_PARTS) return null;
            List<Object> arguments = new ArrayList<>();
            for (var part : List.of(parts).subList(FIXED_PARTS, parts.length))
                arguments.add(part.startsWith("n") ? (Object) Long.valueOf(part.substring(1)) : part.substring(1));
            var note = new Note(Note.Tone.valueOf(parts[0]), parts[1], List.copyOf(arguments), null, null);
            return parts[2].isEmpty() ? note : note.next(parts[2], Continue.safe(parts[3]));
        } catch (IllegalArgumentException | IndexOutOfBoundsException forged) {
            return null;
        }
    }

    /** Ends the note once it was shown. */
    void end(HttpServletRequest request, HttpServletResponse response) {
        write(request, response, "", Duration.ZERO);
    }

    private static void write(
            HttpServletRequest request, HttpServletResponse response, String value, Duration lifetime) {
        var cookie = ResponseCookie.from(COOKIE, value)
                .path("/")
                .httpOnly(true)
                .secure(request.isSecure())
                .sameSite("Lax")
                .maxAge(lifetime)
                .build();
        response.addHeader(HttpHeaders.SET_COOKIE, cookie.toString());
    }
}
