package dev.gatehouse.organizations;

import dev.gatehouse.currencies.Money;
import dev.gatehouse.platform.Texts;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.text.NumberFormat;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * What the seats of a month cost (ORG-5).
 *
 * @param money in the viewer's currency; in that of the price where no rate is known
 * @param price what a seat cost then
 * @param rate what one of the price's currency was in the viewer's; null where they are one, or none is known
 * @param day of which day that rate is
 */
public record Cost(
        Money money,
        Money price,
        @Nullable BigDecimal rate,
        @Nullable LocalDate day) {

    private static final int SHOWN_DIGITS = 4;

    /** The rate in four digits, or as many as a small one needs to be read. */
    public String words(Texts.Language language) {
        if (rate == null) return "";
        var digits = Math.max(SHOWN_DIGITS, SHOWN_DIGITS - rate.precision() + rate.scale());
        var format = NumberFormat.getNumberInstance(language.locale());
        format.setMaximumFractionDigits(digits);
        format.setRoundingMode(RoundingMode.HALF_EVEN);
        return format.format(rate);
    }
}
