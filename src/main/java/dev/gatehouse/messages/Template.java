package dev.gatehouse.messages;

import java.util.List;
import java.util.Locale;

/**
 * What there is to say. The words stand in the bundles under {@code mail.<key>.*}, where {@code {0}} is how long the link holds in
 * words ("7 days", from {@code days} or {@code hours}, else from the expiry), and {@code {1}} the first parameter named here.
 * Where a parameter is missing, the sentence {@code *.without} is taken. A {@code link} becomes the button.
 */
public enum Template {
    /** Somebody may join an organization (INV-1). Without an {@code inviter} the sentence does without one. */
    INVITATION("organization", "inviter"),
    /** An accepted invitation wants its address proved (INV-3). */
    CONFIRMATION("organization", "name"),
    /** A new password was asked for (ACT-4). */
    PASSWORD_RESET("name"),
    /** A password was changed; the owner must learn of it. {@code when} and {@code device} are words for people. */
    PASSWORD_CHANGED("name", "when", "device"),
    /** An organization's admins must know: what was promised to a new member could not be given any more (ROL-3). */
    PERMISSIONS_LEFT_OUT("organization", "name"),
    /** Somebody tried to make an account with an address that has one already; only its owner may learn so. */
    ADDRESS_HAS_ACCOUNT("name");

    @SuppressWarnings("ImmutableEnumChecker") // List.of
    private final List<String> parameters;

    Template(String... parameters) {
        this.parameters = List.of(parameters);
    }

    /** The names of the parameters, in the order of the sentences' places. */
    public List<String> parameters() {
        return parameters;
    }

    /** As in the text keys: {@code password_reset}. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
