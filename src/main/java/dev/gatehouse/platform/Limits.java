package dev.gatehouse.platform;

import static java.util.stream.Collectors.toSet;

import dev.gatehouse.platform.LimitStore.Window;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
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

    /** One subject that an act counts for. */
    public record Share(Limit limit, String subject) {}

    /**
     * A window in which nothing is left.
     *
     * @param endsAt when it begins anew
     */
    public record Full(Limit limit, Instant endsAt) {}

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

    /**
     * Counts acts that several limits concern each, as part of the caller's transaction: an act counts for all of its subjects where each
     * has something left, else for none of them. Acts are looked at in their order; what competes waits.
     *
     * @return for each act the window that was full; empty where it counts
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public List<Optional<Full>> takeTogether(List<List<Share>> acts) {
        var now = clock.instant();
        var shares = acts.stream().flatMap(List::stream).distinct().toList();
        if (shares.isEmpty())
            return acts.stream().map(_ -> Optional.<Full>empty()).toList();
        var keys = shares.stream()
                .map(share -> key(share.limit(), share.subject()))
                .toList();
        var ends =
                shares.stream().map(share -> now.plus(share.limit().window())).toList();
        var windows = store.lock(keys, ends, now);
        var counts = new LinkedHashMap<Share, Integer>();
        var open = new HashMap<Share, Window>();
        for (var i = 0; i < shares.size(); i++)
            open.put(shares.get(i), Objects.requireNonNull(windows.get(HEX.formatHex(keys.get(i)))));
        var answers = new ArrayList<Optional<Full>>();
        for (var act : acts) {
            var full = act.stream()
                    .filter(share -> Objects.requireNonNull(open.get(share)).taken() + counts.getOrDefault(share, 0)
                            >= share.limit().most())
                    .findFirst()
                    .map(share -> new Full(
                            share.limit(),
                            Objects.requireNonNull(open.get(share)).endsAt()));
            if (full.isEmpty()) act.forEach(share -> counts.merge(share, 1, Integer::sum));
            answers.add(full);
        }
        if (!counts.isEmpty())
            store.add(
                    counts.keySet().stream()
                            .map(share -> key(share.limit(), share.subject()))
                            .toList(),
                    List.copyOf(counts.values()));
        return answers;
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
