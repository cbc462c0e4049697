package dev.gatehouse.messages;

import dev.gatehouse.messages.MessageState.State;
import dev.gatehouse.platform.Sealer;
import dev.gatehouse.platform.Tenancy;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Delivers the messages of one channel, one at a time: claims it in one transaction, talks to their server without any, settles it in another. Whoever
 * dies in between leaves the claim to the job's lease; the next one sends the same message again, under the same id.
 */
class Delivery implements AutoCloseable {

    /** What becomes of the job. */
    sealed interface Next {}

    /** The message is over, one way or another. */
    record Over() implements Next {}

    /** Come back then. */
    record Later(Instant at) implements Next {}

    private record Claimed(Letter letter, List<SmsPart> taken) {}

    private static final Duration FIRST_RETRY = Duration.ofSeconds(30);
    private static final Duration LONGEST_RETRY = Duration.ofMinutes(15);

    /** Connections at once, of each process; the scheduler's other threads stay free for other jobs. */
    private static final int CONNECTIONS = 4;

    private static final Duration QUEUES_FOR_CONNECTION = Duration.ofSeconds(2);

    private final MessageStore store;
    private final SmsStore parts;
    private final Tenancy tenancy;
    private final TransactionTemplate transaction;
    private final Envelopes envelopes;
    private final @Nullable Carrier carrier;
    private final MeterRegistry meters;
    private final Clock clock;
    private final MailServerWatch watch = new MailServerWatch();
    private final Semaphore connections = new Semaphore(CONNECTIONS);

    /**
     * @param carrier null where the development viewer is the delivery
     */
    Delivery(
            MessageStore store,
            SmsStore parts,
            Tenancy tenancy,
            PlatformTransactionManager transactions,
            Envelopes envelopes,
            @Nullable Carrier carrier,
            MeterRegistry meters,
            Clock clock) {
        this.store = store;
        this.parts = parts;
        this.tenancy = tenancy;
        this.transaction = new TransactionTemplate(transactions);
        this.envelopes = envelopes;
        this.carrier = carrier;
        this.meters = meters;
        this.clock = clock;
    }

    /** One try. Throws only where the database does not answer. */
    Next deliver(MessageRef ref) {
        if (carrier == null) return show(ref);
        if (!mayConnect()) return new Later(clock.instant().plus(spread(QUEUES_FOR_CONNECTION)));
        try {
            var rest = watch.ask(clock.instant());
            return rest == null ? send(carrier, ref) : putOff(ref, rest);
        } finally {
            connections.release();
        }
    }

    Instant now() {
        return clock.instant();
    }

    @Override
    public void close() {
        if (carrier != null) carrier.close();
    }

    /** The server runs: connections that stand all the time are made. */
    void begin() {
        if (carrier != null) carrier.begin();
    }

    /** Closes connections that nobody needs at the moment. */
    void rest() {
        if (carrier != null) carrier.rest();
    }

    private Next send(Carrier server, MessageRef ref) {
        var answered = false;
        try {
            var claimed = inside(ref, () -> claim(ref).map(letter -> new Claimed(letter, taken(letter))));
            if (claimed.isEmpty()) return new Over();
            var letter = claimed.get().letter();
            try {
                var taken =
                        server.carry(letter, parameters(letter), claimed.get().taken());
                answered = true;
                watch.answered();
                inside(ref, () -> {
                    parts.taken(ref, taken);
                    var settled = store.settle(letter, State.SENT, null, clock.instant(), false);
                    if (!taken.isEmpty()) parts.follow(ref);
                    return settled;
                });
                count("sent", letter.template());
                return new Over();
            } catch (Undelivered e) {
                answered = true;
                return settle(letter, e);
            }
        } finally {
            if (!answered) watch.dropped();
        }
    }

    /** Mails have no parts. */
    private List<SmsPart> taken(Letter letter) {
        return letter.channel() == Channel.SMS ? parts.parts(letter.ref()) : List.of();
    }

    /** Waits briefly for one of the connections; false where the others are held by a slow server, or the process stops. */
    private boolean mayConnect() {
        try {
            return connections.tryAcquire(QUEUES_FOR_CONNECTION.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private Next settle(Letter letter, Undelivered failure) {
        var problem = failure.problem();
        var now = clock.instant();
        if (problem.kind().concernsServer()) watch.failed(problem, now);
        else watch.answered();
        if (!problem.kind().passes()) {
            inside(letter.ref(), () -> {
                parts.taken(letter.ref(), failure.taken());
                return store.settle(letter, State.FAILED, problem, now, false);
            });
            count("failed", letter.template());
            return new Over();
        }
        inside(letter.ref(), () -> {
            parts.taken(letter.ref(), failure.taken());
            return store.postpone(letter.ref(), problem);
        });
        count("postponed", letter.template());
        var next = now.plus(backOff(letter.attempts()));
        return new Later(next.isBefore(letter.expiresAt()) ? next : letter.expiresAt());
    }

    /** The server rests: says so at the message, without a try of its own. */
    private Next putOff(MessageRef ref, Instant until) {
        var expiry = inside(ref, () -> {
            var letter = store.find(ref).filter(found -> found.state() == State.QUEUED);
            letter.ifPresent(found -> {
                var problem = watch.problem();
                if (!clock.instant().isBefore(found.expiresAt())) expire(found);
                else if (problem != null) store.postpone(ref, problem);
            });
            return letter.map(Letter::expiresAt);
        });
        if (expiry.isEmpty() || !clock.instant().isBefore(expiry.get())) return new Over();
        var next = until.plus(spread(FIRST_RETRY));
        return new Later(next.isBefore(expiry.get()) ? next : expiry.get());
    }

    /** Without a server the viewer is the delivery: the message stays readable, under seal. */
    private Next show(MessageRef ref) {
        inside(
                ref,
                () -> claim(ref).map(letter -> {
                    store.settle(letter, State.SENT, null, clock.instant(), true);
                    count("shown", letter.template());
                    return letter;
                }));
        return new Over();
    }

    /** The message, if it is still wanted: not sent, not withdrawn with its member, not too late. */
    private Optional<Letter> claim(MessageRef ref) {
        var letter = store.claim(ref);
        if (letter.isEmpty() || clock.instant().isBefore(letter.get().expiresAt())) return letter;
        expire(letter.get());
        return Optional.empty();
    }

    private void expire(Letter letter) {
        store.settle(letter, State.EXPIRED, null, clock.instant(), false);
        count("expired", letter.template());
    }

    private Map<String, String> parameters(Letter letter) throws Undelivered {
        var sealed = letter.parameters();
        try {
            if (sealed == null) throw new IllegalStateException("a queued message has parameters");
            return envelopes.open(letter.ref().organizationId(), letter.template(), letter.address(), sealed);
        } catch (Sealer.BrokenSeal e) {
            throw new Undelivered(new Problem(Problem.Kind.SEALED_OTHERWISE, ""), e);
        }
    }

    private <T> T inside(MessageRef ref, Supplier<T> work) {
        var result = transaction.execute(status -> {
            tenancy.enter(ref.organizationId());
            return work.get();
        });
        if (result == null) throw new IllegalStateException("a transaction without a result");
        return result;
    }

    private void count(String outcome, Template template) {
        meters.counter(
                        "gatehouse.messages",
                        "outcome",
                        outcome,
                        "template",
                        template.name().toLowerCase(Locale.ROOT))
                .increment();
    }

    /** 30 s, 1 min, 2 min … 15 min, each a fifth shorter or longer, so that those who failed together do not come back together. */
    static Duration backOff(int attempts) {
        var full = FIRST_RETRY.multipliedBy(1L << Math.min(Math.max(attempts - 1, 0), 10));
        var bounded = full.compareTo(LONGEST_RETRY) < 0 ? full : LONGEST_RETRY;
        return bounded.multipliedBy(4)
                .dividedBy(5)
                .plus(spread(bounded.multipliedBy(2).dividedBy(5)));
    }

    private static Duration spread(Duration most) {
        return Duration.ofMillis(ThreadLocalRandom.current().nextLong(most.toMillis()));
    }
}
