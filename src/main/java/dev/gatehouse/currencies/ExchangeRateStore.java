package dev.gatehouse.currencies;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class ExchangeRateStore {

    private final JdbcClient jdbc;

    ExchangeRateStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The newest first, after a key; of one currency, or of all where it is null. */
    List<ExchangeRate> after(@Nullable String currency, RateKey key, int most) {
        return jdbc.sql("""
                select currency, day, per_euro from exchange_rate
                 where day <= :day and (day < :day or currency > :key) and (:currency::text is null or currency = :currency)
                 order by day desc, currency limit :most
                """)
                .param("day", key.day())
                .param("key", key.currency())
                .param("currency", currency)
                .param("most", most)
                .query(ExchangeRateStore::rate)
                .list();
    }

    /** Those before a key, backwards from it. */
    List<ExchangeRate> before(@Nullable String currency, RateKey key, int most) {
        return jdbc.sql("""
                select currency, day, per_euro from exchange_rate
                 where day >= :day and (day > :day or currency < :key) and (:currency::text is null or currency = :currency)
                 order by day, currency desc limit :most
                """)
                .param("day", key.day())
                .param("key", key.currency())
                .param("currency", currency)
                .param("most", most)
                .query(ExchangeRateStore::rate)
                .list();
    }

    Optional<ExchangeRate> find(String currency, LocalDate day) {
        return jdbc.sql("select currency, day, per_euro from exchange_rate where currency = :currency and day = :day")
                .param("currency", currency)
                .param("day", day)
                .query(ExchangeRateStore::rate)
                .optional();
    }

    void put(List<ExchangeRate> rates) {
        jdbc.sql("""
                insert into exchange_rate (currency, day, per_euro)
                select * from unnest(:currencies::text[], :days::text[]::date[], :rates::numeric[])
                    on conflict (currency, day) do update set per_euro = excluded.per_euro
                """)
                .param("currencies", rates.stream().map(ExchangeRate::currency).toArray(String[]::new))
                .param("days", rates.stream().map(rate -> rate.day().toString()).toArray(String[]::new))
                .param("rates", rates.stream().map(ExchangeRate::perEuro).toArray(BigDecimal[]::new))
                .update();
    }

    boolean delete(String currency, LocalDate day) {
        return jdbc.sql("delete from exchange_rate where currency = :currency and day = :day")
                        .param("currency", currency)
                        .param("day", day)
                        .update()
                == 1;
    }

    /** For each of the days the latest rate of each currency on it or before it. */
    List<ExchangeRate> latest(Collection<String> currencies, Collection<LocalDate> days) {
        return jdbc.sql("""
                select distinct r.currency, r.day, r.per_euro
                  from unnest(:currencies::text[]) as asked (currency)
                 cross join unnest(:days::text[]::date[]) as moment (day)
                 cross join lateral (select currency, day, per_euro from exchange_rate
                                      where currency = asked.currency and day <= moment.day order by day desc limit 1) r
                """)
                .param("currencies", currencies.toArray(String[]::new))
                .param("days", days.stream().map(LocalDate::toString).toArray(String[]::new))
                .query(ExchangeRateStore::rate)
                .list();
    }

    private static ExchangeRate rate(ResultSet row, int n) throws SQLException {
        return new ExchangeRate(
                row.getString("currency"), row.getObject("day", LocalDate.class), row.getBigDecimal("per_euro"));
    }
}
