package dev.gatehouse.members;

import dev.gatehouse.platform.AttributeId;
import dev.gatehouse.platform.MemberId;
import dev.gatehouse.platform.OrganizationId;
import dev.gatehouse.platform.Timestamps;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class MemberLoadStore {

    private final JdbcClient jdbc;

    MemberLoadStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The triggers of this transaction leave the words of new members to the job that follows: {@code V20__words_behind.sql}. */
    void wordsBehind() {
        jdbc.sql("select set_config('gatehouse.words', 'behind', true)")
                .query(String.class)
                .single();
    }

    /** All or none: to ask of each row first whether it is there would take a quarter longer. */
    void insert(OrganizationId organization, Staged people, @Nullable MemberId broughtBy, Instant now) {
        jdbc.sql("""
                insert into member (organization_id, id, subject_id, status, first_name, last_name, email, username, phone,
                                    universal_identifier, language, currency, department_id, job_profile_id, user_type_id, partner_id,
                                    invitation_expires_at, brought_by, import_id, created_at, status_changed_at)
                select :organization, id, subject_id, status, first_name, last_name, email, username, phone,
                       universal_identifier, language, currency, department_id, job_profile_id, user_type_id, partner_id,
                       invitation_expires_at, :by, :importId, :now, :now
                  from (%s) person
                """.formatted(people.rows().query()))
                .params(people.rows().parameters())
                .param("organization", organization.value())
                .param("by", broughtBy == null ? null : broughtBy.value())
                .param("importId", people.importId())
                .param("now", Timestamps.utc(now))
                .update();
    }

    void insertAttributes(OrganizationId organization, Staged people) {
        jdbc.sql("""
                insert into member_attribute (organization_id, member_id, attribute_id, value, unique_key)
                select :organization, person.id, a.id, given.value, case when a.unique_values then identity_key(given.value) end
                  from (%s) person
                 cross join lateral unnest(:attributes::uuid[], person.attribute_values) as given (attribute_id, value)
                  join attribute a on a.organization_id = :organization and a.id = given.attribute_id
                 where given.value is not null
                """.formatted(people.rows().query()))
                .params(people.rows().parameters())
                .param("organization", organization.value())
                .param(
                        "attributes",
                        people.attributes().stream().map(AttributeId::value).toArray(UUID[]::new))
                .update();
    }

    /** Where they are many beside those who were there, the database finds out, and plans anew what it planned for few. */
    void haveCome() {
        jdbc.sql("select members_have_come()").query((row, n) -> 0).single();
    }
}
