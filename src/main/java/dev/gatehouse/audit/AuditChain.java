package dev.gatehouse.audit;

import dev.gatehouse.audit.ChainVerdict.Broken;
import dev.gatehouse.audit.ChainVerdict.Fault;
import dev.gatehouse.audit.ChainVerdict.Whole;
import dev.gatehouse.platform.OrganizationId;
import dev.gatehouse.platform.Tenancy;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Chains the events of each organization by hashes, behind the writers, so that none of them ever waits for it; and proves
 * that nothing was changed since (AUD-1). The chain is as strong as the person who may write the tables as their owner is
 * honest about its end: see {@code docs/decisions/0008-audit-chain.md}.
 */
@Service
public class AuditChain {

    private static final int BATCH = 1_000;

    private final ChainStore store;
    private final Tenancy tenancy;

    AuditChain(ChainStore store, Tenancy tenancy) {
        this.store = store;
        this.tenancy = tenancy;
    }

    /** The organizations with events that wait for the chain. */
    @Transactional(readOnly = true)
    public List<OrganizationId> waiting() {
        return store.waiting();
    }

    /** Takes the next events of an organization into its chain; returns how many. Concurrent calls go one after the other. */
    @Transactional
    public int extend(OrganizationId organization) {
        tenancy.enter(organization);
        store.lock(organization);
        var head = store.head(organization);
        var events = store.unchained(organization, BATCH);
        store.append(organization, head, events);
        return events.size();
    }

    /** Walks the whole chain of an organization, computes it again, and reports the first fault. Reads one snapshot. */
    @Transactional(readOnly = true, isolation = Isolation.REPEATABLE_READ)
    public ChainVerdict verify(OrganizationId organization) {
        tenancy.enter(organization);
        var walk = new ChainWalk(organization);
        try (var links = store.links(organization)) {
            var broken = links.map(walk::step).flatMap(Optional::stream).findFirst();
            if (broken.isPresent()) return broken.get();
        }
        var astray = store.astray(organization);
        if (astray.isPresent()) return new Broken(0, Fault.NOT_CHAINED, astray.get());
        var gone = store.waitingGone(organization);
        if (gone.isPresent()) return new Broken(0, Fault.WAITING_GONE, gone.get());
        return new Whole(walk.position(), HexFormat.of().formatHex(walk.hash()), store.countWaiting(organization));
    }

    /** Every organization that can have events, the platform's own log first. */
    @Transactional(readOnly = true)
    public List<Chained> organizations() {
        return store.organizations();
    }

    /** An organization and what to call it in a report; the platform's own log has an empty slug. */
    public record Chained(OrganizationId organization, String slug) {}
}
