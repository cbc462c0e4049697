package dev.gatehouse.setup;

import dev.gatehouse.platform.AccountId;
import dev.gatehouse.platform.Timestamps;
import java.time.Instant;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class SetUpStore {

    private final JdbcClient jdbc;

    SetUpStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** All processes on this database: one after the other, until the transaction ends. */
    void takeTurns() {
        jdbc.sql("select pg_advisory_xact_lock(hashtextextended('gatehouse set-up', 0))")
                .query((row, n) -> true)
                .single();
    }

    boolean hasOperator() {
        return jdbc.sql("select exists (select from operator)")
                .query(Boolean.class)
                .single();
    }

    void insertOperator(AccountId account, Instant now) {
        jdbc.sql("insert into operator (account_id, since) values (:account, :now)")
                .param("account", account.value())
                .param("now", Timestamps.utc(now))
                .update();
    }
}
