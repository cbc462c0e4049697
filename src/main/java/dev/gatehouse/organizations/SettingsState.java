package dev.gatehouse.organizations;

import dev.gatehouse.audit.Event;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/** All that an organization decided for itself, at one moment (ORG-6). */
public record SettingsState(Organization organization, Policy policy) {

    /** What differs afterwards, before and after. Names may be those of people, and are not kept in the log: only that they changed. */
    Event changedTo(SettingsState after) {
        var event = Event.of(
                "organization.settings_changed",
                "organization",
                organization.id().value());
        var now = after.facts();
        for (var fact : facts().entrySet()) {
            var value = now.getOrDefault(fact.getKey(), "");
            if (!fact.getValue().equals(value)) event = event.with(fact.getKey(), fact.getValue() + " → " + value);
        }
        var hidden = after.hidden();
        for (var fact : hidden().entrySet())
            if (!Objects.equals(fact.getValue(), hidden.get(fact.getKey()))) event = event.with(fact.getKey(), "*");
        return event;
    }

    private Map<String, String> facts() {
        var facts = new LinkedHashMap<String, String>();
        facts.put("brandColor", organization.brandColor());
        facts.put("defaultLanguage", organization.defaultLanguage());
        facts.put("defaultCountry", Objects.requireNonNullElse(policy.defaultCountry(), "–"));
        facts.put("defaultCurrency", policy.defaultCurrency());
        facts.put("passwordMinimum", Integer.toString(organization.passwordMinimum()));
        facts.put("oneTimePasswords", Boolean.toString(policy.oneTimePasswords()));
        facts.put("mfaRequired", Boolean.toString(policy.mfaRequired()));
        facts.put("signUp", policy.signUp().key());
        facts.put("signUpDomains", policy.signUpDomains().isEmpty() ? "–" : String.join(", ", policy.signUpDomains()));
        facts.put("signUpDepartmentChoice", Boolean.toString(policy.signUpDepartmentChoice()));
        facts.put("colleagueInvitations", Boolean.toString(policy.colleagueInvitations()));
        facts.put("invitationDays", Integer.toString(organization.invitationDays()));
        facts.put("activationEmails", Boolean.toString(policy.activationEmails()));
        facts.put("activationSms", Boolean.toString(policy.activationSms()));
        facts.put("personalDataByAdmins", Boolean.toString(policy.personalDataByAdmins()));
        facts.put("attributesAfterRegistered", Boolean.toString(policy.attributesAfterRegistered()));
        return facts;
    }

    private Map<String, Object> hidden() {
        var hidden = new LinkedHashMap<String, Object>();
        hidden.put("name", organization.name());
        hidden.put("senderName", Objects.requireNonNullElse(organization.senderName(), ""));
        hidden.put("defaultRole", Objects.requireNonNullElse(policy.defaultRole(), ""));
        hidden.put("defaultJobProfile", Objects.requireNonNullElse(policy.defaultJobProfile(), ""));
        hidden.put("defaultDepartment", Objects.requireNonNullElse(policy.defaultDepartment(), ""));
        hidden.put("defaultTeam", Objects.requireNonNullElse(policy.defaultTeam(), ""));
        return hidden;
    }
}
