package dev.gatehouse.organizations;

import java.util.Locale;
import java.util.stream.Stream;

/** Who may sign themselves up (ORG-6, CRE-5). */
public enum SignUpMode {
    /** Nobody: the page is not there. */
    OFF,
    /** Whoever has the address of the page. */
    ANYONE,
    /** Who has an e-mail address of one of the listed domains. */
    DOMAINS,
    /** Whoever comes, but {@code REGISTERED} only with a universal identifier that the organization knows, or by an admin's hand. */
    IDENTIFIERS;

    /** As in the database, the address and the text keys. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    static SignUpMode of(String key) {
        return Stream.of(values())
                .filter(mode -> mode.key().equals(key))
                .findFirst()
                .orElseThrow();
    }
}
