package dev.gatehouse.platform;

import java.nio.ByteBuffer;
import java.nio.LongBuffer;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;

/** UUIDv7 (RFC 9562, 5.7) of a given moment, so that the order of ids is the order of the {@code Clock}'s time. */
public final class TimeIds {

    private static final SecureRandom RANDOM = new SecureRandom();

    /** Drawn together: one by one they take as long as all else about a row that is read. */
    private static final int DRAWN = 4_096;

    private static final long VERSION = 0x7000L;
    private static final long VARIANT = 0x8000_0000_0000_0000L;
    private static final int SEQUENCE_BITS = 16;
    private static final int RANDOM_BITS = 62 - SEQUENCE_BITS;

    private static final AtomicReference<Last> LAST = new AtomicReference<>(new Last(0, 0));

    private static LongBuffer drawn = LongBuffer.allocate(0);

    /** The moment of the last id, and its place among those of that moment. */
    private record Last(long micros, int place) {
        Last follow(Last next) {
            return micros == next.micros ? new Last(micros, place + 1) : next;
        }
    }

    private TimeIds() {}

    /**
     * A new id: milliseconds, then parts of a millisecond, then the place among ids of the same moment, then 46 random bits.
     *
     * @param place from 0; keeps the order of what is written in one statement
     */
    public static UUID at(Instant moment, int place) {
        var sequence = (long) (place & 0xffff) << RANDOM_BITS;
        var random = random() >>> (Long.SIZE - RANDOM_BITS);
        return new UUID(high(moment), VARIANT | sequence | random);
    }

    /** A new id, greater than all that this process made of the same moment before. */
    public static UUID next(Instant moment) {
        var micros = ChronoUnit.MICROS.between(Instant.EPOCH, moment);
        return at(
                moment, LAST.accumulateAndGet(new Last(micros, 0), Last::follow).place());
    }

    /** No id of the moment or later is smaller, every id of an earlier one is. */
    public static UUID from(Instant moment) {
        return new UUID(high(moment), VARIANT);
    }

    private static synchronized long random() {
        if (!drawn.hasRemaining()) {
            var bytes = new byte[DRAWN];
            RANDOM.nextBytes(bytes);
            drawn = ByteBuffer.wrap(bytes).asLongBuffer();
        }
        return drawn.get();
    }

    private static long high(Instant moment) {
        var micros = ChronoUnit.MICROS.between(Instant.EPOCH, moment);
        var fraction = Math.floorMod(micros, 1_000L) * 4_096L / 1_000L;
        return (Math.floorDiv(micros, 1_000L) << 16) | VERSION | fraction;
    }
}
