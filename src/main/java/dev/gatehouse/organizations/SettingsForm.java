package dev.gatehouse.organizations;

import java.util.Map;

/** The settings as an admin typed them; nothing is checked yet. */
public record SettingsForm(
        String name,
        String brandColor,
        String senderName,
        String defaultLanguage,
        String invitationDays,
        String passwordMinimum) {

    static SettingsForm of(Map<String, String> parameters) {
        return new SettingsForm(
                parameters.getOrDefault("name", ""),
                parameters.getOrDefault("brandColor", ""),
                parameters.getOrDefault("senderName", ""),
                parameters.getOrDefault("defaultLanguage", ""),
                parameters.getOrDefault("invitationDays", ""),
                parameters.getOrDefault("passwordMinimum", ""));
    }

    static SettingsForm of(Organization organization) {
        return new SettingsForm(
                organization.name(),
                organization.brandColor(),
                organization.senderName() == null ? "" : organization.senderName(),
                organization.defaultLanguage(),
                Integer.toString(organization.invitationDays()),
                Integer.toString(organization.passwordMinimum()));
    }
}
