package dev.gatehouse.signin;

import static dev.gatehouse.platform.Timestamps.instant;
import static dev.gatehouse.platform.Timestamps.utc;

import dev.gatehouse.platform.AccountId;
import java.time.Instant;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class GuardStore {

    private final JdbcClient jdbc;

    GuardStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Counts a try as failed before it is made, so that tries at once count too. Empty where it may not be made. */
    OptionalInt take(byte[] key, @Nullable AccountId account, int free, int most, Instant now) {
        return jdbc.sql("""
                insert into sign_in_guard as guard (key, account_id, failures, blocked_until, tried_at)
                values (:key, :account, 1, :now, :now)
                    on conflict (key) do update
                   set failures = guard.failures + 1, tried_at = :now,
                       blocked_until = :now + case when guard.failures + 1 < :free then interval '0'
                           else make_interval(secs => least(3600, 15 * 2 ^ least(guard.failures + 1 - :free, 10))) end
                 where guard.blocked_until <= :now and guard.failures < :most
                returning failures
                """)
                .param("key", key)
                .param("account", account == null ? null : account.value())
                .param("now", utc(now))
                .param("free", free)
                .param("most", most)
                .query(Integer.class)
                .optional()
                .map(OptionalInt::of)
                .orElseGet(OptionalInt::empty);
    }

    /** How it stands with a key: the failures in a row, and until when no try is made. */
    record Standing(int failures, Instant blockedUntil) {}

    Standing standing(byte[] key) {
        return jdbc.sql("select failures, blocked_until from sign_in_guard where key = :key")
                .param("key", key)
                .query((row, n) -> new Standing(row.getInt("failures"), instant(row, "blocked_until")))
                .single();
    }

    void giveBack(byte[] key, Instant now) {
        jdbc.sql("""
                update sign_in_guard set failures = failures - 1, blocked_until = least(blocked_until, :now)
                 where key = :key and failures > 0
                """).param("now", utc(now)).param("key", key).update();
    }

    void clear(byte[] key) {
        jdbc.sql("delete from sign_in_guard where key = :key").param("key", key).update();
    }

    /** What was typed and names nobody need not be kept for long; the counts of accounts are. */
    int purge(Instant before) {
        return jdbc.sql("delete from sign_in_guard where account_id is null and tried_at < :before")
                .param("before", utc(before))
                .update();
    }
}
