package dev.gatehouse.auditlog;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What of the log is asked for, as it stands in the address, so that it can be shared. What is not understood counts as
 * absent.
 *
 * @param who who did it: an e-mail address, or a member's id as the page's links have it; empty for anyone
 * @param whom on whom, likewise
 * @param from the first day, in the viewer's zone
 * @param to the last day, in the viewer's zone
 * @param older shows what came before this event
 * @param newer shows what came after this event
 */
public record AuditQuery(
        String who,
        String whom,
        @Nullable KindGroup kinds,
        @Nullable LocalDate from,
        @Nullable LocalDate to,
        @Nullable UUID older,
        @Nullable UUID newer) {

    private static final Pattern ID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
    private static final int LONGEST_ADDRESS = 254;

    static AuditQuery of(Map<String, String> parameters) {
        return new AuditQuery(
                person(parameters, "who"),
                person(parameters, "whom"),
                KindGroup.of(parameters.getOrDefault("kinds", "")).orElse(null),
                day(parameters, "from"),
                day(parameters, "to"),
                id(parameters.getOrDefault("older", "")),
                id(parameters.getOrDefault("newer", "")));
    }

    /** The id that a person filter holds; null where it is an address. */
    static @Nullable UUID id(String text) {
        return ID.matcher(text).matches() ? UUID.fromString(text) : null;
    }

    public boolean isFiltered() {
        return !who.isEmpty() || !whom.isEmpty() || kinds != null || from != null || to != null;
    }

    AuditQuery olderThan(UUID event) {
        return new AuditQuery(who, whom, kinds, from, to, event, null);
    }

    AuditQuery newerThan(UUID event) {
        return new AuditQuery(who, whom, kinds, from, to, null, event);
    }

    /** The query part of the address, with its question mark; empty where all is asked for. */
    public String address() {
        var address = Stream.of(
                        part("who", who),
                        part("whom", whom),
                        part("kinds", kinds == null ? null : kinds.key()),
                        part("from", from),
                        part("to", to),
                        part("older", older),
                        part("newer", newer))
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining("&"));
        return address.isEmpty() ? "" : "?" + address;
    }

    private static String part(String name, @Nullable Object value) {
        return value == null || value.toString().isEmpty()
                ? ""
                : name + "=" + URLEncoder.encode(value.toString(), StandardCharsets.UTF_8);
    }

    private static String person(Map<String, String> parameters, String name) {
        var text = parameters.getOrDefault(name, "").strip();
        return text.length() > LONGEST_ADDRESS ? "" : text;
    }

    private static @Nullable LocalDate day(Map<String, String> parameters, String name) {
        try {
            var day = LocalDate.parse(parameters.getOrDefault(name, ""));
            return day.getYear() < 1970 || day.getYear() > 9999 ? null : day;
        } catch (DateTimeParseException absent) {
            return null;
        }
    }
}
