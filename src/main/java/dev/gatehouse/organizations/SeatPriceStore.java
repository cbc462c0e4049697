package dev.gatehouse.organizations;

import dev.gatehouse.currencies.Money;
import dev.gatehouse.platform.OrganizationId;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class SeatPriceStore {

    private final JdbcClient jdbc;

    SeatPriceStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** All that there were, the newest first; they change once in a while. */
    List<SeatPrice> of(OrganizationId organization) {
        return jdbc.sql(
                        "select since, amount, currency from seat_price where organization_id = :organization order by since desc")
                .param("organization", organization.value())
                .query((row, n) -> {
                    var amount = row.getBigDecimal("amount");
                    return new SeatPrice(
                            row.getObject("since", LocalDate.class),
                            amount == null ? null : Money.exact(amount, row.getString("currency")));
                })
                .list();
    }

    void put(OrganizationId organization, LocalDate since, @Nullable Money price) {
        jdbc.sql("""
                insert into seat_price (organization_id, since, amount, currency) values (:organization, :since, :amount, :currency)
                    on conflict (organization_id, since) do update set amount = excluded.amount, currency = excluded.currency
                """)
                .param("organization", organization.value())
                .param("since", since)
                .param("amount", price == null ? null : price.amount())
                .param("currency", price == null ? null : price.currency())
                .update();
    }
}
