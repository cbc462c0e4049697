package dev.gatehouse.messages;

import dev.gatehouse.platform.Tenancy;
import java.math.BigInteger;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Writes at a message what its gateway said later. */
class Receipts {

    /** A receipt may overtake our own note that the part was taken. */
    private static final Duration WAITS = Duration.ofHours(1);

    private static final Duration FIRST = Duration.ofSeconds(1);
    private static final Pattern DECIMAL = Pattern.compile("[0-9]{1,19}");
    private static final Pattern HEXADECIMAL = Pattern.compile("[0-9a-f]{1,16}");

    private final SmsStore store;
    private final Tenancy tenancy;
    private final TransactionTemplate transaction;
    private final Clock clock;

    Receipts(SmsStore store, Tenancy tenancy, PlatformTransactionManager transactions, Clock clock) {
        this.store = store;
        this.tenancy = tenancy;
        this.transaction = new TransactionTemplate(transactions);
        this.clock = clock;
    }

    /** Notes one receipt. Where nobody knows its part yet it comes again, for an hour: then it was none of ours. */
    Delivery.Next read(Receipt receipt) {
        var known = transaction.execute(status -> {
            var id = receipt.gatewayId().toLowerCase(Locale.ROOT);
            var place = store.find(List.of(id)).or(() -> store.find(otherwise(id)));
            place.ifPresent(part -> {
                tenancy.enter(part.message().organizationId());
                store.lock(part.message());
                store.report(part, receipt.problem());
                store.follow(part.message());
            });
            return place.isPresent();
        });
        var age = Duration.between(receipt.receivedAt(), clock.instant());
        return Boolean.TRUE.equals(known) || age.compareTo(WAITS) >= 0
                ? new Delivery.Over()
                : new Delivery.Later(clock.instant().plus(age.compareTo(FIRST) > 0 ? age : FIRST));
    }

    /** Many centres answer in hexadecimal and report in decimal digits, as the examples of SMPP 3.3 did, or the other way round. */
    private static List<String> otherwise(String id) {
        var ids = new ArrayList<String>();
        if (DECIMAL.matcher(id).matches()) ids.add(new BigInteger(id).toString(16));
        if (HEXADECIMAL.matcher(id).matches()) ids.add(new BigInteger(id, 16).toString());
        return ids;
    }
}
