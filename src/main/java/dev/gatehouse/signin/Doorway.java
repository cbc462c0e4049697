package dev.gatehouse.signin;

import dev.gatehouse.console.Continue;
import dev.gatehouse.console.Visitor;
import dev.gatehouse.platform.AccountId;
import dev.gatehouse.platform.Actor;
import dev.gatehouse.platform.Refusal;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Where pages send whoever has proved to be somebody: into a session, or to the code that is asked for first (ACT-5). Every page that
 * sets a password or uses a link ends here, so that none of them is a way around.
 */
@Component
public class Doorway {

    private final SignIn signIn;
    private final Sessions sessions;
    private final SessionCookie cookie;

    Doorway(SignIn signIn, Sessions sessions, SessionCookie cookie) {
        this.signIn = signIn;
        this.sessions = sessions;
        this.cookie = cookie;
    }

    /**
     * Lets the owner of an account in, as a route has just proved them to be. Gives the address that the browser goes to: the one where
     * they wanted to, or the page that asks for a code. Refuses with {@code code.unreachable}, {@code code.unsent} and
     * {@code limit.reached} where a code is needed and cannot be sent.
     */
    public String enter(
            AccountId account,
            String onward,
            Visitor visitor,
            HttpServletRequest request,
            HttpServletResponse response) {
        return follow(signIn.admit(account, visitor.origin()), onward, visitor, request, response);
    }

    /**
     * The same after something that holds whatever becomes of the code, such as a password that is set: gives null where a code is needed
     * and cannot be sent, and the person signs in by hand.
     */
    public @Nullable String enterIfReachable(
            AccountId account,
            String onward,
            Visitor visitor,
            HttpServletRequest request,
            HttpServletResponse response) {
        try {
            return enter(account, onward, visitor, request, response);
        } catch (Refusal refusal) {
            if (refusal.kind() != Refusal.Kind.RULE && refusal.kind() != Refusal.Kind.TOO_MANY) throw refusal;
            return null;
        }
    }

    /** The same for an outcome that lets somebody in or asks for a code. */
    String follow(
            SignInOutcome outcome,
            String onward,
            Visitor visitor,
            HttpServletRequest request,
            HttpServletResponse response) {
        var safe = Continue.safe(onward);
        return switch (outcome) {
            case SignInOutcome.Opened opened -> {
                endOld(visitor, request);
                cookie.start(request, response, opened.secret());
                cookie.endChallenge(response);
                yield safe;
            }
            case SignInOutcome.Challenged challenged -> {
                cookie.startChallenge(response, challenged.secret());
                yield "/sign-in/code?continue=" + URLEncoder.encode(safe, StandardCharsets.UTF_8);
            }
            case SignInOutcome.Given _, SignInOutcome.Unconfirmed _, SignInOutcome.Wrong _ ->
                throw new IllegalArgumentException("nobody comes in by " + outcome);
        };
    }

    /** Ends the session that the browser has. */
    void endOld(Visitor visitor, HttpServletRequest request) {
        var viewer = Viewer.of(request);
        if (viewer != null) sessions.signOut(Actor.account(viewer.account(), visitor.origin()), viewer.session());
    }
}
