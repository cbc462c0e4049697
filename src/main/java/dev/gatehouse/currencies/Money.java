package dev.gatehouse.currencies;

import dev.gatehouse.platform.Texts;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.text.NumberFormat;
import java.util.Currency;

/**
 * An amount of a currency.
 *
 * @param currency as in ISO 4217
 */
public record Money(BigDecimal amount, String currency) {

    /** The amount in the digits that the currency has, as ISO 4217 says: two of the euro, none of the yen. Halves go to the even neighbour. */
    public static Money rounded(BigDecimal amount, String currency) {
        return new Money(amount.setScale(digits(currency), RoundingMode.HALF_EVEN), currency);
    }

    /** An amount as it was agreed, with at least the digits that the currency has; a price may have more. */
    public static Money exact(BigDecimal amount, String currency) {
        var digits = Math.max(digits(currency), amount.stripTrailingZeros().scale());
        return new Money(amount.setScale(digits, RoundingMode.UNNECESSARY), currency);
    }

    /** As the reader's language writes it, with the digits that the amount has. */
    public String words(Texts.Language language) {
        var format = NumberFormat.getCurrencyInstance(language.locale());
        format.setCurrency(Currency.getInstance(currency));
        format.setMinimumFractionDigits(Math.max(0, amount.scale()));
        format.setMaximumFractionDigits(Math.max(0, amount.scale()));
        return format.format(amount);
    }

    private static int digits(String currency) {
        return Math.max(0, Currency.getInstance(currency).getDefaultFractionDigits());
    }
}
