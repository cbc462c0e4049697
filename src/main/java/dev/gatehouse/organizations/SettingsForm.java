package dev.gatehouse.organizations;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Settings as an admin typed them, by the names of their fields; nothing is checked yet. What is switched on is {@code yes}, else absent. */
public record SettingsForm(Map<String, String> typed) {

    private static final List<String> FIELDS = List.of(
            "name",
            "brandColor",
            "defaultLanguage",
            "defaultCountry",
            "defaultCurrency",
            "passwordMinimum",
            "oneTimePasswords",
            "mfaRequired",
            "signUp",
            "signUpDomains",
            "signUpDepartmentChoice",
            "colleagueInvitations",
            "senderName",
            "invitationDays",
            "activationEmails",
            "activationSms",
            "personalDataByAdmins",
            "attributesAfterRegistered");

    public SettingsForm {
        typed = Map.copyOf(typed);
    }

    static SettingsForm of(Map<String, String> parameters) {
        var typed = new HashMap<String, String>();
        for (var field : FIELDS) if (parameters.containsKey(field)) typed.put(field, parameters.get(field));
        return new SettingsForm(typed);
    }

    static SettingsForm of(SettingsState state) {
        var organization = state.organization();
        var policy = state.policy();
        var typed = new HashMap<String, String>();
        typed.put("name", organization.name());
        typed.put("brandColor", organization.brandColor());
        typed.put("defaultLanguage", organization.defaultLanguage());
        typed.put("defaultCountry", Objects.requireNonNullElse(policy.defaultCountry(), ""));
        typed.put("defaultCurrency", policy.defaultCurrency());
        typed.put("passwordMinimum", Integer.toString(organization.passwordMinimum()));
        typed.put("oneTimePasswords", yes(policy.oneTimePasswords()));
        typed.put("mfaRequired", yes(policy.mfaRequired()));
        typed.put("signUp", policy.signUp().key());
        typed.put("signUpDomains", String.join("\n", policy.signUpDomains()));
        typed.put("signUpDepartmentChoice", yes(policy.signUpDepartmentChoice()));
        typed.put("colleagueInvitations", yes(policy.colleagueInvitations()));
        typed.put("senderName", Objects.requireNonNullElse(organization.senderName(), ""));
        typed.put("invitationDays", Integer.toString(organization.invitationDays()));
        typed.put("activationEmails", yes(policy.activationEmails()));
        typed.put("activationSms", yes(policy.activationSms()));
        typed.put("personalDataByAdmins", yes(policy.personalDataByAdmins()));
        typed.put("attributesAfterRegistered", yes(policy.attributesAfterRegistered()));
        return new SettingsForm(typed);
    }

    /** What stands in a field. */
    public String value(String field) {
        return typed.getOrDefault(field, "");
    }

    /** Whether something is switched on. */
    public boolean on(String field) {
        return "yes".equals(typed.get(field));
    }

    private static String yes(boolean on) {
        return on ? "yes" : "";
    }
}
