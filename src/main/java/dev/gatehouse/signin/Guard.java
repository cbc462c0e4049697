package dev.gatehouse.signin;

import dev.gatehouse.people.Credentials;
import dev.gatehouse.platform.EmailAddress;
import dev.gatehouse.platform.OneTimeSecrets;
import dev.gatehouse.platform.Refusal;
import java.time.Clock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Failed tries in a row, whatever was typed to name the account (NIST SP 800-63B-4, section 3.2.2): four are free, then each
 * doubles the wait from 15 seconds to an hour, and after 100 only a new password helps. An address that nobody has is
 * counted in the same way, so that nothing is learnt from it.
 */
@Component
class Guard {

    private static final int FREE = 5;
    private static final int MOST = 100;
    /** As long as anybody would care to compare with the count of an account. */
    private static final Duration UNKNOWN_KEPT = Duration.ofDays(90);

    private final GuardStore store;
    private final Clock clock;

    Guard(GuardStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    /** Counts a try as failed, until {@link #clear}. Refuses with {@code sign_in.wait} or {@code sign_in.exhausted}. */
    void take(EmailAddress typed, @Nullable Credentials credentials) {
        take(key(typed, credentials), credentials);
    }

    /** The same for somebody who is signed in and proves the password again. */
    void take(Credentials credentials) {
        take(key(credentials), credentials);
    }

    /** The right password, or a new one: the count begins anew. */
    void clear(Credentials credentials) {
        store.clear(key(credentials));
    }

    /** The try was not made after all: the server was too busy. */
    void giveBack(EmailAddress typed, @Nullable Credentials credentials) {
        store.giveBack(key(typed, credentials), clock.instant());
    }

    /** The same for somebody who is signed in. */
    void giveBack(Credentials credentials) {
        store.giveBack(key(credentials), clock.instant());
    }

    int purge() {
        return store.purge(clock.instant().minus(UNKNOWN_KEPT));
    }

    private void take(byte[] key, @Nullable Credentials credentials) {
        var now = clock.instant();
        var account = credentials == null ? null : credentials.account();
        if (store.take(key, account, FREE, MOST, now).isPresent()) return;
        var standing = store.standing(key);
        var wait = Math.max(1, Duration.between(now, standing.blockedUntil()).toSeconds());
        if (standing.failures() >= MOST)
            throw Refusal.tooMany(
                    "sign_in.exhausted", Math.toIntExact(Duration.ofHours(1).toSeconds()));
        throw Refusal.tooMany("sign_in.wait", Math.toIntExact(wait));
    }

    private static byte[] key(EmailAddress typed, @Nullable Credentials credentials) {
        return credentials == null ? OneTimeSecrets.hash("address\n" + typed.key()) : key(credentials);
    }

    private static byte[] key(Credentials credentials) {
        return OneTimeSecrets.hash("account\n" + credentials.account());
    }
}
