package dev.gatehouse.members;

import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What somebody agreed to (PRI-3).
 *
 * @param version which of the organization's texts it was; 0 for the product's own
 * @param language the tag of the one in which they read it
 * @param confirmedBy what to call who confirmed it for them; null where they did it themselves, or nobody knows that person any more
 * @param inPerson whether they did it themselves
 * @param withdrawnAt null while it holds
 */
public record Consent(
        UUID id,
        Purpose purpose,
        int version,
        String language,
        Instant givenAt,
        @Nullable String confirmedBy,
        boolean inPerson,
        @Nullable Instant withdrawnAt) {

    /** What for. */
    public enum Purpose {
        /** Storing and using personal data (GDPR, article 7). */
        PERSONAL_DATA,
        /** The product newsletter, for people of user types that get it (TYP-1). */
        NEWSLETTER;

        /** As in the database and the text keys. */
        public String key() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Purpose of(String key) {
            return valueOf(key.toUpperCase(Locale.ROOT));
        }
    }

    /** Whether it holds. */
    public boolean holds() {
        return withdrawnAt == null;
    }
}
