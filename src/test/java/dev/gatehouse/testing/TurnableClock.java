package dev.gatehouse.testing;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.atomic.AtomicReference;

/** A clock that stands until a test turns it. */
public final class TurnableClock extends Clock {

    private final AtomicReference<Instant> now = new AtomicReference<>(begin());

    /** Lets time pass. */
    public void tick(Duration time) {
        now.updateAndGet(then -> then.plus(time));
    }

    void reset() {
        now.set(begin());
    }

    /** PostgreSQL keeps microseconds, and rounds: what ends "now" there would not always have ended here. */
    private static Instant begin() {
        return Instant.now().truncatedTo(ChronoUnit.MICROS);
    }

    @Override
    public Instant instant() {
        return now.get();
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException("zones are the reader's, not the clock's");
    }
}
