package dev.gatehouse.auditlog;

import static java.util.stream.Collectors.joining;

import dev.gatehouse.access.LastDay;
import dev.gatehouse.platform.Texts;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** How the facts of an event are put into words. */
final class Details {

    private static final String ARROW = " → ";

    private Details() {}

    /**
     * The facts that the sentence of a kind speaks of, in the order of its arguments, which begin with actor and target. Where
     * one is marked as optional and is there, the sentence is that of a key of its own: {@code role.granted.scope.until}.
     */
    static List<String> of(String kind) {
        return switch (kind) {
            case "role.granted" -> List.of("role", "scope?", "until?");
            case "role.revoked", "role.ended", "role.left_out" -> List.of("role", "scope?");
            case "role.created", "role.edited" -> List.of("role");
            case "role.deleted" -> List.of("role", "replacement?");
            case "team.created", "team.onboarding_on", "team.onboarding_off", "team.deleted", "team.left_out" ->
                List.of("team");
            case "team.renamed" -> List.of("from", "team");
            case "member.teams_joined", "member.teams_left" -> List.of("team");
            case "hub.created", "hub.archived", "hub.restored" -> List.of("scope");
            case "repository.created", "repository.archived", "repository.restored" -> List.of("scope");
            case "hub.renamed", "repository.renamed" -> List.of("from", "scope");
            case "bulk.started" -> List.of("action", "count", "team?");
            case "member.status_changed", "organization.seats_changed", "organization.price_changed" ->
                List.of("from", "to");
            case "member.activation_sent" -> List.of("channel");
            case "member.edited" -> List.of("fields");
            case "members.exported", "import.started", "import.finished", "import.cancelled", "import.failed" ->
                List.of("count");
            case "consent.given", "consent.withdrawn" -> List.of("purpose");
            case "member.details_changed" -> List.of("attributes");

            case "department.created",
                    "job_profile.created",
                    "partner.created",
                    "user_type.created",
                    "attribute.created" -> List.of("name");
            case "department.renamed", "job_profile.renamed", "partner.renamed", "department.moved" ->
                List.of("was", "name");
            case "department.deleted", "job_profile.deleted", "partner.deleted" -> List.of("name", "successor?");
            case "user_type.edited", "user_type.deleted", "attribute.edited", "attribute.moved", "attribute.deleted" ->
                List.of("name");
            case "key_account.named" -> List.of("partner");
            case "key_account.ended" -> List.of("partner?");
            case "consent_text.changed" -> List.of("version");
            default -> List.of();
        };
    }

    static String name(Texts.Language language, String fact) {
        var key = "auditlog.fact." + fact;
        return language.has(key) ? language.text(key) : fact;
    }

    static String value(Texts.Language language, ZoneId zone, String fact, String value) {
        var key =
                switch (fact) {
                    case "role", "replacement" -> "role." + value;
                    case "from", "to" -> "auditlog.status." + value.toLowerCase(Locale.ROOT);
                    case "action" -> "auditlog.action." + value;
                    case "purpose" -> "consents.purpose." + value;

                    case "kind" -> "attribute.kind." + value;
                    case "userType" -> "user_type." + value;
                    case "channel" -> "auditlog.channel." + value;
                    default -> "";
                };
        if (language.has(key)) return language.text(key);
        if (value.equals("*")) return language.text("auditlog.changed");
        if (value.isEmpty()) return language.text("auditlog.fact.none");
        return switch (fact) {
            case "until" -> day(language, zone, value);
            case "permissions", "added", "removed" -> permissions(language, value);
            case "fields" -> fields(language, value);
            default -> beforeAndAfter(language, fact, value);
        };
    }

    /** What was changed from one thing to another; things that have a word are said with it. */
    private static String beforeAndAfter(Texts.Language language, String fact, String value) {
        return Arrays.stream(value.split(ARROW, -1))
                .map(part -> {
                    var key = (fact.equals("kind") ? "attribute.kind." : "auditlog.value.") + part;
                    return language.has(key) ? language.text(key) : part;
                })
                .collect(joining(ARROW));
    }

    /** The last day on which a role holds; days that were typed as days stay as they are. */
    private static String day(Texts.Language language, ZoneId zone, String value) {
        try {
            return language.date(LastDay.of(Instant.parse(value), zone));
        } catch (DateTimeParseException noMoment) {
            return value;
        }
    }

    private static String fields(Texts.Language language, String keys) {
        return Arrays.stream(keys.split(" ", -1))
                .map(key -> language.has("auditlog.field." + key) ? language.text("auditlog.field." + key) : key)
                .collect(joining(", "));
    }

    private static String permissions(Texts.Language language, String keys) {
        return Arrays.stream(keys.split(" ", -1))
                .map(key -> "permission." + key.replace(':', '.'))
                .map(key -> language.has(key) ? language.text(key) : key)
                .collect(joining("; "));
    }
}
