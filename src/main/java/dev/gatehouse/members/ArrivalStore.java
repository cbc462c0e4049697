package dev.gatehouse.members;

import dev.gatehouse.platform.AccountId;
import dev.gatehouse.platform.EmailAddress;
import dev.gatehouse.platform.MemberId;
import dev.gatehouse.platform.OrganizationId;
import dev.gatehouse.platform.PhoneNumber;
import dev.gatehouse.platform.Username;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Two records of one person, and what is noted of those who came by themselves. */
@Repository
class ArrivalStore {

    private final JdbcClient jdbc;

    ArrivalStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Set<OrganizationId> colleaguePlaces(AccountId account) {
        return new HashSet<>(jdbc.sql("select organization_id from colleague_places(:account)")
                .param("account", account.value())
                .query((row, n) -> new OrganizationId(row.getObject("organization_id", UUID.class)))
                .list());
    }

    void setBroughtBy(OrganizationId organization, MemberId member, MemberId colleague) {
        jdbc.sql("update member set brought_by = :colleague where organization_id = :organization and id = :member")
                .param("colleague", colleague.value())
                .param("organization", organization.value())
                .param("member", member.value())
                .update();
    }

    void moveConsents(OrganizationId organization, MemberId from, MemberId into) {
        jdbc.sql("update consent set member_id = :into where organization_id = :organization and member_id = :from")
                .param("into", into.value())
                .param("organization", organization.value())
                .param("from", from.value())
                .update();
    }

    /** Those that the other one has no value for. */
    void moveAttributes(OrganizationId organization, MemberId from, MemberId into) {
        jdbc.sql("""
                update member_attribute a set member_id = :into
                 where a.organization_id = :organization and a.member_id = :from
                   and not exists (select from member_attribute kept
                                    where kept.organization_id = :organization and kept.member_id = :into and kept.attribute_id = a.attribute_id)
                """)
                .param("into", into.value())
                .param("organization", organization.value())
                .param("from", from.value())
                .update();
    }

    /** One statement, so that what is unique in the organization is free once the first row is gone. What a third one has stays as it was. */
    void absorb(
            OrganizationId organization,
            MemberId from,
            MemberId into,
            @Nullable EmailAddress email,
            @Nullable Username username,
            @Nullable PhoneNumber phone) {
        jdbc.sql("""
                with gone as (delete from member where organization_id = :organization and id = :from
                              returning department_id, job_profile_id, user_type_id, partner_id, currency, brought_by)
                update member m
                   set email = case when :emailKey::text is null
                                      or exists (select from member o where o.organization_id = :organization and o.source = 'password'
                                                    and o.email_key = :emailKey and o.id not in (:from, :into)) then m.email else :email end,
                       username = case when :usernameKey::text is null
                                         or exists (select from member o where o.organization_id = :organization and o.source = 'password'
                                                       and o.username is not null and o.username_key = :usernameKey and o.id not in (:from, :into))
                                       then m.username else :username end,
                       phone = case when :phone::text is null
                                      or exists (select from member o where o.organization_id = :organization and o.source = 'password'
                                                    and o.phone = :phone and o.id not in (:from, :into)) then m.phone else :phone end,
                       department_id = coalesce(m.department_id, gone.department_id),
                       job_profile_id = coalesce(m.job_profile_id, gone.job_profile_id),
                       user_type_id = coalesce(m.user_type_id, gone.user_type_id),
                       partner_id = coalesce(m.partner_id, gone.partner_id),
                       currency = coalesce(m.currency, gone.currency),
                       brought_by = coalesce(m.brought_by, gone.brought_by)
                  from gone
                 where m.organization_id = :organization and m.id = :into
                """)
                .param("organization", organization.value())
                .param("from", from.value())
                .param("into", into.value())
                .param("email", email == null ? null : email.value())
                .param("emailKey", email == null ? null : email.key())
                .param("username", username == null ? null : username.value())
                .param("usernameKey", username == null ? null : username.key())
                .param("phone", phone == null ? null : phone.value())
                .update();
    }

    boolean setUsername(OrganizationId organization, MemberId member, Username username) {
        return jdbc.sql("""
                update member set username = :username
                 where organization_id = :organization and id = :member
                   and not exists (select from member o where o.organization_id = :organization and o.source = 'password'
                                      and o.username is not null and o.username_key = :key and o.id <> :member)
                """)
                        .param("username", username.value())
                        .param("key", username.key())
                        .param("organization", organization.value())
                        .param("member", member.value())
                        .update()
                == 1;
    }

    boolean setIdentifier(OrganizationId organization, MemberId member, String identifier) {
        return jdbc.sql("""
                update member set universal_identifier = :identifier
                 where organization_id = :organization and id = :member
                   and not exists (select from member o where o.organization_id = :organization and o.source = 'password'
                                      and o.universal_identifier = :identifier and o.id <> :member)
                """)
                        .param("identifier", identifier)
                        .param("organization", organization.value())
                        .param("member", member.value())
                        .update()
                == 1;
    }
}
