package dev.gatehouse.platform;

import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class LimitStore {

    record Window(int taken, Instant endsAt) {}

    private final JdbcClient jdbc;

    LimitStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Window take(byte[] key, Instant now, Instant endsAt) {
        return jdbc.sql("""
                insert into limit_window as open (key, taken, ends_at) values (:key, 1, :ends)
                    on conflict (key) do update
                   set taken = case when open.ends_at <= :now then 1 else open.taken + 1 end,
                       ends_at = case when open.ends_at <= :now then excluded.ends_at else open.ends_at end
                returning taken, ends_at
                """)
                .param("key", key)
                .param("now", Timestamps.utc(now))
                .param("ends", Timestamps.utc(endsAt))
                .query((row, n) -> new Window(row.getInt("taken"), Timestamps.instant(row, "ends_at")))
                .single();
    }

    /** Locks the windows of keys in one order, opens those that are new or over, and tells what each holds; ends_at is that of its limit. */
    Map<String, Window> lock(List<byte[]> keys, List<Instant> ends, Instant now) {
        var windows = new HashMap<String, Window>();
        jdbc.sql("""
                insert into limit_window as open (key, taken, ends_at)
                select key, 0, ends from unnest(:keys::bytea[], :ends::text[]::timestamptz[]) as asked (key, ends) order by key
                    on conflict (key) do update
                   set taken = case when open.ends_at <= :now then 0 else open.taken end,
                       ends_at = case when open.ends_at <= :now then excluded.ends_at else open.ends_at end
                returning encode(key, 'hex') as hex, taken, ends_at
                """)
                .param("keys", keys.toArray(byte[][]::new))
                .param("ends", ends.stream().map(Instant::toString).toArray(String[]::new))
                .param("now", Timestamps.utc(now))
                .query(row -> {
                    windows.put(
                            row.getString("hex"), new Window(row.getInt("taken"), Timestamps.instant(row, "ends_at")));
                });
        return windows;
    }

    /** Counts so many for each of the keys, whose windows are locked. */
    void add(List<byte[]> keys, List<Integer> counts) {
        jdbc.sql("""
                update limit_window w set taken = w.taken + asked.count
                  from unnest(:keys::bytea[], :counts::integer[]) as asked (key, count)
                 where w.key = asked.key
                """)
                .param("keys", keys.toArray(byte[][]::new))
                .param("counts", counts.toArray(Integer[]::new))
                .update();
    }

    void giveBack(byte[] key) {
        jdbc.sql("update limit_window set taken = taken - 1 where key = :key and taken > 0")
                .param("key", key)
                .update();
    }

    /** Counts one for each key, in one lock order, and gives the window that holds most. */
    Optional<Window> fullest(List<byte[]> keys, Instant now, Instant endsAt) {
        return jdbc.sql("""
                with counted as (
                    insert into limit_window as open (key, taken, ends_at)
                    select key, 1, :ends from unnest(:keys::bytea[]) as key order by key
                        on conflict (key) do update
                       set taken = case when open.ends_at <= :now then 1 else open.taken + 1 end,
                           ends_at = case when open.ends_at <= :now then excluded.ends_at else open.ends_at end
                    returning taken, ends_at)
                select taken, ends_at from counted order by taken desc limit 1
                """)
                .param("keys", keys.toArray(byte[][]::new))
                .param("now", Timestamps.utc(now))
                .param("ends", Timestamps.utc(endsAt))
                .query((row, n) -> new Window(row.getInt("taken"), Timestamps.instant(row, "ends_at")))
                .optional();
    }

    /** Counts one for each key, in one lock order, and gives those, as hexadecimal digits, whose window holds more than it may. */
    Set<String> beyond(List<byte[]> keys, int most, Instant now, Instant endsAt) {
        return new HashSet<>(jdbc.sql("""
                with counted as (
                    insert into limit_window as open (key, taken, ends_at)
                    select key, 1, :ends from (select distinct unnest(:keys::bytea[]) as key) asked order by key
                        on conflict (key) do update
                       set taken = case when open.ends_at <= :now then 1 else open.taken + 1 end,
                           ends_at = case when open.ends_at <= :now then excluded.ends_at else open.ends_at end
                    returning key, taken)
                select encode(key, 'hex') from counted where taken > :most
                """)
                .param("keys", keys.toArray(byte[][]::new))
                .param("most", most)
                .param("now", Timestamps.utc(now))
                .param("ends", Timestamps.utc(endsAt))
                .query(String.class)
                .list());
    }

    /** The places in the list of those keys whose window is open and full. */
    List<Integer> full(List<byte[]> keys, int most, Instant now) {
        return jdbc.sql("""
                select asked.place - 1
                  from unnest(:keys::bytea[]) with ordinality as asked (key, place)
                  join limit_window w on w.key = asked.key
                 where w.taken >= :most and w.ends_at > :now
                """)
                .param("keys", keys.toArray(byte[][]::new))
                .param("most", most)
                .param("now", Timestamps.utc(now))
                .query((row, n) -> row.getInt(1))
                .list();
    }

    void clear(byte[] key) {
        jdbc.sql("delete from limit_window where key = :key").param("key", key).update();
    }

    int purge(Instant now) {
        return jdbc.sql("delete from limit_window where ends_at <= :now")
                .param("now", Timestamps.utc(now))
                .update();
    }
}
