package dev.gatehouse.signin;

import dev.gatehouse.platform.AccountId;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The signed-in person of a request, and what every page needs of them: read with the session, in one query. */
public record Viewer(
        UUID session,
        AccountId account,
        Instant lastUsedAt,
        String firstName,
        String lastName,
        String language,
        String timeZone,
        String email,
        boolean operator) {

    /** Who is signed in; null where nobody is. */
    public static @Nullable Viewer of(HttpServletRequest request) {
        return request.getAttribute(Viewer.class.getName()) instanceof Viewer viewer ? viewer : null;
    }

    void enter(HttpServletRequest request) {
        request.setAttribute(Viewer.class.getName(), this);
    }

    String displayName() {
        var name = (firstName + " " + lastName).strip();
        return name.isEmpty() ? email : name;
    }

    /** Never the name or the address: Spring Security may log it. */
    @Override
    public String toString() {
        return account.toString();
    }
}
