package dev.gatehouse.platform;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.stereotype.Component;

/**
 * Codes and one-time passwords: short enough to type, and therefore stored as keyed hashes, one open at a time for each purpose and
 * subject, ended by five wrong tries (ACT-2, security.md 11). Whoever checks one counts the person's own failures too: a new code
 * gives a fresh five, not the person.
 */
@Component
public class OneTimeCodes {

    /** What a code is good for, what it looks like, and how long it lives. */
    public enum Purpose {
        /** Given by hand or by an import (ACT-2): read out and typed once. */
        ONE_TIME_PASSWORD("BCDFGHJKMNPQRSTVWXYZ23456789", 10, Duration.ofDays(7)),
        /** The second factor at sign-in (ACT-5). */
        SIGN_IN("0123456789", 6, Duration.ofMinutes(10)),
        /** Proves a number or an address at sign-up (CRE-5). */
        SIGN_UP("0123456789", 6, Duration.ofMinutes(10)),
        /** Proves a number that somebody adds to their account (ACT-3). */
        PHONE("0123456789", 6, Duration.ofMinutes(10)),
        /** Proves an address that somebody adds to their account (ACT-3). */
        EMAIL("0123456789", 6, Duration.ofMinutes(10)),
        /** Lets somebody without an address set a new password (ACT-4). */
        PASSWORD_RESET("0123456789", 6, Duration.ofMinutes(10));

        private final String letters;
        private final int length;
        private final Duration validity;

        Purpose(String letters, int length, Duration validity) {
            this.letters = letters;
            this.length = length;
            this.validity = validity;
        }

        public Duration validity() {
            return validity;
        }
    }

    /** How a code stands that was issued for somebody: until when it is good, and how many wrong tries it has left. */
    public record Standing(Instant expiresAt, int triesLeft) {}

    /** A code for somebody, and what it stands or falls with. */
    public record Issue(UUID subject, String binding, String code) {}

    /**
     * What is kept of a code that was made before it is issued, as by an import: the code itself is kept nowhere.
     *
     * @param hash in hexadecimal digits
     */
    public record Kept(UUID subject, String binding, String hash) {}

    static final int MOST_TRIES = 5;

    private static final Pattern BETWEEN = Pattern.compile("[\\s-]");

    private final OneTimeCodeStore store;
    private final SecretKeySpec key;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    OneTimeCodes(OneTimeCodeStore store, Settings settings, Clock clock) {
        this.store = store;
        this.key = new SecretKeySpec(settings.masterKey().derive("one-time codes"), "HmacSHA256");
        this.clock = clock;
    }

    /** A new code of the purpose's form, that nobody has yet. */
    public String random(Purpose purpose) {
        var code = new StringBuilder();
        for (var i = 0; i < purpose.length; i++)
            code.append(purpose.letters.charAt(random.nextInt(purpose.letters.length())));
        return code.toString();
    }

    /**
     * A code of the purpose's form, the same each time for the same secret and number: a list of many can be made again as long as the secret
     * is kept. The secret has 32 random bytes and serves nothing else.
     */
    public static String derived(Purpose purpose, byte[] secret, int number) {
        var value = new BigInteger(
                1,
                mac(
                        new SecretKeySpec(secret, "HmacSHA256"),
                        ByteBuffer.allocate(Integer.BYTES).putInt(number).array()));
        var letters = BigInteger.valueOf(purpose.letters.length());
        var code = new StringBuilder();
        for (var i = 0; i < purpose.length; i++) {
            var parts = value.divideAndRemainder(letters);
            code.append(purpose.letters.charAt(parts[1].intValue()));
            value = parts[0];
        }
        return code.toString();
    }

    /** Makes a code for somebody; an older one for the same purpose ends now. In the caller's transaction. */
    public String issue(Purpose purpose, OrganizationId organization, UUID subject, String binding) {
        var code = random(purpose);
        issue(purpose, organization, List.of(new Issue(subject, binding, code)));
        return code;
    }

    /** The same for many whose codes are known, in one statement. */
    public void issue(Purpose purpose, OrganizationId organization, List<Issue> issues) {
        issueKept(
                purpose,
                organization,
                issues.stream()
                        .map(issue -> new Kept(
                                issue.subject(), issue.binding(), keep(purpose, issue.subject(), issue.code())))
                        .toList());
    }

    /** The same for codes of which only what {@link #keep} made is known any more; they are good from now on. */
    public void issueKept(Purpose purpose, OrganizationId organization, List<Kept> codes) {
        if (codes.isEmpty()) return;
        var now = clock.instant();
        store.put(purpose, organization, codes, now, now.plus(purpose.validity));
    }

    /** All that is kept of a code that is issued later, in hexadecimal digits: nobody can tell the code from it. */
    public String keep(Purpose purpose, UUID subject, String code) {
        return HexFormat.of().formatHex(hash(purpose, subject, code));
    }

    /**
     * Tries a code: true once and for one caller only, where it is the open one of the subject. A wrong try counts, whoever makes
     * it, and the fifth ends the code; the caller commits its transaction in either case.
     */
    public boolean use(Purpose purpose, UUID subject, String binding, String typed) {
        var hash = hash(purpose, subject, typed);
        return store.use(purpose, subject, hash, OneTimeSecrets.hash(binding), MOST_TRIES, clock.instant());
    }

    /** Whether what was typed is the last code that somebody was given, whatever became of it; counts nothing. */
    public boolean given(Purpose purpose, UUID subject, String typed) {
        return store.given(purpose, subject, hash(purpose, subject, typed));
    }

    /** Whether a code is open for somebody that was issued with this binding: asking for it once more changes nothing but the code. */
    public boolean open(Purpose purpose, UUID subject, String binding) {
        return store.open(purpose, subject, OneTimeSecrets.hash(binding), MOST_TRIES, clock.instant());
    }

    /** How the open code of somebody stands; empty where there is none. */
    public Optional<Standing> standing(Purpose purpose, UUID subject) {
        return store.standing(purpose, subject, MOST_TRIES, clock.instant());
    }

    /** Ends the open code of a purpose for each subject. */
    public void end(Purpose purpose, List<UUID> subjects) {
        store.end(purpose, subjects);
    }

    /** Forgets every code of subjects that are no more. */
    public void forget(List<UUID> subjects) {
        store.delete(subjects);
    }

    /** Forgets codes that ended long ago. */
    public int purge(Duration kept) {
        return store.purge(clock.instant().minus(kept));
    }

    /** A code without the spaces and hyphens that people type for their own eyes, and without case. */
    public static String bare(String typed) {
        return BETWEEN.matcher(typed).replaceAll("").toUpperCase(Locale.ROOT);
    }

    /** By which the same code of two people is found, where both are kept with the same secret; nobody can tell the code from it. */
    public static long print(byte[] secret, String code) {
        return ByteBuffer.wrap(
                        mac(new SecretKeySpec(secret, "HmacSHA256"), bare(code).getBytes(StandardCharsets.UTF_8)))
                .getLong();
    }

    private byte[] hash(Purpose purpose, UUID subject, String typed) {
        return mac(key, (purpose + "\n" + subject + "\n" + bare(typed)).getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] mac(SecretKeySpec key, byte[] text) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            return mac.doFinal(text);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has HmacSHA256", e);
        }
    }
}
