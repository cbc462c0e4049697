package dev.gatehouse.organizations;

import dev.gatehouse.platform.OrganizationId;
import dev.gatehouse.platform.Refusal;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * The seats of organizations (ORG-4). The counter is a column of the organization's row: whoever changes it holds that
 * row's lock until the transaction ends, so requests that race for the last seat are served one after the other.
 */
@Service
public class Seats {

    private final SeatStore store;
    private final Clock clock;

    Seats(SeatStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    /**
     * Takes seats, all or none. Refuses with {@code seats.full} and how many are allowed, in use and asked for, and with
     * {@code organization.suspended} where the organization is suspended (ORG-7).
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void take(OrganizationId organization, int howMany) {
        if (!store.take(organization, howMany)) {
            var seats = store.seats(organization);
            if (seats.suspended()) throw new Refusal("organization.suspended");
            throw new Refusal("seats.full", seats.allowed(), seats.used(), howMany);
        }
        store.noteMonth(organization, month());
    }

    /** Gives seats back. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void release(OrganizationId organization, int howMany) {
        store.release(organization, howMany);
        store.noteMonth(organization, month());
    }

    /** Holds the organization's row until the transaction ends: for rules over all its members, such as the last admin (MEM-5). */
    @Transactional(propagation = Propagation.MANDATORY)
    public void lock(OrganizationId organization) {
        store.lock(organization);
    }

    private LocalDate month() {
        return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC).withDayOfMonth(1);
    }
}
