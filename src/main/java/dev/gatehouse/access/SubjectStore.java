package dev.gatehouse.access;

import dev.gatehouse.platform.OrganizationId;
import dev.gatehouse.platform.RoleId;
import dev.gatehouse.platform.RowSource;
import dev.gatehouse.platform.SubjectId;
import dev.gatehouse.platform.Timestamps;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What grants hang on, and who of them administers the organization. */
@Repository
class SubjectStore {

    private final JdbcClient jdbc;

    SubjectStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Whether one of some holders, or a team of theirs, has the role Organization admin. */
    boolean touchesAdmins(OrganizationId organization, List<SubjectId> holders) {
        return jdbc.sql("""
                select exists (
                       select from role_grant g
                         join role r on r.organization_id = g.organization_id and r.id = g.role_id and r.predefined = 'organization_admin'
                        where g.organization_id = :organization and g.ended_at is null
                          and (g.subject_id = any (:holders::uuid[])
                            or exists (select from team_member t
                                        where t.organization_id = :organization and t.team_id = g.subject_id and t.subject_id = any (:holders::uuid[]))))
                """)
                .param("organization", organization.value())
                .param("holders", holders.stream().map(SubjectId::value).toArray(UUID[]::new))
                .query(Boolean.class)
                .single();
    }

    /** The organization admins among some people, by themselves or by a team. */
    List<SubjectId> adminsAmong(OrganizationId organization, List<SubjectId> people) {
        return jdbc.sql("""
                with holder as materialized (
                     select g.subject_id as id
                       from role_grant g
                       join role r on r.organization_id = g.organization_id and r.id = g.role_id and r.predefined = 'organization_admin'
                      where g.organization_id = :organization and g.ended_at is null)
                select id from unnest(:people::uuid[]) as asked (id)
                 where exists (select from holder where holder.id = asked.id)
                    or exists (select from holder join team_member t on t.organization_id = :organization and t.team_id = holder.id
                                where t.subject_id = asked.id)
                 order by id
                """)
                .param("organization", organization.value())
                .param("people", people.stream().map(SubjectId::value).toArray(UUID[]::new))
                .query((row, n) -> new SubjectId(row.getObject("id", UUID.class)))
                .list();
    }

    /** Whether somebody active besides some people is an organization admin, by themselves or through a team, without an end. */
    boolean hasLastingAdminBesides(OrganizationId organization, List<SubjectId> people) {
        return jdbc.sql("""
                select exists (
                       select from role_grant g
                         join role r on r.organization_id = g.organization_id and r.id = g.role_id and r.predefined = 'organization_admin'
                        where g.organization_id = :organization and g.ended_at is null and g.expires_at is null
                          and (exists (select from permission_subject p
                                        where p.organization_id = :organization and p.id = g.subject_id and p.kind = 'member' and p.active
                                          and p.id <> all (:people::uuid[]))
                            or exists (select from team_member t
                                         join permission_subject p on p.organization_id = t.organization_id and p.id = t.subject_id and p.active
                                        where t.organization_id = :organization and t.team_id = g.subject_id
                                          and p.id <> all (:people::uuid[]))))
                """)
                .param("organization", organization.value())
                .param("people", people.stream().map(SubjectId::value).toArray(UUID[]::new))
                .query(Boolean.class)
                .single();
    }

    /** The roles that administer which people hold in the whole organization, by themselves or by a team. */
    Map<SubjectId, Set<RoleId>> administrativeRoles(OrganizationId organization, List<SubjectId> people, Instant now) {
        var held = new HashMap<SubjectId, Set<RoleId>>();
        jdbc.sql("""
                with holder as materialized (
                     select g.subject_id as id, g.role_id
                       from role_grant g
                       join role r on r.organization_id = g.organization_id and r.id = g.role_id and r.level <> 'member'
                      where g.organization_id = :organization and g.scope_id = :organization and %1$s)
                select holder.id, holder.role_id from holder where holder.id = any (:people::uuid[])
                 union
                select t.subject_id, holder.role_id
                  from holder join team_member t on t.organization_id = :organization and t.team_id = holder.id
                 where t.subject_id = any (:people::uuid[])
                """.formatted(AccessStore.LIVE))
                .param("organization", organization.value())
                .param("people", people.stream().map(SubjectId::value).toArray(UUID[]::new))
                .param("now", Timestamps.utc(now))
                .query(row -> {
                    held.computeIfAbsent(new SubjectId(row.getObject("id", UUID.class)), _ -> new HashSet<>())
                            .add(new RoleId(row.getObject("role_id", UUID.class)));
                });
        return held;
    }

    boolean isActive(OrganizationId organization, SubjectId subject) {
        return jdbc.sql("select active from permission_subject where organization_id = :organization and id = :subject")
                .param("organization", organization.value())
                .param("subject", subject.value())
                .query(Boolean.class)
                .optional()
                .orElse(false);
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

    void insertSubjects(OrganizationId organization, RowSource people) {
        jdbc.sql(
                        "insert into permission_subject (organization_id, id) select :organization, subject_id from (%s) person"
                                .formatted(people.query()))
                .params(people.parameters())
                .param("organization", organization.value())
                .update();
    }

    /** What the grants of a new team hang on: always active, for what holds is decided by its members. */
    SubjectId insertTeamSubject(OrganizationId organization) {
        return jdbc.sql("""
                insert into permission_subject (organization_id, active, kind) values (:organization, true, 'team') returning id
                """)
                .param("organization", organization.value())
                .query((row, n) -> new SubjectId(row.getObject("id", UUID.class)))
                .single();
    }

    void setActive(OrganizationId organization, List<SubjectId> subjects, boolean active) {
        jdbc.sql("""
                update permission_subject set active = :active where organization_id = :organization and id = any (:subjects::uuid[])
                """)
                .param("active", active)
                .param("organization", organization.value())
                .param("subjects", subjects.stream().map(SubjectId::value).toArray(UUID[]::new))
                .update();
    }

    void delete(OrganizationId organization, List<SubjectId> subjects) {
        jdbc.sql(
                        "delete from permission_subject where organization_id = :organization and id = any (:subjects::uuid[])")
                .param("organization", organization.value())
                .param("subjects", subjects.stream().map(SubjectId::value).toArray(UUID[]::new))
                .update();
    }

    /** Holds the row that seats and the last admin hang on until the transaction ends. */
    void lockOrganization(OrganizationId organization) {
        jdbc.sql("select id from organization where id = :organization for no key update")
                .param("organization", organization.value())
                .query()
                .listOfRows();
    }
}
