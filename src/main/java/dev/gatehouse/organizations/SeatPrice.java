package dev.gatehouse.organizations;

import dev.gatehouse.currencies.Money;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * What a seat costs a month.
 *
 * @param since the first day on which it holds, until another one does
 * @param money null where from that day on no price is known
 */
public record SeatPrice(LocalDate since, @Nullable Money money) {}
