package dev.gatehouse.signup;

import dev.gatehouse.organizations.Seats;
import dev.gatehouse.platform.Actor;
import dev.gatehouse.platform.OrganizationId;
import dev.gatehouse.platform.Tenancy;
import java.time.Clock;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/** Sign-ups that nobody proved in time: their seats are free again, and nothing is kept of what was typed (CRE-5). */
@Service
public class StaleSignUps {

    private static final int PORTION = 200;

    private final SignUpStore store;
    private final SignUpRecords records;
    private final Seats seats;
    private final Tenancy tenancy;
    private final TransactionTemplate transaction;
    private final Clock clock;

    StaleSignUps(
            SignUpStore store,
            SignUpRecords records,
            Seats seats,
            Tenancy tenancy,
            TransactionTemplate transaction,
            Clock clock) {
        this.store = store;
        this.records = records;
        this.seats = seats;
        this.tenancy = tenancy;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** Forgets all of them, in portions. */
    public void forget() {
        var organizations = transaction.execute(_ -> store.withStale(clock.instant()));
        if (organizations == null) return;
        for (var organization : organizations)
            while (Boolean.TRUE.equals(transaction.execute(_ -> portion(organization)))) {
                // One portion after the other, each in its own transaction.
            }
    }

    private boolean portion(OrganizationId organization) {
        tenancy.enter(organization);
        seats.lock(organization);
        var stale = store.stale(organization, clock.instant(), PORTION);
        records.withdraw(Actor.system(organization), stale);
        return stale.size() == PORTION;
    }
}
