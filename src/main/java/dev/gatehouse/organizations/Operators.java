package dev.gatehouse.organizations;

import dev.gatehouse.access.Access;
import dev.gatehouse.audit.Audit;
import dev.gatehouse.audit.Event;
import dev.gatehouse.currencies.Money;
import dev.gatehouse.platform.Actor;
import dev.gatehouse.platform.OrganizationId;
import dev.gatehouse.platform.Refusal;
import dev.gatehouse.platform.Regions;
import dev.gatehouse.platform.Slice;
import dev.gatehouse.platform.Tenancy;
import java.time.Clock;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * What the people who run the platform do with its organizations (ORG-7): they see numbers, never people. Each act
 * stands in the organization's own log, where its admins read it.
 */
@Service
public class Operators {

    static final int PAGE = 50;
    static final int MOST_SEATS = 100_000_000;
    static final int MOST_SMS = 99_999_999;
    private static final Pattern SMS_BUDGET = Pattern.compile("[0-9]{0,8}");

    /** A seat may cost parts of the smallest coin. */
    private static final int PRICE_DIGITS = 4;

    private final OperatorStore store;
    private final OrganizationStore organizations;
    private final SeatPrices prices;
    private final Access access;
    private final Tenancy tenancy;
    private final Audit audit;
    private final Clock clock;

    Operators(
            OperatorStore store,
            OrganizationStore organizations,
            SeatPrices prices,
            Access access,
            Tenancy tenancy,
            Audit audit,
            Clock clock) {
        this.store = store;
        this.organizations = organizations;
        this.prices = prices;
        this.access = access;
        this.tenancy = tenancy;
        this.audit = audit;
        this.clock = clock;
    }

    /** Demands that the actor runs the platform. Refuses with {@code not.found}. */
    @Transactional(readOnly = true)
    public void require(Actor actor) {
        access.requireOperator(actor);
    }

    /** The organizations in the order of their addresses, after or before one of them; from the first where both are null. */
    @Transactional(readOnly = true)
    public Slice<Organization> list(Actor actor, @Nullable String after, @Nullable String before) {
        access.requireOperator(actor);
        if (before != null) {
            var rows = store.before(before, PAGE + 1);
            var more = rows.size() > PAGE;
            var page = (more ? rows.subList(0, PAGE) : rows).reversed();
            return new Slice<>(
                    page,
                    more ? page.getFirst().slug() : null,
                    page.isEmpty() ? null : page.getLast().slug());
        }
        var rows = store.after(after == null ? "" : after, PAGE + 1);
        var first = Slice.first(rows, PAGE, Organization::slug);
        var previous = after == null || first.rows().isEmpty()
                ? null
                : first.rows().getFirst().slug();
        return new Slice<>(first.rows(), previous, first.next());
    }

    /** One organization. Refuses with {@code not.found}. */
    @Transactional(readOnly = true)
    public Organization get(Actor actor, OrganizationId id) {
        access.requireOperator(actor);
        return organizations.find(id).orElseThrow(Refusal::notFound);
    }

    /**
     * Sets how many seats an organization may have; null for no limit. Refuses with {@code seats.below} when more are in
     * use, whatever is raced: the counter's row decides.
     */
    @Transactional
    public void setSeats(Actor actor, OrganizationId id, @Nullable Integer seats) {
        access.requireOperator(actor);
        if (seats != null && (seats < 0 || seats > MOST_SEATS))
            throw Refusal.input("seats", "seats.number", MOST_SEATS);
        var before = store.lock(id).orElseThrow(Refusal::notFound);
        if (Objects.equals(before.seatsAllowed(), seats)) return;
        if (seats != null && seats < before.seatsUsed())
            throw Refusal.input("seats", "seats.below", seats, before.seatsUsed());
        store.setSeats(id, seats);
        record(
                actor,
                id,
                Event.of("organization.seats_changed", "organization", id.value())
                        .with("from", written(before.seatsAllowed()))
                        .with("to", written(seats)));
    }

    /** What a seat of an organization costs a month; empty where that is not known (ORG-5). */
    @Transactional(readOnly = true)
    public Optional<Money> price(Actor actor, OrganizationId id) {
        access.requireOperator(actor);
        tenancy.enter(id);
        return Optional.ofNullable(prices.current(id));
    }

    /**
     * Sets what a seat costs a month from today on; null for what is not known. What it cost before stays with the days before. Refuses at
     * {@code price} and {@code currency}.
     */
    @Transactional
    public void setPrice(Actor actor, OrganizationId id, @Nullable Money typed) {
        access.requireOperator(actor);
        if (typed != null && (typed.amount().signum() < 0 || typed.amount().scale() > PRICE_DIGITS))
            throw Refusal.input("price", "price.number");
        if (typed != null && !Regions.isCurrency(typed.currency())) throw Refusal.input("currency", "currency.unknown");
        var price = typed == null ? null : Money.exact(typed.amount(), typed.currency());
        if (store.lock(id).isEmpty()) throw Refusal.notFound();
        tenancy.enter(id);
        var before = prices.current(id);
        if (Objects.equals(written(before), written(price))) return;
        prices.set(id, price);
        record(
                actor,
                id,
                Event.of("organization.price_changed", "organization", id.value())
                        .with("from", written(before))
                        .with("to", written(price)));
    }

    /** What an organization may send by text message. */
    @Transactional(readOnly = true)
    public SmsAllowance smsAllowance(Actor actor, OrganizationId id) {
        access.requireOperator(actor);
        tenancy.enter(id);
        return store.smsAllowance(id).orElseThrow(Refusal::notFound);
    }

    /**
     * Sets what an organization may send by text message. Refuses at {@code budget} with {@code sms.allowance.number} and at
     * {@code countries} with {@code sms.allowance.country}.
     */
    @Transactional
    public void setSmsAllowance(Actor actor, OrganizationId id, SmsAllowance allowance) {
        access.requireOperator(actor);
        var budget = allowance.budget().strip();
        if (!SMS_BUDGET.matcher(budget).matches()) throw Refusal.input("budget", "sms.allowance.number", MOST_SMS);
        var countries = new TreeSet<String>();
        for (var word : allowance.countries().split("[,;\\s]+", -1)) {
            var country = word.toUpperCase(Locale.ROOT);
            if (!country.isEmpty() && !Regions.isCountry(country))
                throw Refusal.input("countries", "sms.allowance.country", word);
            if (!country.isEmpty()) countries.add(country);
        }
        if (store.lock(id).isEmpty()) throw Refusal.notFound();
        tenancy.enter(id);
        if (store.setSmsAllowance(id, budget.isEmpty() ? null : Integer.valueOf(budget), countries))
            record(actor, id, Event.of("organization.sms_changed", "organization", id.value()));
    }

    /** Suspends an organization: nobody enters it until it is resumed; nothing is lost. */
    @Transactional
    public Organization suspend(Actor actor, OrganizationId id) {
        access.requireOperator(actor);
        var organization = store.lock(id).orElseThrow(Refusal::notFound);
        if (store.suspend(id, clock.instant()))
            record(actor, id, Event.of("organization.suspended", "organization", id.value()));
        return organization;
    }

    /** Lets people into a suspended organization again. */
    @Transactional
    public Organization resume(Actor actor, OrganizationId id) {
        access.requireOperator(actor);
        var organization = store.lock(id).orElseThrow(Refusal::notFound);
        if (store.resume(id)) record(actor, id, Event.of("organization.resumed", "organization", id.value()));
        return organization;
    }

    private void record(Actor actor, OrganizationId id, Event event) {
        tenancy.enter(id);
        audit.record(actor.in(id), event);
    }

    private static String written(@Nullable Money price) {
        return price == null ? "" : price.amount().toPlainString() + " " + price.currency();
    }

    private static String written(@Nullable Integer seats) {
        return seats == null ? "unlimited" : seats.toString();
    }
}
