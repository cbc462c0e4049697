package dev.gatehouse.currencies;

/**
 * Something wrong in a file of exchange rates.
 *
 * @param code {@code rates.fault.<code>} says what
 * @param value what stands there; empty where that helps nobody
 */
public record RateFault(int line, String code, String value) {}
