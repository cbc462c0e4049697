package dev.gatehouse.organizations;

import dev.gatehouse.currencies.Conversions;
import dev.gatehouse.currencies.ExchangeRates;
import dev.gatehouse.currencies.Money;
import dev.gatehouse.organizations.UsageView.Month;
import dev.gatehouse.platform.OrganizationId;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * What seats cost (ORG-5, decision 0016): those at the end of a month, at the price and the rate of its last day; those of now at the newest.
 */
@Component
class SeatPrices {

    private final SeatPriceStore store;
    private final ExchangeRates rates;
    private final Clock clock;

    SeatPrices(SeatPriceStore store, ExchangeRates rates, Clock clock) {
        this.store = store;
        this.rates = rates;
        this.clock = clock;
    }

    /** What a seat costs today; null where that is not known. */
    @Nullable
    Money current(OrganizationId organization) {
        return on(today(), store.of(organization));
    }

    /** From today on. */
    void set(OrganizationId organization, @Nullable Money price) {
        store.put(organization, today(), price);
    }

    /** The months with what they cost in a currency; without a cost where there was no price. */
    List<Month> priced(OrganizationId organization, List<Month> months, String currency) {
        var prices = store.of(organization);
        if (prices.isEmpty()) return months;
        var currencies = new HashSet<String>();
        currencies.add(currency);
        for (var price : prices)
            if (price.money() != null) currencies.add(price.money().currency());
        var conversions = rates.on(months.stream().map(this::dayOf).toList(), currencies);
        return months.stream()
                .map(month -> priced(month, on(dayOf(month), prices), conversions, currency))
                .toList();
    }

    private Month priced(Month month, @Nullable Money price, Conversions conversions, String currency) {
        if (price == null) return month;
        var amount = price.amount().multiply(BigDecimal.valueOf(month.inUse()));
        var cost = conversions
                .convert(amount, price.currency(), currency, dayOf(month))
                .map(found -> new Cost(found.money(), price, found.rate(), found.day()))
                .orElseGet(() -> new Cost(Money.rounded(amount, price.currency()), price, null, null));
        return month.costing(cost);
    }

    private static @Nullable Money on(LocalDate day, List<SeatPrice> newestFirst) {
        for (var price : newestFirst) if (!price.since().isAfter(day)) return price.money();
        return null;
    }

    /** The last day of the month, or today where it is not over. */
    private LocalDate dayOf(Month month) {
        var last = month.month().plusMonths(1).minusDays(1);
        return last.isAfter(today()) ? today() : last;
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    }
}
