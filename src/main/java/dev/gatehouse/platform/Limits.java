package dev.gatehouse.platform;

import static java.util.stream.Collectors.toSet;

import dev.gatehouse.platform.LimitStore.Window;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Counts tries in windows of time, in the database, for all processes together (security.md 11).
 */
@Component
public class Limits {

    /** A window's size and what fits in. */
    public record Limit(String name, int most, Duration window) {}

    private static final HexFormat HEX = HexFormat.of();

    private final LimitStore store;
    private final Clock clock;

    Limits(LimitStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    /**
     * Counts one try of a subject, at once and for good. Refuses with {@code limit.reached} and the seconds to wait once the
     * window is full. Not for use inside a transaction: it would take a second connection while holding the first.
     */
    @Transactional(propagation = Propagation.NEVER)
    public void take(Limit limit, String subject) {
        count(limit, subject);
    }

    /** Counts one act of a subject as part of the caller's transaction: what is rolled back does not count. Refuses like {@link #take}. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void takeWithin(Limit limit, String subject) {
        count(limit, subject);
    }

    /** Gives the subject a clean window, as after the right password. */
    @Transactional
    public void clear(Limit limit, String subject) {
        store.clear(key(limit, subject));
    }

    /** Takes one try back that turned out well, as part of what it led to. */
    @Transactional
    public void giveBack(Limit limit, String subject) {
        store.giveBack(key(limit, subject));
    }

    /** Forgets windows that are over. */
    @Transactional
    public int purge() {
        return store.purge(clock.instant());
    }

    /** Counts one act for each of many subjects in one statement, as {@link #takeWithin} does for one. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void takeWithin(Limit limit, List<String> subjects) {
        var now = clock.instant();
        var keys = subjects.stream().map(subject -> key(limit, subject)).toList();
        store.fullest(keys, now, now.plus(limit.window())).ifPresent(window -> demand(limit, window, now));
    }

    /** Counts one act for each of many subjects as part of the caller's transaction. Returns those who have had enough, instead of refusing. */
    @Transactional(propagation = Propagation.MANDATORY)
    public Set<String> takeEach(Limit limit, List<String> subjects) {
        if (subjects.isEmpty()) return Set.of();
        var now = clock.instant();
        var full = store.beyond(
                subjects.stream().map(subject -> key(limit, subject)).toList(),
                limit.most(),
                now,
                now.plus(limit.window()));
        return subjects.stream()
                .filter(subject -> full.contains(HEX.formatHex(key(limit, subject))))
                .collect(toSet());
    }

    /** Those of the subjects for whom nothing is left at the moment; counts nothing. */
    @Transactional(propagation = Propagation.MANDATORY)
    public Set<String> exhausted(Limit limit, Collection<String> subjects) {
        var asked = List.copyOf(subjects);
        var full =
                store.full(asked.stream().map(subject -> key(limit, subject)).toList(), limit.most(), clock.instant());
        return full.stream().map(asked::get).collect(Collectors.toUnmodifiableSet());
    }

    private void count(Limit limit, String subject) {
        var now = clock.instant();
        var window = store.take(key(limit, subject), now, now.plus(limit.window()));
        demand(limit, window, now);
    }

    private static void demand(Limit limit, Window window, Instant now) {
        if (window.taken() > limit.most())
            throw Refusal.tooMany(
                    "limit.reached",
                    Math.toIntExact(
                            Math.max(1, Duration.between(now, window.endsAt()).toSeconds())));
    }

    private static byte[] key(Limit limit, String subject) {
        return OneTimeSecrets.hash(limit.name() + "\n" + subject);
    }
}
