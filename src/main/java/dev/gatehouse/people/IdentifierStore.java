package dev.gatehouse.people;

import static dev.gatehouse.platform.Timestamps.utc;

import dev.gatehouse.platform.AccountId;
import dev.gatehouse.platform.EmailAddress;
import dev.gatehouse.platform.Timestamps;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class IdentifierStore {

    private final JdbcClient jdbc;

    IdentifierStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** In the order in which they count: the first is the main one. */
    List<AccountEmail> emails(AccountId account) {
        return jdbc.sql("""
                select id, email, email_key, verified_at is not null as verified, coalesce(verified_at, created_at) as since
                  from account_email where account_id = :account
                 order by chosen_at desc nulls last, verified_at nulls last, created_at
                """)
                .param("account", account.value())
                .query((row, n) -> new AccountEmail(
                        row.getObject("id", UUID.class),
                        row.getString("email"),
                        row.getString("email_key"),
                        row.getBoolean("verified"),
                        n == 0 && row.getBoolean("verified"),
                        Timestamps.instant(row, "since")))
                .list();
    }

    /** Holds the account until the transaction ends. */
    void lock(AccountId account) {
        jdbc.sql("select id from account where id = :account for no key update")
                .param("account", account.value())
                .query()
                .listOfRows();
    }

    /** Names an address, where the account does not yet. */
    void claim(AccountId account, EmailAddress address, Instant now) {
        jdbc.sql("""
                insert into account_email (account_id, email, email_key, created_at) values (:account, :email, :key, :now)
                    on conflict (account_id, email_key) do update set email = excluded.email
                """)
                .param("account", account.value())
                .param("email", address.value())
                .param("key", address.key())
                .param("now", utc(now))
                .update();
    }

    /** Each time later than before, so that the last one chosen is the main one. */
    void choose(AccountId account, UUID email, Instant now) {
        jdbc.sql("""
                update account_email
                   set chosen_at = greatest(:now::timestamptz,
                                            (select max(chosen_at) + interval '1 microsecond' from account_email where account_id = :account))
                 where account_id = :account and id = :email and verified_at is not null
                """)
                .param("now", utc(now))
                .param("account", account.value())
                .param("email", email)
                .update();
    }

    void delete(AccountId account, UUID email) {
        jdbc.sql("delete from account_email where account_id = :account and id = :email")
                .param("account", account.value())
                .param("email", email)
                .update();
    }

    void forgetPhone(AccountId account) {
        jdbc.sql("update account set phone = null, phone_verified_at = null where id = :account")
                .param("account", account.value())
                .update();
    }

    /** The records of organizations show the main address and the number, and not what was given up. */
    void follow(AccountId account, @Nullable String gonePhone, @Nullable String goneEmail) {
        jdbc.sql("select identifiers_follow(:account, :phone, :email)")
                .param("account", account.value())
                .param("phone", gonePhone)
                .param("email", goneEmail)
                .query()
                .singleRow();
    }
}
