package dev.gatehouse.messages;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Remembers that the mail server is away, so that a queue of thousands does not try it thousands of times: after a failure it
 * is left alone for a while, longer each time, and then a single message finds out for all.
 */
final class MailServerWatch {

    private static final Duration FIRST = Duration.ofSeconds(10);
    private static final Duration LONGEST = Duration.ofMinutes(5);
    private static final Duration PROBE = Duration.ofSeconds(10);

    private int failures;
    private boolean probing;
    private Instant restsUntil = Instant.EPOCH;
    private @Nullable Problem problem;

    /** Null where a try makes sense now, and {@link #answered} or {@link #failed} must follow; else when to come back. */
    synchronized @Nullable Instant ask(Instant now) {
        if (failures == 0) return null;
        if (now.isBefore(restsUntil)) return restsUntil;
        if (probing) return now.plus(PROBE);
        probing = true;
        return null;
    }

    /** What the last try came to; null while all is well. */
    synchronized @Nullable Problem problem() {
        return problem;
    }

    synchronized void answered() {
        failures = 0;
        probing = false;
        problem = null;
    }

    synchronized void failed(Problem why, Instant now) {
        probing = false;
        problem = why;
        // Those who tried at the same time learned the same thing: it counts once.
        if (now.isBefore(restsUntil)) return;
        var rest = FIRST.multipliedBy(1L << Math.min(failures, 10));
        failures++;
        restsUntil = now.plus(rest.compareTo(LONGEST) < 0 ? rest : LONGEST);
    }

    /** The try did not take place. */
    synchronized void dropped() {
        probing = false;
    }
}
