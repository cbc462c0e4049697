package dev.gatehouse.profile;

import java.util.Locale;

/** The parts of a person's own page, in the order of their side navigation. */
public enum Section {
    PROFILE("/me", "user-circle"),
    SIGN_IN("/me/sign-in", "key"),
    SESSIONS("/me/sessions", "device-laptop"),
    ORGANIZATIONS("/me/organizations", "building"),
    CONSENTS("/me/consents", "shield-check");

    private final String address;
    private final String icon;

    Section(String address, String icon) {
        this.address = address;
        this.icon = icon;
    }

    /** Where it is. */
    public String address() {
        return address;
    }

    public String icon() {
        return icon;
    }

    /** As in the text keys: {@code sign_in}. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
