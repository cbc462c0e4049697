package dev.gatehouse.organizations;

import dev.gatehouse.console.Shell;
import dev.gatehouse.currencies.Money;
import dev.gatehouse.platform.Refusal;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One organization as operators see it.
 *
 * @param seats what stands in the field; empty for no limit
 * @param price what stands in the field of what a seat costs; empty for what is not known
 * @param refusal what is wrong with one of them; null where nothing is
 */
public record OperatorView(
        Organization organization,
        String seats,
        String price,
        String currency,
        SmsAllowance sms,
        @Nullable Refusal refusal) {

    static OperatorView of(Organization organization, Optional<Money> price, SmsAllowance sms) {
        var seats = organization.seatsAllowed();
        return new OperatorView(
                organization,
                seats == null ? "" : seats.toString(),
                price.map(money -> money.amount().toPlainString()).orElse(""),
                price.map(Money::currency).orElse("EUR"),
                sms,
                null);
    }

    OperatorView seats(String typed, Refusal wrong) {
        return new OperatorView(organization, typed, price, currency, sms, wrong);
    }

    OperatorView price(String typed, String typedCurrency, Refusal wrong) {
        return new OperatorView(organization, seats, typed, typedCurrency, sms, wrong);
    }

    OperatorView sms(SmsAllowance typed, Refusal wrong) {
        return new OperatorView(organization, seats, price, currency, typed, wrong);
    }

    /** The sentence that stands at a field; null where it is right. */
    public @Nullable String problem(Shell shell, String field) {
        return refusal != null && field.equals(refusal.field()) ? shell.refusal(refusal) : null;
    }
}
