package dev.gatehouse.audit;

import dev.gatehouse.platform.Actor;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** The event log. Every change records one event in its own transaction: both are kept, or neither (AUD-1). */
@Service
public class Audit {

    private final EventStore store;
    private final Clock clock;

    Audit(EventStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    /** Records one event in the actor's organization, which the transaction has entered. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void record(Actor actor, Event event) {
        record(actor, List.of(event));
    }

    /** Records many events of one act in one statement. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void record(Actor actor, List<Event> events) {
        if (!events.isEmpty()) store.insert(actor, events, clock.instant());
    }

    /** Keeps what to call people whose rows are about to go, by their ids, until they are forgotten. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void keepLabels(Actor actor, Map<UUID, String> labels) {
        if (!labels.isEmpty()) store.keepLabels(actor.organization(), labels, clock.instant());
    }
}
