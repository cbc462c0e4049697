package dev.gatehouse.currencies;

import dev.gatehouse.console.Shell;
import dev.gatehouse.platform.Refusal;
import dev.gatehouse.platform.Regions;
import dev.gatehouse.platform.Slice;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.text.NumberFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The operators' page of exchange rates.
 *
 * @param only the currency whose rates are listed; empty for all
 * @param typed what stands in the form of one rate
 * @param refusal what is wrong with it; null where nothing is
 * @param faults what is wrong in the file that was sent; empty where nothing is
 * @param more how many faults there are beyond those
 */
public record RatesView(
        Slice<ExchangeRate> rates,
        String only,
        Typed typed,
        @Nullable Refusal refusal,
        List<RateFault> faults,
        int more) {

    /** How a file of rates begins. */
    public static final String SAMPLE = "currency,day,rate\nUSD,2026-09-30,1.0842";

    public RatesView {
        faults = List.copyOf(faults);
    }

    /** One rate as it was typed. */
    public record Typed(String currency, String day, String rate) {}

    /** The sentence that stands at a field; null where it is right. */
    public @Nullable String problem(Shell shell, String field) {
        return refusal != null && field.equals(refusal.field()) ? shell.refusal(refusal) : null;
    }

    /** The sentence for a fault of the file. */
    public String fault(Shell shell, RateFault fault) {
        return shell.text("rates.fault." + fault.code(), fault.value());
    }

    /** The currencies that can have a rate, by name. */
    public List<Regions.Option> currencies(Shell shell) {
        return Regions.currencies(shell.language()).stream()
                .filter(option -> RateFile.knows(option.code()))
                .toList();
    }

    /** A rate with all of its digits. */
    public String number(Shell shell, ExchangeRate rate) {
        var format = NumberFormat.getNumberInstance(shell.language().locale());
        format.setMaximumFractionDigits(rate.perEuro().scale());
        return format.format(rate.perEuro());
    }

    /** The list from another place. */
    public String page(String direction, String key) {
        var currency = only.isEmpty() ? "" : "currency=" + URLEncoder.encode(only, StandardCharsets.UTF_8) + "&";
        return "/operator/rates?" + currency + direction + "=" + key;
    }

    /** Where a rate can be taken away. */
    public static String removal(ExchangeRate rate) {
        return "/operator/rates/" + rate.currency() + "/" + rate.day() + "/removal";
    }
}
