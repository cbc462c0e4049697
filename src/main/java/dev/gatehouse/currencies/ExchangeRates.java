package dev.gatehouse.currencies;

import dev.gatehouse.access.Access;
import dev.gatehouse.audit.Audit;
import dev.gatehouse.audit.Event;
import dev.gatehouse.platform.Actor;
import dev.gatehouse.platform.OrganizationId;
import dev.gatehouse.platform.Refusal;
import dev.gatehouse.platform.Slice;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Dated exchange rates, all against the euro; the people who run the platform keep them (ORG-5, decision 0016). */
@Service
public class ExchangeRates {

    static final int PAGE = 50;

    /** Rates are put in place so many at once. */
    private static final int BATCH = 10_000;

    private static final RateKey TOP = new RateKey(LocalDate.of(9999, 12, 31), "");

    private final ExchangeRateStore store;
    private final Access access;
    private final Audit audit;
    private final Clock clock;

    ExchangeRates(ExchangeRateStore store, Access access, Audit audit, Clock clock) {
        this.store = store;
        this.access = access;
        this.audit = audit;
        this.clock = clock;
    }

    /** The rates of a currency, or of all, the newest first: after or before a place, from the top where both are null. */
    @Transactional(readOnly = true)
    Slice<ExchangeRate> list(
            Actor actor, @Nullable String currency, @Nullable RateKey after, @Nullable RateKey before) {
        access.requireOperator(actor);
        var rows = before == null
                ? store.after(currency, after == null ? TOP : after, PAGE + 1)
                : store.before(currency, before, PAGE + 1);
        return Slice.of(
                rows,
                PAGE,
                after != null,
                before != null,
                rate -> RateKey.of(rate).toString());
    }

    /** One rate. Refuses with {@code not.found}. */
    @Transactional(readOnly = true)
    ExchangeRate get(Actor actor, String currency, String day) {
        access.requireOperator(actor);
        return RateKey.read(day + "." + currency)
                .flatMap(key -> store.find(key.currency(), key.day()))
                .orElseThrow(Refusal::notFound);
    }

    /** Keeps one rate, in place of the one of that day. Refuses at {@code currency}, {@code day} and {@code rate}. */
    @Transactional
    void set(Actor actor, String currency, @Nullable LocalDate day, String rate) {
        access.requireOperator(actor);
        if (!RateFile.knows(currency)) throw Refusal.input("currency", "currency.unknown");
        if (day == null || day.isBefore(RateFile.FIRST_DAY) || day.isAfter(last()))
            throw Refusal.input("day", "rates.day");
        var typed = rate.strip().replace(',', '.');
        if (!RateFile.RATE.matcher(typed).matches() || new BigDecimal(typed).signum() == 0)
            throw Refusal.input("rate", "rates.rate");
        var wanted = new ExchangeRate(currency, day, new BigDecimal(typed));
        store.put(List.of(wanted));
        record(
                actor,
                event("rates.set")
                        .with("currency", currency)
                        .with("day", day.toString())
                        .with("rate", typed));
    }

    /** Keeps all the rates of a file, or nothing where any of it is wrong. */
    @Transactional
    UploadOutcome upload(Actor actor, byte[] content) {
        access.requireOperator(actor);
        var file = RateFile.read(content, last());
        if (!file.faults().isEmpty()) return new UploadOutcome.Faulty(file.faults(), file.more());
        var rates = file.rates();
        for (var from = 0; from < rates.size(); from += BATCH)
            store.put(rates.subList(from, Math.min(rates.size(), from + BATCH)));
        var days = rates.stream()
                .map(ExchangeRate::day)
                .sorted(Comparator.naturalOrder())
                .toList();
        record(
                actor,
                event("rates.uploaded")
                        .with("count", Integer.toString(rates.size()))
                        .with("since", days.getFirst().toString())
                        .with("until", days.getLast().toString()));
        return new UploadOutcome.Kept(rates.size(), days.getFirst(), days.getLast());
    }

    /** Takes one rate away. Refuses with {@code not.found}. */
    @Transactional
    void remove(Actor actor, String currency, String day) {
        var rate = get(actor, currency, day);
        if (!store.delete(rate.currency(), rate.day())) throw Refusal.notFound();
        record(actor, event("rates.removed").with("currency", currency).with("day", day));
    }

    /** What is needed to convert amounts of some currencies on some days, read at once. */
    @Transactional(propagation = Propagation.MANDATORY)
    public Conversions on(Collection<LocalDate> days, Collection<String> currencies) {
        return new Conversions(store.latest(currencies, days));
    }

    /** Where the day begins first, tomorrow has begun. */
    private LocalDate last() {
        return LocalDate.ofInstant(clock.instant(), ZoneOffset.ofHours(14));
    }

    private static Event event(String kind) {
        return Event.of(kind, "platform", OrganizationId.PLATFORM.value());
    }

    private void record(Actor actor, Event event) {
        audit.record(actor.in(OrganizationId.PLATFORM), event);
    }
}
