package dev.gatehouse.people;

import dev.gatehouse.platform.Refusal;
import dev.gatehouse.platform.Settings;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.security.SecureRandom;
import java.text.Normalizer;
import java.util.Base64;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Argon2id behind a bound. Each hash takes memory on purpose, so only a few run at once; the next ones queue, and beyond the
 * queue the answer is {@code busy} with the seconds to wait. Never inside a database transaction: a hash would hold its
 * connection and its locks.
 */
@Component
public class Passwords {

    /** The longest password, in code points (ACT-6). */
    public static final int LONGEST = 128;

    private static final int SALT_BYTES = 16;
    private static final int HASH_BYTES = 32;
    private static final int RETRY_SECONDS = 2;

    private final Argon2PasswordEncoder encoder;
    private final String parameters;
    private final Semaphore running;
    private final Semaphore places;
    private final Timer hashes;
    private final String nobodys;

    @Autowired
    Passwords(Settings settings, MeterRegistry metrics) {
        this(
                settings.argon2MemoryKib(),
                settings.argon2Passes(),
                settings.hashConcurrency(),
                settings.hashQueue(),
                metrics);
    }

    Passwords(int kib, int passes, int concurrency, int queue, MeterRegistry metrics) {
        encoder = new Argon2PasswordEncoder(SALT_BYTES, HASH_BYTES, 1, kib, passes);
        parameters = "$argon2id$v=19$m=%d,t=%d,p=1$".formatted(kib, passes);
        running = new Semaphore(concurrency, true);
        places = new Semaphore(concurrency + queue);
        hashes = Timer.builder("gatehouse.password.hash")
                .description("Argon2id computations, queueing included")
                .register(metrics);
        Gauge.builder("gatehouse.password.queue", running, Semaphore::getQueueLength)
                .description("Requests that wait for their turn to hash")
                .register(metrics);
        nobodys = nobodysHash();
    }

    /** The PHC string of a password. Refuses with {@code password.long} beyond 128 code points, {@code busy} beyond the queue. */
    public String hash(String password) {
        var normal = normalize(password);
        if (normal == null) throw Refusal.input("password", "password.long", LONGEST);
        return bounded(() -> String.valueOf(encoder.encode(normal)));
    }

    /**
     * Whether the password belongs to the hash. Does the same work where there is no hash, and where the password is longer
     * than any can be. Refuses with {@code busy} beyond the queue.
     */
    public boolean matches(String password, @Nullable String hash) {
        var normal = normalize(password);
        if (hash == null || normal == null) {
            bounded(() -> encoder.matches(normal == null ? "" : normal, nobodys));
            return false;
        }
        return bounded(() -> encoder.matches(normal, hash));
    }

    /** Whether the hash was made with other parameters than today's, and is to be renewed while the password is at hand. */
    public boolean outdated(String hash) {
        return !hash.startsWith(parameters);
    }

    /**
     * What is hashed: the same characters, however the keyboard composed them, and any space as the plain one (RFC 8265,
     * section 4.2). Null beyond 128 code points; nothing is ever cut off.
     */
    static @Nullable String normalize(String password) {
        if (password.length() > 8 * LONGEST) return null;
        var normal = Normalizer.normalize(password, Normalizer.Form.NFC).replaceAll("\\p{Zs}", " ");
        return normal.codePointCount(0, normal.length()) > LONGEST ? null : normal;
    }

    /** A hash that no password has: random bytes in today's parameters, so that measuring against it is the same work. */
    private String nobodysHash() {
        var random = new SecureRandom();
        var base64 = Base64.getEncoder().withoutPadding();
        var salt = new byte[SALT_BYTES];
        var hash = new byte[HASH_BYTES];
        random.nextBytes(salt);
        random.nextBytes(hash);
        return parameters + "$" + base64.encodeToString(salt) + "$" + base64.encodeToString(hash);
    }

    private <T> T bounded(Supplier<T> work) {
        if (TransactionSynchronizationManager.isActualTransactionActive())
            throw new IllegalStateException("a password is hashed outside of transactions");
        if (!places.tryAcquire()) throw Refusal.unavailable("busy", RETRY_SECONDS);
        try {
            return hashes.record(() -> {
                running.acquireUninterruptibly();
                try {
                    return work.get();
                } finally {
                    running.release();
                }
            });
        } finally {
            places.release();
        }
    }
}
