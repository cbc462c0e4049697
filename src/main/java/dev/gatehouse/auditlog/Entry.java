package dev.gatehouse.auditlog;

import dev.gatehouse.platform.Texts;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One event as it is read.
 *
 * @param detail what changed, by its stored keys
 * @param address the network address; empty where it was the server itself, or was erased
 */
public record Entry(
        UUID id,
        Instant at,
        String kind,
        Person actor,
        Person target,
        Map<String, String> detail,
        String address,
        String userAgent) {

    /** Whom an event speaks of; names are looked up when the log is read, and never kept in it. */
    public sealed interface Person {

        /** A member, by the name or address that they have now. */
        record Known(UUID member, String label) implements Person {}

        /** Someone who was removed; the label is empty once they were forgotten. */
        record Former(@Nullable UUID member, String label) implements Person {}

        /** Somebody of the people who run the installation. */
        record Operator() implements Person {}

        /** Nobody: the server itself, or somebody who was not signed in. */
        record Nobody() implements Person {}

        /** The event is about no person. */
        record Thing() implements Person {}
    }

    /** Facts of the detail in words: what is meant, and its value. */
    public record Fact(String name, String value) {}

    /** The event as a sentence. */
    public String sentence(Texts.Language language) {
        var key = "auditlog.event." + kind;
        var values = Details.of(kind).stream()
                .map(name -> Details.value(language, name, detail.getOrDefault(name, "")))
                .toList();
        var arguments = new Object[2 + values.size()];
        arguments[0] = actorName(language);
        arguments[1] = targetName(language);
        for (var i = 0; i < values.size(); i++) arguments[2 + i] = values.get(i);
        return language.has(key)
                ? language.text(key, arguments)
                : language.text("auditlog.event.other", arguments[0], arguments[1], kind);
    }

    /** The icon that stands for its kind. */
    public String icon() {
        return switch (kind) {
            case "member.invited", "member.invitation_resent", "member.invitation_link_made" -> "send";
            case "member.removed" -> "user-minus";
            case "member.accepted", "member.registered", "member.founded" -> "user-plus";
            case "role.granted", "role.revoked", "role.left_out" -> "shield";
            case "members.exported", "audit.exported" -> "download";
            case "organization.suspended" -> "ban";
            default -> kind.startsWith("organization.") ? "settings" : kind.startsWith("account.") ? "key" : "history";
        };
    }

    /** Its colour beside the icon: red for what takes away, green for what adds. */
    public String tone() {
        return switch (kind) {
            case "member.removed", "role.revoked", "organization.suspended" -> "red";
            case "member.accepted", "member.registered", "member.founded", "organization.resumed" -> "green";
            case "member.invited", "member.invitation_resent", "member.invitation_link_made" -> "blue";
            default -> "grey";
        };
    }

    /** Everything that the detail holds, in words. */
    public List<Fact> facts(Texts.Language language) {
        return detail.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(fact -> new Fact(
                        Details.name(language, fact.getKey()), Details.value(language, fact.getKey(), fact.getValue())))
                .toList();
    }

    public String actorName(Texts.Language language) {
        return switch (actor) {
            case Person.Known known -> known.label();
            case Person.Former former -> formerName(former, language);
            case Person.Operator operator -> language.text("auditlog.who.operator");
            case Person.Nobody nobody ->
                language.text(address.isEmpty() ? "auditlog.who.server" : "auditlog.who.visitor");
            case Person.Thing thing -> language.text("auditlog.who.server");
        };
    }

    public String targetName(Texts.Language language) {
        return switch (target) {
            case Person.Known known -> known.label();
            case Person.Former former -> formerName(former, language);
            case Person.Operator operator -> language.text("auditlog.who.operator");
            case Person.Nobody nobody -> "";
            case Person.Thing thing -> "";
        };
    }

    private static String formerName(Person.Former former, Texts.Language language) {
        return former.label().isEmpty()
                ? language.text("auditlog.who.former")
                : language.text("auditlog.who.former.named", former.label());
    }
}
