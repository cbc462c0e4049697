package dev.gatehouse.auditlog;

import dev.gatehouse.platform.Texts;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
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

        /** A team, by the name that it has now, or had last. */
        record Group(UUID id, String name) implements Person {}

        /** The event is about no person. */
        record Thing() implements Person {}
    }

    /** Facts of the detail in words: what is meant, and its value. */
    public record Fact(String name, String value) {}

    /** The event as a sentence; days are those of the reader's zone. */
    public String sentence(Texts.Language language, ZoneId zone) {
        var key = new StringBuilder("auditlog.event.").append(kind);
        var arguments = new ArrayList<Object>(List.of(actorName(language), targetName(language)));
        for (var name : Details.of(kind)) {
            var fact = name.replace("?", "");
            var value = detail.get(fact);
            if (name.endsWith("?") && value != null) key.append('.').append(fact);
            arguments.add(Details.value(language, zone, fact, value == null ? "" : value));
        }
        return language.has(key.toString())
                ? language.text(key.toString(), arguments.toArray())
                : language.text("auditlog.event.other", arguments.get(0), arguments.get(1), kind);
    }

    /** The icon that stands for its kind. */
    public String icon() {
        return switch (kind) {
            case "member.invited",
                    "member.invitation_resent",
                    "member.invitation_link_made",
                    "member.activation_sent" -> "send";
            case "member.one_time_password_given" -> "key";
            case "member.confirmation_sent" -> "mail-forward";
            case "member.edited" -> "pencil";
            case "member.address_confirmed", "consent.given" -> "circle-check";
            case "member.terminated" -> "ban";
            case "member.removed" -> "user-minus";
            case "member.accepted", "member.registered", "member.founded", "member.created", "member.signed_up" ->
                "user-plus";
            case "member.deactivated" -> "user-off";
            case "member.activated", "member.confirmed", "member.merged" -> "user-check";
            case "sign_up_link.created", "sign_up_link.replaced", "sign_up_link.ended", "colleague.invited" -> "link";
            case "member.teams_joined" -> "users-plus";
            case "member.teams_left" -> "users-minus";
            case "members.exported", "audit.exported" -> "download";
            case "organization.suspended" -> "ban";
            case "hub.archived", "repository.archived" -> "archive";
            case "hub.restored", "repository.restored" -> "archive-off";
            case "team.onboarding_on", "team.onboarding_off" -> "star";
            default -> section();
        };
    }

    private String section() {
        return switch (kind.substring(0, Math.max(0, kind.indexOf('.')))) {
            case "role" -> "shield";
            case "team" -> "users-group";
            case "hub" -> "building-community";
            case "repository" -> "folder";
            case "bulk" -> "list-check";
            case "organization" -> "settings";
            case "department" -> "sitemap";
            case "job_profile" -> "briefcase";
            case "attribute" -> "forms";
            case "user_type" -> "id";
            case "partner" -> "building";
            case "key_account" -> "headset";
            case "consent_text" -> "shield-lock";
            case "account" -> "key";
            case "consent" -> "shield-check";
            default -> "history";
        };
    }

    /** Its colour beside the icon: red for what takes away, green for what adds. */
    public String tone() {
        return switch (kind) {
            case "member.removed",
                    "member.terminated",
                    "member.deactivated",
                    "member.teams_left",
                    "role.revoked",
                    "role.deleted",
                    "team.deleted",
                    "department.deleted",
                    "job_profile.deleted",
                    "attribute.deleted",
                    "user_type.deleted",
                    "partner.deleted",
                    "organization.suspended",
                    "bulk.failed" -> "red";
            case "member.accepted",
                    "member.address_confirmed",
                    "member.registered",
                    "member.founded",
                    "member.activated",
                    "member.teams_joined",
                    "role.granted",
                    "role.created",
                    "team.created",
                    "hub.created",
                    "hub.restored",
                    "repository.created",
                    "repository.restored",
                    "department.created",
                    "job_profile.created",
                    "attribute.created",
                    "user_type.created",
                    "partner.created",
                    "organization.resumed" -> "green";
            case "member.invited",
                    "member.invitation_resent",
                    "member.invitation_link_made",
                    "member.activation_sent",
                    "member.confirmation_sent",
                    "member.one_time_password_given",
                    "member.created" -> "blue";
            case "role.left_out", "team.left_out", "role.ended" -> "amber";
            default -> "grey";
        };
    }

    /** Everything that the detail holds, in words. */
    public List<Fact> facts(Texts.Language language, ZoneId zone) {
        return detail.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(fact -> new Fact(
                        Details.name(language, fact.getKey()),
                        Details.value(language, zone, fact.getKey(), fact.getValue())))
                .toList();
    }

    public String actorName(Texts.Language language) {
        return switch (actor) {
            case Person.Known known -> known.label();
            case Person.Former former -> formerName(former, language);
            case Person.Operator operator -> language.text("auditlog.who.operator");
            case Person.Nobody nobody ->
                language.text(address.isEmpty() ? "auditlog.who.server" : "auditlog.who.visitor");
            case Person.Group group -> language.text("auditlog.who.server");
            case Person.Thing thing -> language.text("auditlog.who.server");
        };
    }

    public String targetName(Texts.Language language) {
        return switch (target) {
            case Person.Known known -> known.label();
            case Person.Former former -> formerName(former, language);
            case Person.Operator operator -> language.text("auditlog.who.operator");
            case Person.Nobody nobody -> "";
            case Person.Group group -> language.text("auditlog.who.team", group.name());
            case Person.Thing thing -> "";
        };
    }

    private static String formerName(Person.Former former, Texts.Language language) {
        return former.label().isEmpty()
                ? language.text("auditlog.who.former")
                : language.text("auditlog.who.former.named", former.label());
    }
}
