package dev.gatehouse.people;

import static dev.gatehouse.platform.Timestamps.utc;

import dev.gatehouse.platform.AccountId;
import dev.gatehouse.platform.EmailAddress;
import dev.gatehouse.platform.PhoneNumber;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class AccountStore {

    private static final RowMapper<Credentials> CREDENTIALS = (row, n) -> new Credentials(
            new AccountId(row.getObject("id", UUID.class)),
            row.getString("password_hash"),
            row.getInt("credential_version"),
            row.getBoolean("verified"),
            row.getBoolean("password_initial"));

    private final JdbcClient jdbc;

    AccountStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Optional<Account> find(AccountId account) {
        return jdbc.sql("""
                select a.id, a.first_name, a.last_name, a.language, a.time_zone, a.currency, a.phone, a.credential_version, a.password_initial,
                       a.second_factor is not null as second_factor,
                       coalesce(e.email, '') as email, e.verified_at is not null as verified
                  from account a
                  left join lateral (select email, verified_at from account_email
                                      where account_id = a.id order by chosen_at desc nulls last, verified_at nulls last, created_at limit 1) e on true
                 where a.id = :account
                """)
                .param("account", account.value())
                .query((row, n) -> new Account(
                        account,
                        row.getString("first_name"),
                        row.getString("last_name"),
                        row.getString("language"),
                        row.getString("time_zone"),
                        row.getString("currency"),
                        row.getString("email"),
                        row.getBoolean("verified"),
                        row.getString("phone"),
                        row.getInt("credential_version"),
                        row.getBoolean("password_initial"),
                        row.getBoolean("second_factor")))
                .optional();
    }

    Optional<AccountId> byVerifiedEmail(String key) {
        return jdbc.sql("select account_id from account_email where email_key = :key and verified_at is not null")
                .param("key", key)
                .query((row, n) -> new AccountId(row.getObject("account_id", UUID.class)))
                .optional();
    }

    Optional<Credentials> credentials(String key) {
        return jdbc.sql("""
                select a.id, a.password_hash, a.credential_version, a.password_initial, e.verified_at is not null as verified
                  from account_email e join account a on a.id = e.account_id
                 where e.email_key = :key
                 order by e.verified_at nulls last, e.created_at desc
                 limit 1
                """).param("key", key).query(CREDENTIALS).optional();
    }

    Optional<Credentials> credentials(AccountId account) {
        return jdbc.sql("""
                select a.id, a.password_hash, a.credential_version, a.password_initial,
                       exists (select from account_email e where e.account_id = a.id and e.verified_at is not null)
                           or not exists (select from account_email e where e.account_id = a.id) as verified
                  from account a
                 where a.id = :account
                """)
                .param("account", account.value())
                .query(CREDENTIALS)
                .optional();
    }

    /** Those that have proved the number; more than a few are nobody's own. */
    List<Credentials> credentials(PhoneNumber number) {
        return jdbc.sql("""
                select a.id, a.password_hash, a.credential_version, a.password_initial,
                       exists (select from account_email e where e.account_id = a.id and e.verified_at is not null)
                           or not exists (select from account_email e where e.account_id = a.id) as verified
                  from account a
                 where a.phone = :phone and a.phone_verified_at is not null
                 order by a.id
                 limit 10
                """).param("phone", number.value()).query(CREDENTIALS).list();
    }

    /** False where it was so already. */
    boolean setSecondFactor(AccountId account, boolean on) {
        return jdbc.sql("""
                update account set second_factor = case when :on then 'email' end
                 where id = :account and (second_factor is not null) <> :on
                """).param("on", on).param("account", account.value()).update() == 1;
    }

    boolean secondFactorDemanded(AccountId account) {
        return jdbc.sql("select mfa_required_of(:account)")
                .param("account", account.value())
                .query(Boolean.class)
                .single();
    }

    int passwordMinimum(AccountId account) {
        return jdbc.sql("select password_minimum_of(:account)")
                .param("account", account.value())
                .query(Integer.class)
                .single();
    }

    AccountId insert(Profile profile, NewAccount account, Instant now) {
        return jdbc.sql("""
                insert into account (first_name, last_name, language, time_zone, currency, password_hash, password_initial, created_at)
                values (:firstName, :lastName, :language, :timeZone, :currency, :hash, :initial, :now)
                returning id
                """)
                .param("firstName", profile.firstName())
                .param("lastName", profile.lastName())
                .param("language", profile.language())
                .param("timeZone", profile.timeZone())
                .param("currency", profile.currency())
                .param("hash", account.passwordHash())
                .param("initial", account.initial())
                .param("now", utc(now))
                .query((row, n) -> new AccountId(row.getObject("id", UUID.class)))
                .single();
    }

    void insertEmail(AccountId account, EmailAddress address, Instant now) {
        jdbc.sql("""
                insert into account_email (account_id, email, email_key, created_at) values (:account, :email, :key, :now)
                    on conflict (account_id, email_key) do nothing
                """)
                .param("account", account.value())
                .param("email", address.value())
                .param("key", address.key())
                .param("now", utc(now))
                .update();
    }

    void forgetClaims(AccountId account) {
        jdbc.sql("delete from account_email where account_id = :account and verified_at is null")
                .param("account", account.value())
                .update();
    }

    void verifyPhone(AccountId account, PhoneNumber number, Instant now) {
        jdbc.sql("update account set phone = :phone, phone_verified_at = :now where id = :account")
                .param("phone", number.value())
                .param("now", utc(now))
                .param("account", account.value())
                .update();
    }

    /** Those who prove one address at once take turns until their transactions end; the second then sees the first. */
    void takeTurns(EmailAddress address) {
        jdbc.sql("select pg_advisory_xact_lock(hashtextextended(:key, 0))")
                .param("key", address.key())
                .query()
                .singleRow();
    }

    boolean verifyEmail(AccountId account, EmailAddress address, Instant now) {
        return jdbc.sql("""
                update account_email mine set verified_at = coalesce(verified_at, :now)
                 where account_id = :account and email_key = :key
                   and not exists (select from account_email other
                                    where other.email_key = :key and other.verified_at is not null and other.account_id <> :account)
                """)
                        .param("now", utc(now))
                        .param("account", account.value())
                        .param("key", address.key())
                        .update()
                == 1;
    }

    void discard(List<AccountId> accounts) {
        jdbc.sql("select discard_accounts(:accounts::uuid[])")
                .param("accounts", accounts.stream().map(AccountId::value).toArray(UUID[]::new))
                .query()
                .singleRow();
    }

    void update(AccountId account, Profile profile) {
        jdbc.sql("""
                update account
                   set first_name = :firstName, last_name = :lastName, language = :language, time_zone = :timeZone, currency = :currency
                 where id = :account
                """)
                .param("firstName", profile.firstName())
                .param("lastName", profile.lastName())
                .param("language", profile.language())
                .param("timeZone", profile.timeZone())
                .param("currency", profile.currency())
                .param("account", account.value())
                .update();
    }

    void setLanguage(AccountId account, String language) {
        jdbc.sql("update account set language = :language where id = :account")
                .param("language", language)
                .param("account", account.value())
                .update();
    }

    void membersFollow(AccountId account) {
        jdbc.sql("select members_follow(:account)")
                .param("account", account.value())
                .query()
                .singleRow();
    }

    boolean setPassword(AccountId account, int version, String hash) {
        return jdbc.sql("""
                update account set password_hash = :hash, credential_version = credential_version + 1, password_initial = false
                 where id = :account and credential_version = :version
                """)
                        .param("hash", hash)
                        .param("account", account.value())
                        .param("version", version)
                        .update()
                == 1;
    }

    void renewHash(AccountId account, String old, String renewed) {
        jdbc.sql("update account set password_hash = :renewed where id = :account and password_hash = :old")
                .param("renewed", renewed)
                .param("account", account.value())
                .param("old", old)
                .update();
    }

    /** The account and its memberships in one statement: this runs at each sign-in. */
    void signedIn(AccountId account, Instant now) {
        jdbc.sql("""
                with noted as (update account set last_sign_in_at = :now where id = :account)
                select members_seen(:account, :now)
                """)
                .param("now", utc(now))
                .param("account", account.value())
                .query()
                .singleRow();
    }

    void membersSeen(AccountId account, Instant now) {
        jdbc.sql("select members_seen(:account, :now)")
                .param("account", account.value())
                .param("now", utc(now))
                .query()
                .singleRow();
    }
}
