package dev.gatehouse.platform;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/**
 * Links and codes that allow one thing, once. 256 random bits; only their SHA-256 is stored, with the purpose, the subject
 * and a digest of what the secret stands or falls with (an address, a credential version). A GET looks at one; only the
 * effect itself uses it up, in its own transaction.
 */
@Component
public class OneTimeSecrets {

    /** What a secret is good for. */
    public enum Purpose {
        SET_UP,
        INVITATION,
        CONFIRMATION,
        PASSWORD_RESET,
        /** Asks for the confirmation mail once more, after the right password. */
        CONFIRMATION_AGAIN,
        /** Sets the first password of somebody whom an admin made (ACT-1); one of each may be open, and using one ends the other. */
        ACTIVATION_EMAIL,
        ACTIVATION_SMS,
        /** Confirms the address of somebody who was made with an initial password (CRE-3). */
        DOUBLE_OPT_IN,
        /** Follows a one-time or initial password: opens the page that sets a password of one's own, and nothing else (CRE-2, ACT-2). */
        FIRST_PASSWORD,
        /** Confirms the address of somebody who signed up (CRE-5). */
        SIGN_UP,
        /** Follows the right password where a code is asked for too, in the browser that typed it (ACT-5). */
        SIGN_IN_CHALLENGE
    }

    /** How a secret stands now; decided by the clock when asked, not by a clean-up job. */
    public enum Standing {
        VALID,
        EXPIRED,
        USED,
        REPLACED
    }

    /**
     * What a secret names.
     *
     * @param organization where it takes effect
     * @param subject what it was issued for: a member or an account, by the purpose
     */
    public record Found(OrganizationId organization, UUID subject, Instant expiresAt, Standing standing) {}

    /** What a secret is issued for, and what it stands or falls with. */
    public record Subject(UUID id, String binding) {}

    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_-]{43}");

    private final OneTimeSecretStore store;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    OneTimeSecrets(OneTimeSecretStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    /** A new random secret of 256 bits in URL-safe form. */
    public String random() {
        var bytes = new byte[32];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** Makes a secret that is valid for a time; older ones for the same purpose and subject end now. */
    public String issue(Purpose purpose, OrganizationId organization, UUID subject, String binding, Duration validity) {
        return issue(purpose, organization, List.of(new Subject(subject, binding)), validity)
                .getFirst();
    }

    /** Makes a secret for each subject, in their order, in two statements whatever their number. */
    public List<String> issue(Purpose purpose, OrganizationId organization, List<Subject> subjects, Duration validity) {
        var now = clock.instant();
        var secrets = Stream.generate(this::random).limit(subjects.size()).toList();
        store.replace(purpose, subjects, now);
        store.insert(secrets, purpose, organization, subjects, now, now.plus(validity));
        return secrets;
    }

    /** Looks at a secret without using it up. Empty where there is none of this purpose. */
    public Optional<Found> find(Purpose purpose, String secret) {
        if (!FORM.matcher(secret).matches()) return Optional.empty();
        return store.find(hash(secret), purpose, clock.instant());
    }

    /** Uses a secret up. False where it is unknown, expired, used, replaced, or its binding has changed since it was issued. */
    public boolean use(Purpose purpose, String secret, String binding) {
        if (!FORM.matcher(secret).matches()) return false;
        return store.use(hash(secret), purpose, hash(binding), clock.instant());
    }

    /** Ends every open secret of a purpose for a subject. */
    public void end(Purpose purpose, UUID subject) {
        end(purpose, List.of(subject));
    }

    /** The same for many. */
    public void end(Purpose purpose, List<UUID> subjects) {
        store.replace(
                purpose,
                subjects.stream().map(subject -> new Subject(subject, "")).toList(),
                clock.instant());
    }

    /** Ends every open secret of subjects, whatever it is good for: as when somebody came in by one of them. */
    public void endAll(List<UUID> subjects) {
        if (!subjects.isEmpty()) store.endAll(subjects, clock.instant());
    }

    /** Until when the open secrets of a subject are good, by what they are good for. */
    public Map<Purpose, Instant> open(UUID subject) {
        return store.open(subject, clock.instant());
    }

    /** Forgets every secret of subjects that are no more: their links are then unknown. */
    public void forget(List<UUID> subjects) {
        store.delete(subjects);
    }

    /** Forgets secrets that ended long ago, so that the table stays small. */
    public int purge(Duration kept) {
        return store.purge(clock.instant().minus(kept));
    }

    /** The SHA-256 under which secrets are stored and looked up. */
    public static byte[] hash(String secret) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
