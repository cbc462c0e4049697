package dev.gatehouse.members;

import dev.gatehouse.access.Level;
import dev.gatehouse.people.Account;
import dev.gatehouse.platform.AccountId;
import dev.gatehouse.platform.MemberId;
import dev.gatehouse.platform.OrganizationId;
import dev.gatehouse.platform.SubjectId;
import dev.gatehouse.platform.Timestamps;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class MemberStore {

    /** The columns that {@link #member} reads. */
    static final String MEMBER = """
            organization_id, id, subject_id, account_id, status, first_name, last_name, email, username, phone, language, level,
            invitation_expires_at, handed_over, confirm_until, awaits_identifier
            """;

    private final JdbcClient jdbc;

    MemberStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Optional<Member> find(OrganizationId organization, MemberId id) {
        return jdbc.sql("select " + MEMBER + " from member where organization_id = :organization and id = :id")
                .param("organization", organization.value())
                .param("id", id.value())
                .query(MemberStore::member)
                .optional();
    }

    Optional<Member> lock(OrganizationId organization, MemberId id) {
        return jdbc.sql("select " + MEMBER
                        + " from member where organization_id = :organization and id = :id for no key update")
                .param("organization", organization.value())
                .param("id", id.value())
                .query(MemberStore::member)
                .optional();
    }

    List<Member> byIds(OrganizationId organization, List<MemberId> ids) {
        return jdbc.sql("select " + MEMBER
                        + " from member where organization_id = :organization and id = any (:ids::uuid[])")
                .param("organization", organization.value())
                .param("ids", ids.stream().map(MemberId::value).toArray(UUID[]::new))
                .query(MemberStore::member)
                .list();
    }

    /** Those who are there, held until the transaction ends, in one order for everybody. */
    List<Member> lock(OrganizationId organization, List<MemberId> ids) {
        return jdbc.sql(
                        "select " + MEMBER
                                + " from member where organization_id = :organization and id = any (:ids::uuid[]) order by id for no key update")
                .param("organization", organization.value())
                .param("ids", ids.stream().map(MemberId::value).toArray(UUID[]::new))
                .query(MemberStore::member)
                .list();
    }

    List<Member> bySubjects(OrganizationId organization, List<SubjectId> subjects) {
        return jdbc.sql(
                        "select " + MEMBER
                                + " from member where organization_id = :organization and subject_id = any (:subjects::uuid[]) order by id")
                .param("organization", organization.value())
                .param("subjects", subjects.stream().map(SubjectId::value).toArray(UUID[]::new))
                .query(MemberStore::member)
                .list();
    }

    Set<MemberId> initial(OrganizationId organization, List<MemberId> ids) {
        return new HashSet<>(jdbc.sql("""
                select m.id from member m join account a on a.id = m.account_id and a.password_initial
                 where m.organization_id = :organization and m.id = any (:ids::uuid[])
                """)
                .param("organization", organization.value())
                .param("ids", ids.stream().map(MemberId::value).toArray(UUID[]::new))
                .query((row, n) -> new MemberId(row.getObject("id", UUID.class)))
                .list());
    }

    boolean hasPermissions(OrganizationId organization, SubjectId subject) {
        return jdbc.sql("""
                select exists (select from role_grant where organization_id = :organization and subject_id = :subject and ended_at is null)
                    or exists (select from team_member where organization_id = :organization and subject_id = :subject)
                """)
                .param("organization", organization.value())
                .param("subject", subject.value())
                .query(Boolean.class)
                .single();
    }

    /** The sources are named because each has an index of its own; a look at all of them would read the organization whole. */
    Set<String> known(OrganizationId organization, List<String> emailKeys) {
        return new HashSet<>(jdbc.sql("""
                select email_key from member
                 where organization_id = :organization and source = 'password' and email_key = any(:keys::text[])
                 union all
                select email_key from member
                 where organization_id = :organization and source = 'sso' and email_key = any(:keys::text[])
                """)
                .param("organization", organization.value())
                .param("keys", emailKeys.toArray(String[]::new))
                .query(String.class)
                .list());
    }

    Set<String> knownPhones(OrganizationId organization, List<String> numbers) {
        return new HashSet<>(jdbc.sql("""
                select phone from member
                 where organization_id = :organization and source = 'password' and phone = any (:numbers::text[])
                """)
                .param("organization", organization.value())
                .param("numbers", numbers.toArray(String[]::new))
                .query(String.class)
                .list());
    }

    void setInvitationExpiry(OrganizationId organization, List<MemberId> ids, Instant expiresAt) {
        jdbc.sql("""
                update member set invitation_expires_at = :expires where organization_id = :organization and id = any (:ids::uuid[])
                """)
                .param("expires", Timestamps.utc(expiresAt))
                .param("organization", organization.value())
                .param("ids", ids.stream().map(MemberId::value).toArray(UUID[]::new))
                .update();
    }

    void block(OrganizationId organization, List<Member> people, Instant now) {
        jdbc.sql("""
                update member
                   set status = 'BLOCKED', status_before = status, status_changed_at = :now, invitation_expires_at = null, confirm_until = null
                 where organization_id = :organization and id = any (:ids::uuid[]) and status <> 'BLOCKED'
                """)
                .param("now", Timestamps.utc(now))
                .param("organization", organization.value())
                .param("ids", people.stream().map(member -> member.id().value()).toArray(UUID[]::new))
                .update();
    }

    /** Where a blocked member stood, as far as that was noted. */
    Optional<MemberStatus> statusBefore(OrganizationId organization, MemberId id) {
        return jdbc.sql("""
                select status_before from member
                 where organization_id = :organization and id = :id and status_before is not null
                """)
                .param("organization", organization.value())
                .param("id", id.value())
                .query((row, n) -> MemberStatus.valueOf(row.getString("status_before")))
                .optional();
    }

    /** An invitation's link stays dead: it ended now, if not before. Who was made with a password never had one. */
    void unblock(OrganizationId organization, MemberId id, MemberStatus next, Instant now) {
        jdbc.sql("""
                update member
                   set status = :next, status_before = null, status_changed_at = :now,
                       invitation_expires_at = case when :next = 'INVITED' and account_id is null then :now::timestamptz end
                 where organization_id = :organization and id = :id and status = 'BLOCKED'
                """)
                .param("next", next.name())
                .param("now", Timestamps.utc(now))
                .param("organization", organization.value())
                .param("id", id.value())
                .update();
    }

    void setConfirmUntil(OrganizationId organization, MemberId id, Instant until) {
        jdbc.sql("update member set confirm_until = :until where organization_id = :organization and id = :id")
                .param("until", Timestamps.utc(until))
                .param("organization", organization.value())
                .param("id", id.value())
                .update();
    }

    void setHandedOver(OrganizationId organization, MemberId id, boolean handedOver) {
        jdbc.sql("update member set handed_over = :handedOver where organization_id = :organization and id = :id")
                .param("handedOver", handedOver)
                .param("organization", organization.value())
                .param("id", id.value())
                .update();
    }

    boolean move(OrganizationId organization, MemberId id, MemberStatus from, MemberStatus to, Instant now) {
        return jdbc.sql("""
                update member
                   set status = :to, status_changed_at = :now, invitation_expires_at = null, confirm_until = null,
                       awaits_identifier = awaits_identifier and :to = 'REGISTERING'
                 where organization_id = :organization and id = :id and status = :from
                """)
                        .param("to", to.name())
                        .param("now", Timestamps.utc(now))
                        .param("organization", organization.value())
                        .param("id", id.value())
                        .param("from", from.name())
                        .update()
                == 1;
    }

    void attach(OrganizationId organization, MemberId id, Account account, Instant now) {
        jdbc.sql("""
                update member
                   set account_id = :account, first_name = :first, last_name = :last, language = :language,
                       currency = coalesce(:currency, currency), last_active_at = :now
                 where organization_id = :organization and id = :id
                """)
                .param("account", account.id().value())
                .param("first", account.firstName())
                .param("last", account.lastName())
                .param("language", account.language())
                .param("currency", account.currency())
                .param("now", Timestamps.utc(now))
                .param("organization", organization.value())
                .param("id", id.value())
                .update();
    }

    /** The account that somebody will come in with; they were not there yet. */
    void reserve(OrganizationId organization, MemberId id, AccountId account) {
        jdbc.sql("update member set account_id = :account where organization_id = :organization and id = :id")
                .param("account", account.value())
                .param("organization", organization.value())
                .param("id", id.value())
                .update();
    }

    /** What was sent to somebody who was only known makes them invited. Returns whom it made so. */
    List<MemberId> sent(OrganizationId organization, List<MemberId> ids, Instant now) {
        return jdbc.sql("""
                update member set status = 'INVITED', status_changed_at = :now
                 where organization_id = :organization and id = any (:ids::uuid[]) and status = 'CREATED'
                returning id
                """)
                .param("now", Timestamps.utc(now))
                .param("organization", organization.value())
                .param("ids", ids.stream().map(MemberId::value).toArray(UUID[]::new))
                .query((row, n) -> new MemberId(row.getObject("id", UUID.class)))
                .list();
    }

    /** Nothing of a person stays but the name that their deeds are told under (LIF-5). */
    void terminate(OrganizationId organization, MemberId id, SubjectId subject, Instant now) {
        jdbc.sql("""
                with gone as (delete from member_attribute where organization_id = :organization and member_id = :id)
                update member
                   set status = 'TERMINATED', status_before = null, status_changed_at = :now, subject_id = :subject, account_id = null,
                       email = null, username = null, phone = null, universal_identifier = null, department_id = null,
                       job_profile_id = null, partner_id = null, currency = null, invitation_expires_at = null, confirm_until = null,
                       awaits_identifier = false, last_active_at = null
                 where organization_id = :organization and id = :id
                """)
                .param("now", Timestamps.utc(now))
                .param("subject", subject.value())
                .param("organization", organization.value())
                .param("id", id.value())
                .update();
    }

    /** Those whose time to confirm is over, at most so many, held until the transaction ends. */
    List<Member> unconfirmed(OrganizationId organization, Instant now, int most) {
        return jdbc.sql("select " + MEMBER + """
                  from member
                 where organization_id = :organization and confirm_until <= :now
                 order by id limit :most for no key update skip locked
                """)
                .param("organization", organization.value())
                .param("now", Timestamps.utc(now))
                .param("most", most)
                .query(MemberStore::member)
                .list();
    }

    List<OrganizationId> withUnconfirmed(Instant now) {
        return jdbc.sql("select organization_id from organizations_with_unconfirmed(:now)")
                .param("now", Timestamps.utc(now))
                .query((row, n) -> new OrganizationId(row.getObject("organization_id", UUID.class)))
                .list();
    }

    /** Who has one of these already; by the columns that stand for them. */
    List<Taken> taken(
            OrganizationId organization,
            @Nullable String email,
            @Nullable String username,
            @Nullable String phone,
            @Nullable String identifier) {
        return jdbc.sql("""
                select 'email' as field, id from member where organization_id = :organization and source = 'password' and email_key = :email
                 union all
                select 'email', id from member where organization_id = :organization and source = 'sso' and email_key = :email
                 union all
                select 'username', id from member where organization_id = :organization and source = 'password' and username is not null and username_key = :username
                 union all
                select 'phone', id from member where organization_id = :organization and source = 'password' and phone = :phone
                 union all
                select 'universalIdentifier', id from member
                 where organization_id = :organization and source = 'password' and universal_identifier = :identifier
                """)
                .param("organization", organization.value())
                .param("email", email)
                .param("username", username)
                .param("phone", phone)
                .param("identifier", identifier)
                .query((row, n) -> new Taken(row.getString("field"), new MemberId(row.getObject("id", UUID.class))))
                .list();
    }

    void delete(OrganizationId organization, List<UUID> ids) {
        jdbc.sql("delete from member where organization_id = :organization and id = any (:ids::uuid[])")
                .param("organization", organization.value())
                .param("ids", ids.toArray(UUID[]::new))
                .update();
    }

    List<Membership> memberships(AccountId account) {
        return jdbc.sql("""
                select organization_id, slug, name, brand_color, suspended, member_id, subject_id, status, level
                  from memberships_of(:account)
                """)
                .param("account", account.value())
                .query((row, n) -> new Membership(
                        new OrganizationId(row.getObject("organization_id", UUID.class)),
                        row.getString("slug"),
                        row.getString("name"),
                        row.getString("brand_color"),
                        row.getBoolean("suspended"),
                        new MemberId(row.getObject("member_id", UUID.class)),
                        new SubjectId(row.getObject("subject_id", UUID.class)),
                        MemberStatus.valueOf(row.getString("status")),
                        level(row.getString("level"))))
                .list();
    }

    static Member member(ResultSet row, int number) throws SQLException {
        var account = row.getObject("account_id", UUID.class);
        return new Member(
                new OrganizationId(row.getObject("organization_id", UUID.class)),
                new MemberId(row.getObject("id", UUID.class)),
                new SubjectId(row.getObject("subject_id", UUID.class)),
                account == null ? null : new AccountId(account),
                MemberStatus.valueOf(row.getString("status")),
                row.getString("first_name"),
                row.getString("last_name"),
                row.getString("email"),
                row.getString("username"),
                row.getString("phone"),
                row.getString("language"),
                level(row.getString("level")),
                Timestamps.optionalInstant(row, "invitation_expires_at"),
                row.getBoolean("handed_over"),
                Timestamps.optionalInstant(row, "confirm_until"),
                row.getBoolean("awaits_identifier"));
    }

    private static @Nullable Level level(@Nullable String key) {
        return key == null ? null : Level.of(key);
    }
}
