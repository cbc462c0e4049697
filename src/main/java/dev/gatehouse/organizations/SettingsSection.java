package dev.gatehouse.organizations;

import java.util.Locale;

/** The parts of the settings, in the order of their side navigation (ORG-6). */
public enum SettingsSection {
    GENERAL("", "adjustments", true),
    SIGN_IN("/sign-in", "login", true),
    COMMUNICATION("/communication", "mail", true),
    CONSENT("/consent", "shield-lock", true),
    NEW_PEOPLE("/new-people", "user-plus", false),
    /** Stands in the room of sign-up. */
    SIGN_UP_LINKS("/sign-up-links", "qrcode", false),
    DEPARTMENTS("/departments", "sitemap", false),
    JOB_PROFILES("/job-profiles", "briefcase", false),
    ATTRIBUTES("/attributes", "forms", false),
    USER_TYPES("/user-types", "id", false),
    PARTNERS("/partners", "building", false);

    private final String path;
    private final String icon;
    private final boolean general;

    SettingsSection(String path, String icon, boolean general) {
        this.path = path;
        this.icon = icon;
        this.general = general;
    }

    /** Where it is. */
    public String address(String slug) {
        return "/o/" + slug + (this == SIGN_UP_LINKS ? "" : "/settings") + path;
    }

    public String icon() {
        return icon;
    }

    /** Whether it is about the organization; else it is about its people. */
    public boolean general() {
        return general;
    }

    /** As in the text keys. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
