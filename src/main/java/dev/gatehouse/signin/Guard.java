package dev.gatehouse.signin;

import dev.gatehouse.platform.AccountId;
import dev.gatehouse.platform.OneTimeSecrets;
import dev.gatehouse.platform.Refusal;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.springframework.stereotype.Component;

/**
 * Failed tries in a row, whatever was typed to name the account (NIST SP 800-63B-4, section 3.2.2): four are free, then each
 * doubles the wait from 15 seconds to an hour, and after 100 only a new password helps. People without an account are
 * counted by their place in the organization. What nobody has, and what several have, is counted in the same way, so that nothing is
 * learnt from it.
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
    void take(List<Whom.Counted> keys) {
        for (var key : keys) take(key);
    }

    /** The same for somebody who is known, and proves something more. */
    void take(AccountId account) {
        take(Whom.Counted.of(account));
    }

    /** The right password, or a new one: the count begins anew. */
    void clear(List<Whom.Counted> keys) {
        for (var key : keys) store.clear(digest(key));
    }

    /** The same for one account. */
    void clear(AccountId account) {
        store.clear(digest(Whom.Counted.of(account)));
    }

    /** The try was not made after all, or it was right and more is to be proved. */
    void giveBack(List<Whom.Counted> keys) {
        for (var key : keys) store.giveBack(digest(key), clock.instant());
    }

    /** The same for one account. */
    void giveBack(AccountId account) {
        store.giveBack(digest(Whom.Counted.of(account)), clock.instant());
    }

    int purge() {
        return store.purge(clock.instant().minus(UNKNOWN_KEPT));
    }

    private void take(Whom.Counted key) {
        var now = clock.instant();
        if (store.take(digest(key), key.account(), FREE, MOST, now).isPresent()) return;
        var standing = store.standing(digest(key));
        var wait = Math.max(1, Duration.between(now, standing.blockedUntil()).toSeconds());
        if (standing.failures() >= MOST)
            throw Refusal.tooMany(
                    "sign_in.exhausted", Math.toIntExact(Duration.ofHours(1).toSeconds()));
        throw Refusal.tooMany("sign_in.wait", Math.toIntExact(wait));
    }

    private static byte[] digest(Whom.Counted key) {
        return OneTimeSecrets.hash(key.text());
    }
}
