package dev.gatehouse.currencies;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The rates that hold on some days: of each currency the latest on that day or before it. */
public final class Conversions {

    private static final String EURO = "EUR";

    private final Map<String, TreeMap<LocalDate, ExchangeRate>> rates = new HashMap<>();

    Conversions(List<ExchangeRate> rates) {
        for (var rate : rates)
            this.rates.computeIfAbsent(rate.currency(), _ -> new TreeMap<>()).put(rate.day(), rate);
    }

    /**
     * An amount of one currency in another, by the rates of a day that was asked for. It is rounded once, at the end. Empty where one of the
     * currencies has no rate on that day or before it.
     */
    public Optional<Converted> convert(BigDecimal amount, String from, String to, LocalDate on) {
        if (from.equals(to)) return Optional.of(new Converted(Money.rounded(amount, to), null, null));
        var first = rate(from, on);
        var second = rate(to, on);
        if (first == null || second == null) return Optional.empty();
        var rate = second.perEuro().divide(first.perEuro(), MathContext.DECIMAL128);
        var converted = amount.multiply(second.perEuro()).divide(first.perEuro(), MathContext.DECIMAL128);
        var older = first.day().isBefore(second.day()) ? first.day() : second.day();
        return Optional.of(new Converted(Money.rounded(converted, to), rate, older));
    }

    private @Nullable ExchangeRate rate(String currency, LocalDate on) {
        if (currency.equals(EURO)) return new ExchangeRate(EURO, LocalDate.MAX, BigDecimal.ONE);
        var known = rates.get(currency);
        var latest = known == null ? null : known.floorEntry(on);
        return latest == null ? null : latest.getValue();
    }
}
