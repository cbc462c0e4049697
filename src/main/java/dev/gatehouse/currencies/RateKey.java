package dev.gatehouse.currencies;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Optional;

/** A place in the list of rates, as it stands in an address: {@code 2026-09-30.USD}. */
record RateKey(LocalDate day, String currency) {

    static RateKey of(ExchangeRate rate) {
        return new RateKey(rate.day(), rate.currency());
    }

    static Optional<RateKey> read(String text) {
        var dot = text.indexOf('.');
        if (dot < 0) return Optional.empty();
        try {
            return Optional.of(new RateKey(LocalDate.parse(text.substring(0, dot)), text.substring(dot + 1)));
        } catch (DateTimeException odd) {
            return Optional.empty();
        }
    }

    @Override
    public String toString() {
        return day + "." + currency;
    }
}
