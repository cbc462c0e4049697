package dev.gatehouse.currencies;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.platform.Texts;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConversionsTest {

    private static final LocalDate JUNE = LocalDate.of(2026, 6, 30);
    private static final LocalDate JULY = LocalDate.of(2026, 7, 31);

    private final Conversions conversions = new Conversions(List.of(
            new ExchangeRate("USD", JUNE.minusDays(2), new BigDecimal("1.25")),
            new ExchangeRate("USD", JULY, new BigDecimal("2")),
            new ExchangeRate("JPY", JUNE, new BigDecimal("160"))));

    @ParameterizedTest(name = "ORG-5 {0} {1} are {3} {2} by the rate of {5}, on {4}")
    @CsvSource({
        "100.00, EUR, USD, 125.00, 2026-06-30, 2026-06-28",
        "100.00, EUR, USD, 200.00, 2026-08-15, 2026-07-31",
        "100.00, USD, EUR, 80.00,  2026-07-30, 2026-06-28",
        "100.00, USD, JPY, 12800,  2026-06-30, 2026-06-28",
        "1.00,   EUR, JPY, 160,    2026-07-31, 2026-06-30",
        "0.01,   EUR, JPY, 2,      2026-07-31, 2026-06-30"
    })
    void converts(BigDecimal amount, String from, String to, BigDecimal expected, LocalDate on, LocalDate day) {
        var converted = conversions.convert(amount, from, to, on).orElseThrow();

        assertThat(converted.money()).isEqualTo(new Money(expected, to));
        assertThat(converted.day()).isEqualTo(day);
    }

    @Test
    @DisplayName(
            "ORG-5 without a rate on the day or before it there is no conversion; within one currency none is needed")
    void missing() {
        assertThat(conversions.convert(BigDecimal.ONE, "EUR", "USD", JUNE.minusDays(3)))
                .isEmpty();
        assertThat(conversions.convert(BigDecimal.ONE, "USD", "CHF", JULY)).isEmpty();
        var same =
                conversions.convert(new BigDecimal("0.125"), "CHF", "CHF", JUNE).orElseThrow();
        assertThat(same.money()).isEqualTo(new Money(new BigDecimal("0.12"), "CHF"));
        assertThat(same.day()).isNull();
    }

    @ParameterizedTest(name = "ORG-5 {0} {1} are rounded once, halves to the even neighbour: {2}")
    @CsvSource({"2.005, EUR, 2.00", "2.015, EUR, 2.02", "2.5, JPY, 2", "3.5, JPY, 4", "1.0005, KWD, 1.000"})
    void rounding(BigDecimal amount, String currency, BigDecimal rounded) {
        assertThat(Money.rounded(amount, currency).amount()).isEqualTo(rounded);
    }

    @ParameterizedTest(name = "CON-2 {0} {1} are written in {2} as {3}")
    @CsvSource(
            delimiter = '|',
            value = {
                "1234.5|EUR|de|1.234,50\u00a0€",
                "1234.5|EUR|en|€1,234.50",
                "1234|JPY|de|1.234\u00a0¥",
                "0.125|USD|en|US$0.125"
            })
    void words(BigDecimal amount, String currency, String language, String words) {
        assertThat(Money.exact(amount, currency).words(new Texts().in(Locale.of(language))))
                .isEqualTo(words);
    }
}
