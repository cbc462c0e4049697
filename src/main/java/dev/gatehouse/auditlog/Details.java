package dev.gatehouse.auditlog;

import dev.gatehouse.platform.Texts;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** How the facts of an event are put into words. */
final class Details {

    private static final Set<String> STATUSES = Set.of("from", "to");

    private Details() {}

    /** The facts that the sentence of a kind speaks of, in the order of its arguments, which begin with actor and target. */
    static List<String> of(String kind) {
        return switch (kind) {
            case "role.granted", "role.revoked", "role.left_out" -> List.of("role");
            case "member.status_changed", "organization.seats_changed" -> List.of("from", "to");
            case "members.exported" -> List.of("count");
            default -> List.of();
        };
    }

    static String name(Texts.Language language, String fact) {
        var key = "auditlog.fact." + fact;
        return language.has(key) ? language.text(key) : fact;
    }

    static String value(Texts.Language language, String fact, String value) {
        var key = fact.equals("role")
                ? "auditlog.role." + value
                : STATUSES.contains(fact) ? "auditlog.status." + value.toLowerCase(Locale.ROOT) : "";
        if (language.has(key)) return language.text(key);
        if (value.equals("*")) return language.text("auditlog.changed");
        if (value.isEmpty()) return language.text("auditlog.fact.none");
        return value;
    }
}
