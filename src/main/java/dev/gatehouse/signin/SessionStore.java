package dev.gatehouse.signin;

import static dev.gatehouse.platform.Timestamps.instant;
import static dev.gatehouse.platform.Timestamps.utc;

import dev.gatehouse.platform.AccountId;
import dev.gatehouse.platform.Origin;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class SessionStore {

    private final JdbcClient jdbc;

    SessionStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * The lock makes this wait for a password change that is under way; its new version is then seen here. An initial password opens no
     * session, whichever way it comes (CRE-2).
     */
    boolean insert(byte[] hash, AccountId account, int version, Origin origin, Instant now, Instant expiresAt) {
        return jdbc.sql("""
                with unchanged as (
                    select id from account where id = :account and credential_version = :version and not password_initial for share)
                insert into session (secret_hash, account_id, address, user_agent, created_at, last_used_at, expires_at)
                select :hash, id, :address, :userAgent, :now, :now, :expires from unchanged
                """)
                        .param("account", account.value())
                        .param("version", version)
                        .param("hash", hash)
                        .param("address", origin.address())
                        .param("userAgent", origin.userAgent())
                        .param("now", utc(now))
                        .param("expires", utc(expiresAt))
                        .update()
                == 1;
    }

    Optional<Viewer> find(byte[] hash, Instant now, Instant idleSince) {
        return jdbc.sql("""
                select s.id, s.account_id, s.last_used_at, a.first_name, a.last_name, a.language, a.time_zone,
                       coalesce((select e.email from account_email e
                                  where e.account_id = a.id order by e.chosen_at desc nulls last, e.verified_at nulls last, e.created_at limit 1), a.phone, '') as email,
                       exists (select from operator o where o.account_id = a.id) as operator
                  from session s join account a on a.id = s.account_id
                 where s.secret_hash = :hash and s.expires_at > :now and s.last_used_at > :idle
                """)
                .param("hash", hash)
                .param("now", utc(now))
                .param("idle", utc(idleSince))
                .query((row, n) -> new Viewer(
                        row.getObject("id", UUID.class),
                        new AccountId(row.getObject("account_id", UUID.class)),
                        instant(row, "last_used_at"),
                        row.getString("first_name"),
                        row.getString("last_name"),
                        row.getString("language"),
                        row.getString("time_zone"),
                        row.getString("email"),
                        row.getBoolean("operator")))
                .optional();
    }

    void touch(UUID session, Origin origin, Instant now) {
        jdbc.sql("""
                update session set last_used_at = :now, address = :address, user_agent = :userAgent
                 where id = :session and last_used_at < :now
                """)
                .param("now", utc(now))
                .param("address", origin.address())
                .param("userAgent", origin.userAgent())
                .param("session", session)
                .update();
    }

    List<Session> list(AccountId account, UUID current, Instant now, Instant idleSince) {
        return jdbc.sql("""
                select id, address, user_agent, created_at, last_used_at
                  from session
                 where account_id = :account and expires_at > :now and last_used_at > :idle
                 order by id = :current desc, last_used_at desc
                 limit 200
                """)
                .param("account", account.value())
                .param("now", utc(now))
                .param("idle", utc(idleSince))
                .param("current", current)
                .query((row, n) -> new Session(
                        row.getObject("id", UUID.class),
                        row.getString("address"),
                        row.getString("user_agent"),
                        instant(row, "created_at"),
                        instant(row, "last_used_at"),
                        row.getObject("id", UUID.class).equals(current)))
                .list();
    }

    boolean delete(AccountId account, UUID session) {
        return jdbc.sql("delete from session where account_id = :account and id = :session")
                        .param("account", account.value())
                        .param("session", session)
                        .update()
                == 1;
    }

    int deleteOthers(AccountId account, UUID kept) {
        return jdbc.sql("delete from session where account_id = :account and id <> :kept")
                .param("account", account.value())
                .param("kept", kept)
                .update();
    }

    int deleteAll(AccountId account) {
        return jdbc.sql("delete from session where account_id = :account")
                .param("account", account.value())
                .update();
    }

    void renew(UUID session, byte[] hash) {
        jdbc.sql("update session set secret_hash = :hash where id = :session")
                .param("hash", hash)
                .param("session", session)
                .update();
    }

    int purge(Instant now, Instant idleSince) {
        return jdbc.sql("delete from session where expires_at <= :now or last_used_at <= :idle")
                .param("now", utc(now))
                .param("idle", utc(idleSince))
                .update();
    }
}
