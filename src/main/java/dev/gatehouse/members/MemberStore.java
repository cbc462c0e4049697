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

    private static final String MEMBER = """
            organization_id, id, subject_id, account_id, status, first_name, last_name, email, language, level, invitation_expires_at, handed_over
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

    List<Member> insertInvited(
            OrganizationId organization,
            List<NewMember> people,
            List<SubjectId> subjects,
            Instant invitationExpiresAt,
            Instant now) {
        return jdbc.sql("""
                insert into member (organization_id, subject_id, status, email, language, invitation_expires_at, created_at, status_changed_at)
                select :organization, subject, 'INVITED', email, language, :expires, :now, :now
                  from unnest(:subjects::uuid[], :emails::text[], :languages::text[]) with ordinality
                       as person (subject, email, language, place)
                 order by place
                    on conflict (organization_id, email_key) where source = 'password' do nothing
                returning organization_id, id, subject_id, account_id, status, first_name, last_name, email, language, level,
                          invitation_expires_at, handed_over
                """)
                .param("organization", organization.value())
                .param("expires", Timestamps.utc(invitationExpiresAt))
                .param("now", Timestamps.utc(now))
                .param("subjects", subjects.stream().map(SubjectId::value).toArray(UUID[]::new))
                .param(
                        "emails",
                        people.stream().map(person -> person.email().value()).toArray(String[]::new))
                .param("languages", people.stream().map(NewMember::language).toArray(String[]::new))
                .query(MemberStore::member)
                .list();
    }

    Member insertRegistered(OrganizationId organization, SubjectId subject, Account account, Instant now) {
        return jdbc.sql("""
                insert into member (organization_id, subject_id, account_id, status, first_name, last_name, email, language,
                                    last_active_at, created_at, status_changed_at)
                values (:organization, :subject, :account, 'REGISTERED', :first, :last, :email, :language, :now, :now, :now)
                returning organization_id, id, subject_id, account_id, status, first_name, last_name, email, language, level,
                          invitation_expires_at, handed_over
                """)
                .param("organization", organization.value())
                .param("subject", subject.value())
                .param("account", account.id().value())
                .param("first", account.firstName())
                .param("last", account.lastName())
                .param("email", account.email())
                .param("language", account.language())
                .param("now", Timestamps.utc(now))
                .query(MemberStore::member)
                .single();
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
                   set status = 'BLOCKED', status_before = status, status_changed_at = :now, invitation_expires_at = null
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

    /** An invitation's link stays dead: it ended now, if not before. */
    void unblock(OrganizationId organization, MemberId id, MemberStatus next, Instant now) {
        jdbc.sql("""
                update member
                   set status = :next, status_before = null, status_changed_at = :now,
                       invitation_expires_at = case when :next = 'INVITED' then :now::timestamptz end
                 where organization_id = :organization and id = :id and status = 'BLOCKED'
                """)
                .param("next", next.name())
                .param("now", Timestamps.utc(now))
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
                update member set status = :to, status_changed_at = :now, invitation_expires_at = null
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
                   set account_id = :account, first_name = :first, last_name = :last, language = :language, last_active_at = :now
                 where organization_id = :organization and id = :id
                """)
                .param("account", account.id().value())
                .param("first", account.firstName())
                .param("last", account.lastName())
                .param("language", account.language())
                .param("now", Timestamps.utc(now))
                .param("organization", organization.value())
                .param("id", id.value())
                .update();
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

    private static Member member(ResultSet row, int number) throws SQLException {
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
                row.getString("language"),
                level(row.getString("level")),
                Timestamps.optionalInstant(row, "invitation_expires_at"),
                row.getBoolean("handed_over"));
    }

    private static @Nullable Level level(@Nullable String key) {
        return key == null ? null : Level.of(key);
    }
}
