package dev.gatehouse.organizations;

import dev.gatehouse.access.Access;
import dev.gatehouse.access.Permission;
import dev.gatehouse.organizations.UsageView.Month;
import dev.gatehouse.people.Account;
import dev.gatehouse.people.Accounts;
import dev.gatehouse.platform.Actor;
import dev.gatehouse.platform.Refusal;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** How an organization uses its seats (ORG-5). */
@Service
public class Usage {

    private static final int MONTHS = 12;

    private final UsageStore store;
    private final OrganizationStore organizations;
    private final SeatPrices prices;
    private final Accounts accounts;
    private final Policies policies;
    private final Access access;
    private final Clock clock;

    Usage(
            UsageStore store,
            OrganizationStore organizations,
            SeatPrices prices,
            Accounts accounts,
            Policies policies,
            Access access,
            Clock clock) {
        this.store = store;
        this.organizations = organizations;
        this.prices = prices;
        this.accounts = accounts;
        this.policies = policies;
        this.access = access;
        this.clock = clock;
    }

    /** Seats now, by status and source, and over the last twelve months, with what they cost in the viewer's currency. */
    @Transactional(readOnly = true)
    public UsageView of(Actor actor) {
        access.require(actor, Permission.USAGE_READ);
        var organization = organizations.find(actor.organization()).orElseThrow(Refusal::notFound);
        var currency = currency(actor);
        var months = months(store.months(actor.organization()), organization.seatsUsed());
        return new UsageView(
                organization.seatsAllowed(),
                organization.seatsUsed(),
                store.splits(actor.organization()),
                prices.priced(actor.organization(), months, currency),
                currency);
    }

    /** The one that the viewer chose, else what new people of the organization see. */
    private String currency(Actor actor) {
        return accounts.find(actor.requireAccount())
                .map(Account::currency)
                .orElseGet(() -> policies.of(actor.organization()).defaultCurrency());
    }

    /** A month in which nothing changed is not stored: it goes on as the one before it ended. */
    private List<Month> months(List<Month> stored, int now) {
        var thisMonth = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC).withDayOfMonth(1);
        var months = new ArrayList<Month>();
        var last = 0;
        var next = 0;
        for (var month = thisMonth.minusMonths(MONTHS - 1L); !month.isAfter(thisMonth); month = month.plusMonths(1)) {
            while (next < stored.size() && stored.get(next).month().isBefore(month))
                last = stored.get(next++).inUse();
            if (next < stored.size() && stored.get(next).month().equals(month)) {
                months.add(stored.get(next));
                last = stored.get(next++).inUse();
            } else {
                months.add(new Month(month, last, last));
            }
        }
        var latest = months.removeLast();
        months.add(new Month(thisMonth, now, Math.max(now, latest.peak())));
        return months;
    }
}
