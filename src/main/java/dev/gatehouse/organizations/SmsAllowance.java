package dev.gatehouse.organizations;

/**
 * What an organization may send by text message, as operators type it (decision 0012).
 *
 * @param budget most in 24 hours; empty for what the server's settings say
 * @param countries codes of the countries that messages may go to (ISO 3166), with commas between; empty for those of the settings
 */
public record SmsAllowance(String budget, String countries) {}
