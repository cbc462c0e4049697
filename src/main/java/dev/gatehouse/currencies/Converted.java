package dev.gatehouse.currencies;

import java.math.BigDecimal;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * An amount in another currency.
 *
 * @param rate what one of the first currency is in the other; null where both are one
 * @param day of which day the rate is, the older of two; null where none was needed
 */
public record Converted(
        Money money, @Nullable BigDecimal rate, @Nullable LocalDate day) {}
