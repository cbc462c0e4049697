package dev.gatehouse.console;

import dev.gatehouse.platform.AccountId;
import dev.gatehouse.platform.Actor;
import dev.gatehouse.platform.Origin;
import jakarta.servlet.http.HttpServletRequest;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Whoever asks for a page that is open to people without a session too.
 *
 * @param account the account that is signed in; null for strangers
 */
public record Visitor(@Nullable AccountId account, Origin origin) {

    private static final int LONGEST_AGENT = 300;
    private static final Pattern CONTROLS = Pattern.compile("\\p{Cntrl}");

    /** Who the room of sessions says it is, and from where. */
    public static Visitor of(HttpServletRequest request) {
        var account = request.getAttribute(Actor.class.getName()) instanceof Actor actor ? actor.account() : null;
        return new Visitor(account, origin(request));
    }

    /** The network address, resolved through trusted proxies alone, and the browser's own words, bounded. */
    public static Origin origin(HttpServletRequest request) {
        var agent = request.getHeader("User-Agent");
        if (agent == null) agent = "";
        if (agent.length() > LONGEST_AGENT) agent = agent.substring(0, LONGEST_AGENT);
        return new Origin(request.getRemoteAddr(), CONTROLS.matcher(agent).replaceAll(""));
    }
}
