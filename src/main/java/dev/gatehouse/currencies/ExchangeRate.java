package dev.gatehouse.currencies;

import java.math.BigDecimal;
import java.time.LocalDate;

/**
 * What one euro was worth on a day.
 *
 * @param currency as in ISO 4217; never the euro itself
 */
public record ExchangeRate(String currency, LocalDate day, BigDecimal perEuro) {}
