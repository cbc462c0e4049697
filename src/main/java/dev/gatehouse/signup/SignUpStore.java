package dev.gatehouse.signup;

import dev.gatehouse.platform.EmailAddress;
import dev.gatehouse.platform.MemberId;
import dev.gatehouse.platform.OrganizationId;
import dev.gatehouse.platform.PhoneNumber;
import dev.gatehouse.platform.Timestamps;
import dev.gatehouse.platform.Username;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class SignUpStore {

    private static final String SIGN_UP =
            "select member_id, email, username, phone, identifier, password_hash, time_zone, link_id, expires_at from sign_up ";

    private final JdbcClient jdbc;

    SignUpStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @param passwordHash null for somebody who has an account: nothing is left to be proved then, and {@code expiresAt} is null too */
    void insert(
            OrganizationId organization,
            MemberId member,
            Asked asked,
            @Nullable String passwordHash,
            @Nullable UUID link,
            Instant now,
            @Nullable Instant expiresAt) {
        var email = asked.email();
        var username = asked.username();
        var phone = email == null ? asked.phone() : null;
        jdbc.sql("""
                insert into sign_up (organization_id, member_id, email, username, phone, identifier, password_hash, time_zone, link_id,
                                     created_at, expires_at)
                values (:organization, :member, :email, :username, :phone, :identifier, :hash, :zone, :link, :now, :expires)
                """)
                .param("organization", organization.value())
                .param("member", member.value())
                .param("email", email == null ? null : email.value())
                .param("username", username == null ? null : username.value())
                .param("phone", phone == null ? null : phone.value())
                .param("identifier", asked.identifier())
                .param("hash", passwordHash)
                .param("zone", asked.timeZone())
                .param("link", link)
                .param("now", Timestamps.utc(now))
                .param("expires", Timestamps.optionalUtc(expiresAt))
                .update();
    }

    Optional<Pending> find(OrganizationId organization, MemberId member) {
        return jdbc.sql(SIGN_UP + "where organization_id = :organization and member_id = :member")
                .param("organization", organization.value())
                .param("member", member.value())
                .query(SignUpStore::pending)
                .optional();
    }

    /** Those of some members who signed up and have proved nothing yet. */
    List<Pending> unproved(OrganizationId organization, List<MemberId> members) {
        return jdbc.sql(
                        SIGN_UP
                                + "where organization_id = :organization and member_id = any (:members::uuid[]) and expires_at is not null")
                .param("organization", organization.value())
                .param("members", members.stream().map(MemberId::value).toArray(UUID[]::new))
                .query(SignUpStore::pending)
                .list();
    }

    /** The address or number is proved; what they said stays until an admin knows them. */
    void proved(OrganizationId organization, MemberId member) {
        jdbc.sql("""
                update sign_up set password_hash = null, expires_at = null
                 where organization_id = :organization and member_id = :member
                """)
                .param("organization", organization.value())
                .param("member", member.value())
                .update();
    }

    void delete(OrganizationId organization, MemberId member) {
        jdbc.sql("delete from sign_up where organization_id = :organization and member_id = :member")
                .param("organization", organization.value())
                .param("member", member.value())
                .update();
    }

    /** Those that were not proved in time, at most so many. Whoever was blocked meanwhile stays, so that they cannot come back (LIF-2). */
    List<Pending> stale(OrganizationId organization, Instant now, int most) {
        return jdbc.sql(SIGN_UP + """
                where organization_id = :organization and expires_at <= :now
                  and exists (select from member m where m.organization_id = :organization and m.id = member_id and m.status = 'REGISTERING')
                order by member_id limit :most
                """)
                .param("organization", organization.value())
                .param("now", Timestamps.utc(now))
                .param("most", most)
                .query(SignUpStore::pending)
                .list();
    }

    List<OrganizationId> withStale(Instant now) {
        return jdbc.sql("select organization_id from organizations_with_stale_sign_ups(:now)")
                .param("now", Timestamps.utc(now))
                .query((row, n) -> new OrganizationId(row.getObject("organization_id", UUID.class)))
                .list();
    }

    private static Pending pending(ResultSet row, int number) throws SQLException {
        var email = row.getString("email");
        var username = row.getString("username");
        var phone = row.getString("phone");
        return new Pending(
                new MemberId(row.getObject("member_id", UUID.class)),
                email == null ? null : EmailAddress.parse(email),
                username == null ? null : Username.parse(username),
                phone == null ? null : new PhoneNumber(phone),
                row.getString("identifier"),
                row.getString("password_hash"),
                row.getString("time_zone"),
                row.getObject("link_id", UUID.class),
                Timestamps.optionalInstant(row, "expires_at"));
    }
}
