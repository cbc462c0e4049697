package dev.gatehouse.console;

import dev.gatehouse.platform.Settings;
import dev.gatehouse.platform.Texts;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.stereotype.Component;
import org.springframework.web.util.WebUtils;

/** Makes the shell of a request. Needs no database: error pages stand on it. */
@Component
public class Shells {

    static final String LANGUAGE_COOKIE = "gatehouse-language";
    static final String THEME_COOKIE = "gatehouse-theme";
    private static final String PRODUCT = "Gatehouse";

    private final Texts texts;
    private final Flash flash;
    private final Clock clock;
    private final Locale fallback;

    Shells(Texts texts, Flash flash, Clock clock, Settings settings) {
        this.texts = texts;
        this.flash = flash;
        this.clock = clock;
        this.fallback = settings.defaultLanguage();
    }

    /** The shell that the room of sessions has put on the request, else that of somebody unknown. */
    public Shell of(HttpServletRequest request) {
        return request.getAttribute(Shell.class.getName()) instanceof Shell shell ? shell : anonymous(request);
    }

    /** Gives the request the shell that its page will show. */
    public void put(HttpServletRequest request, Shell shell) {
        request.setAttribute(Shell.class.getName(), shell);
    }

    /** Somebody unknown: the language of their choice or their browser, the server's zone. */
    public Shell anonymous(HttpServletRequest request) {
        return new Shell(
                language(request),
                texts.all(),
                ZoneId.of("UTC"),
                clock.instant(),
                Theme.of(cookie(request, THEME_COOKIE)),
                PRODUCT,
                null,
                List.of(),
                null,
                null,
                List.of(),
                known(flash.read(request)),
                csrf(request),
                path(request),
                RequestIds.of(request));
    }

    /** The language that the person chose on this device; empty choice: null. */
    public Texts.@Nullable Language chosen(HttpServletRequest request) {
        var tag = cookie(request, LANGUAGE_COOKIE);
        return tag == null ? null : texts.in(Locale.forLanguageTag(tag));
    }

    /** Lets the language of the account hold again, as after the person changed it. */
    public void forgetChosenLanguage(HttpServletRequest request, HttpServletResponse response) {
        if (cookie(request, LANGUAGE_COOKIE) == null) return;
        var cookie =
                ResponseCookie.from(LANGUAGE_COOKIE, "").path("/").maxAge(0).build();
        response.addHeader(HttpHeaders.SET_COOKIE, cookie.toString());
    }

    private Texts.Language language(HttpServletRequest request) {
        var chosen = chosen(request);
        return chosen == null ? texts.accepted(request.getHeader("Accept-Language"), fallback) : chosen;
    }

    /** A forged cookie may name texts that do not exist; such a note is dropped. */
    private @Nullable Note known(@Nullable Note note) {
        if (note == null) return null;
        var english = texts.in(Locale.ENGLISH);
        var keysKnown = english.has(note.key()) && (note.nextKey() == null || english.has(note.nextKey()));
        if (!keysKnown) return null;
        try {
            return english.text(note.key(), note.arguments().toArray()).isEmpty() ? null : note;
        } catch (RuntimeException forged) {
            return null;
        }
    }

    private static @Nullable String cookie(HttpServletRequest request, String name) {
        var cookie = WebUtils.getCookie(request, name);
        return cookie == null || cookie.getValue().length() > 20 ? null : cookie.getValue();
    }

    private static Shell.@Nullable Csrf csrf(HttpServletRequest request) {
        return request.getAttribute(CsrfToken.class.getName()) instanceof CsrfToken token
                ? new Shell.Csrf(token.getHeaderName(), token.getParameterName(), token.getToken())
                : null;
    }

    static String path(HttpServletRequest request) {
        var query = request.getQueryString();
        return query == null ? request.getRequestURI() : request.getRequestURI() + "?" + query;
    }
}
