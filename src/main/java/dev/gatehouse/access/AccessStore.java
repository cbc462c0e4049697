package dev.gatehouse.access;

import dev.gatehouse.platform.AccountId;
import dev.gatehouse.platform.MemberId;
import dev.gatehouse.platform.OrganizationId;
import dev.gatehouse.platform.SubjectId;
import dev.gatehouse.platform.Timestamps;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class AccessStore {

    private final JdbcClient jdbc;

    AccessStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    List<Role> activeRoles(OrganizationId organization, SubjectId subject) {
        return jdbc.sql("""
                select g.role
                  from permission_subject s
                  join role_grant g on g.organization_id = s.organization_id and g.subject_id = s.id
                 where s.organization_id = :organization and s.id = :subject and s.active
                """)
                .param("organization", organization.value())
                .param("subject", subject.value())
                .query((row, n) -> Role.of(row.getString("role")))
                .list();
    }

    boolean isActive(OrganizationId organization, SubjectId subject) {
        return jdbc.sql("select active from permission_subject where organization_id = :organization and id = :subject")
                .param("organization", organization.value())
                .param("subject", subject.value())
                .query(Boolean.class)
                .optional()
                .orElse(false);
    }

    boolean isOperator(AccountId account) {
        return jdbc.sql("select exists (select from operator where account_id = :account)")
                .param("account", account.value())
                .query(Boolean.class)
                .single();
    }

    List<SubjectId> insertSubjects(OrganizationId organization, int howMany) {
        return jdbc.sql("""
                insert into permission_subject (organization_id)
                select :organization from generate_series(1, :howMany)
                returning id
                """)
                .param("organization", organization.value())
                .param("howMany", howMany)
                .query((row, n) -> new SubjectId(row.getObject("id", UUID.class)))
                .list();
    }

    List<SubjectId> insertGrants(
            OrganizationId organization, List<SubjectId> subjects, Role role, @Nullable MemberId by, Instant now) {
        return jdbc.sql("""
                insert into role_grant (organization_id, subject_id, role, granted_by, granted_at)
                select :organization, subject, :role, :by, :now from unnest(:subjects::uuid[]) as subject
                    on conflict (organization_id, subject_id, role) do nothing
                returning subject_id
                """)
                .param("organization", organization.value())
                .param("role", role.key())
                .param("by", by == null ? null : by.value())
                .param("now", Timestamps.utc(now))
                .param("subjects", subjects.stream().map(SubjectId::value).toArray(UUID[]::new))
                .query((row, n) -> new SubjectId(row.getObject("subject_id", UUID.class)))
                .list();
    }

    void setActive(OrganizationId organization, SubjectId subject, boolean active) {
        jdbc.sql("""
                update permission_subject set active = :active where organization_id = :organization and id = :subject
                """)
                .param("active", active)
                .param("organization", organization.value())
                .param("subject", subject.value())
                .update();
    }

    void delete(OrganizationId organization, SubjectId subject) {
        jdbc.sql("delete from permission_subject where organization_id = :organization and id = :subject")
                .param("organization", organization.value())
                .param("subject", subject.value())
                .update();
    }

    int countAdmins(OrganizationId organization) {
        return jdbc.sql("""
                select count(*)
                  from role_grant g
                  join permission_subject s on s.organization_id = g.organization_id and s.id = g.subject_id
                 where g.organization_id = :organization and g.role = 'organization_admin' and s.active
                """)
                .param("organization", organization.value())
                .query(Integer.class)
                .single();
    }
}
