package dev.gatehouse.access;

import dev.gatehouse.platform.AccountId;
import dev.gatehouse.platform.OrganizationId;
import dev.gatehouse.platform.RoleId;
import dev.gatehouse.platform.ScopeId;
import dev.gatehouse.platform.SubjectId;
import dev.gatehouse.platform.Timestamps;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The questions of who may do what: each one statement, by index, whatever the organization's size. */
@Repository
class AccessStore {

    /** What a subject's membership and grants answer at one place. */
    record Answer(boolean active, boolean allowed) {}

    /**
     * What grants of a subject hang on: itself and its teams. An array, so that all of them are one descent into the index of
     * grants. Roles of an inactive subject are switched off by {@code active} wherever this is used.
     */
    private static final String HOLDERS = """
            array(select :subject::uuid
                   union all
                  select team_id from team_member where organization_id = :organization and subject_id = :subject)""";

    /** A grant that holds now. */
    static final String LIVE = "g.ended_at is null and (g.expires_at is null or g.expires_at > :now)";

    /**
     * What a subject holds, found by who holds it alone: a fence, because by the place as well the planner may begin with all
     * that is given in the whole organization, which is as much as it has members.
     */
    private static final String HELD = """
            with held as materialized (
                 select g.role_id, g.scope_id from role_grant g
                  where g.organization_id = :organization and g.subject_id = any (%s) and %s)
            """.formatted(HOLDERS, LIVE);

    /** The place and what it lies in; null where any of it is archived, or it is not there: then no grant holds. */
    private static final String PATH = """
            (select s.path from scope s
              where s.organization_id = :organization and s.id = :scope
                and not exists (select from scope above
                                 where above.organization_id = :organization and above.id = any (s.path)
                                   and above.archived_at is not null))::uuid[]""";

    private final JdbcClient jdbc;

    AccessStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Answer ask(
            OrganizationId organization,
            SubjectId subject,
            Permission permission,
            @Nullable ScopeId scope,
            Instant now) {
        var statement = jdbc.sql(HELD + """
                select p.active,
                       p.active and (exists (select from permission c where c.key = :permission and c.everybody)
                              or exists (select from held g
                                           join role r on r.organization_id = :organization and r.id = g.role_id
                                          where g.scope_id = any (%s) and :permission = any (r.permissions))) as allowed
                  from permission_subject p
                 where p.organization_id = :organization and p.id = :subject
                """.formatted(scope == null ? "array[:organization::uuid]" : PATH))
                .param("organization", organization.value())
                .param("subject", subject.value())
                .param("permission", permission.key())
                .param("now", Timestamps.utc(now));
        if (scope != null) statement = statement.param("scope", scope.value());
        return statement
                .query((row, n) -> new Answer(row.getBoolean("active"), row.getBoolean("allowed")))
                .optional()
                .orElse(new Answer(false, false));
    }

    /** Everything that an active subject may do at a place. */
    Set<Permission> permissionsAt(OrganizationId organization, SubjectId subject, ScopeId scope, Instant now) {
        return permissions("g.scope_id = any (" + PATH + ")", organization, subject, now, scope);
    }

    /** Everything that an active subject may do at any place that is not archived. */
    Set<Permission> permissionsAnywhere(OrganizationId organization, SubjectId subject, Instant now) {
        return permissions("""
                exists (select from scope s
                         where s.organization_id = :organization and s.id = g.scope_id
                           and not exists (select from scope above
                                            where above.organization_id = :organization and above.id = any (s.path)
                                              and above.archived_at is not null))""", organization, subject, now, null);
    }

    private Set<Permission> permissions(
            String where, OrganizationId organization, SubjectId subject, Instant now, @Nullable ScopeId scope) {
        var statement = jdbc.sql(HELD + """
                select allowed.key
                  from permission_subject p
                 cross join (
                        select c.key from permission c where c.everybody
                         union
                        select unnest(r.permissions)
                          from held g
                          join role r on r.organization_id = :organization and r.id = g.role_id
                         where %s) allowed
                 where p.organization_id = :organization and p.id = :subject and p.active
                """.formatted(where))
                .param("organization", organization.value())
                .param("subject", subject.value())
                .param("now", Timestamps.utc(now));
        if (scope != null) statement = statement.param("scope", scope.value());
        return new HashSet<>(statement
                .query((row, n) -> new Permission(row.getString("key")))
                .list());
    }

    /**
     * Which of some roles at places a subject may not give (ROL-3): it must hold there the right to give roles, and each
     * permission of the role that means anything there. Nor may anybody give a role where it is not meant for.
     */
    List<Gift> beyond(OrganizationId organization, @Nullable SubjectId subject, List<Gift> gifts, Instant now) {
        return jdbc.sql("""
                with mine as materialized (
                     select distinct g.scope_id, unnest(r.permissions) as key
                       from permission_subject p
                       join role_grant g on g.organization_id = :organization and g.subject_id = any (%s) and %s
                       join role r on r.organization_id = g.organization_id and r.id = g.role_id
                      where p.organization_id = :organization and p.id = :subject and p.active)
                select wanted.role_id, wanted.scope_id, wanted.expires_at
                  from unnest(:roles::uuid[], :scopes::uuid[], :ends::text[]::timestamptz[]) as wanted (role_id, scope_id, expires_at)
                  left join role r on r.organization_id = :organization and r.id = wanted.role_id
                  left join scope s on s.organization_id = :organization and s.id = wanted.scope_id
                 where r.id is null or s.id is null or not s.kind = any (r.scope_kinds)
                    or exists (select from permission c
                                where (c.key = 'roles:assign'
                                       or c.key = any (r.permissions)
                                          and not c.everybody and %s)
                                  and not exists (select from mine where mine.key = c.key and mine.scope_id = any (s.path)))
                """.formatted(HOLDERS, LIVE, "scope_rank(c.scope_kind) >= scope_rank(s.kind)"))
                .param("organization", organization.value())
                .param("subject", subject == null ? null : subject.value())
                .param("now", Timestamps.utc(now))
                .param("roles", gifts.stream().map(gift -> gift.role().value()).toArray(UUID[]::new))
                .param(
                        "scopes",
                        gifts.stream().map(gift -> gift.scope().value()).toArray(UUID[]::new))
                .param(
                        "ends",
                        gifts.stream()
                                .map(Gift::expiresAt)
                                .map(end -> end == null ? null : end.toString())
                                .toArray(String[]::new))
                .query((row, n) -> new Gift(
                        new RoleId(row.getObject("role_id", UUID.class)),
                        new ScopeId(row.getObject("scope_id", UUID.class)),
                        Timestamps.optionalInstant(row, "expires_at")))
                .list();
    }

    /** The places at which grants of an active subject hold a permission. */
    List<ScopeId> places(OrganizationId organization, SubjectId subject, Permission permission, Instant now) {
        return jdbc.sql("""
                select distinct g.scope_id
                  from permission_subject p
                  join role_grant g on g.organization_id = :organization and g.subject_id = any (%s) and %s
                  join role r on r.organization_id = g.organization_id and r.id = g.role_id and :permission = any (r.permissions)
                 where p.organization_id = :organization and p.id = :subject and p.active
                """.formatted(HOLDERS, LIVE))
                .param("organization", organization.value())
                .param("subject", subject.value())
                .param("permission", permission.key())
                .param("now", Timestamps.utc(now))
                .query((row, n) -> new ScopeId(row.getObject("scope_id", UUID.class)))
                .list();
    }

    /** Keeps roles from being edited and deleted until the transaction ends; others may give them too. */
    void holdRoles(OrganizationId organization, List<RoleId> roles) {
        jdbc.sql("""
                select id from role where organization_id = :organization and id = any (:roles::uuid[]) order by id for key share
                """)
                .param("organization", organization.value())
                .param("roles", roles.stream().map(RoleId::value).toArray(UUID[]::new))
                .query()
                .listOfRows();
    }

    /** At which of some places an active subject may do something by its grants. */
    Set<ScopeId> among(
            OrganizationId organization, SubjectId subject, Permission permission, List<ScopeId> scopes, Instant now) {
        return new HashSet<>(jdbc.sql("""
                with held as materialized (
                     select distinct g.scope_id
                       from permission_subject p
                       join role_grant g on g.organization_id = :organization and g.subject_id = any (%s) and %s
                       join role r on r.organization_id = g.organization_id and r.id = g.role_id and :permission = any (r.permissions)
                      where p.organization_id = :organization and p.id = :subject and p.active)
                select s.id
                  from scope s
                 where s.organization_id = :organization and s.id = any (:scopes::uuid[])
                   and exists (select from held where held.scope_id = any (s.path))
                   and not exists (select from scope above
                                    where above.organization_id = :organization and above.id = any (s.path) and above.archived_at is not null)
                """.formatted(HOLDERS, LIVE))
                .param("organization", organization.value())
                .param("subject", subject.value())
                .param("permission", permission.key())
                .param("scopes", scopes.stream().map(ScopeId::value).toArray(UUID[]::new))
                .param("now", Timestamps.utc(now))
                .query((row, n) -> new ScopeId(row.getObject("id", UUID.class)))
                .list());
    }

    /** The places of a kind where a subject may do something, by id, after another one (API-5). */
    List<ScopeId> reach(
            OrganizationId organization,
            SubjectId subject,
            Permission permission,
            ScopeKind kind,
            @Nullable ScopeId after,
            int most,
            Instant now) {
        return jdbc.sql("""
                with held as materialized (
                     select distinct g.scope_id
                       from permission_subject p
                       join role_grant g on g.organization_id = :organization and g.subject_id = any (%s) and %s
                       join role r on r.organization_id = g.organization_id and r.id = g.role_id and :permission = any (r.permissions)
                      where p.organization_id = :organization and p.id = :subject and p.active)
                select s.id
                  from scope s
                 where s.organization_id = :organization and s.kind = :kind and s.id > :after
                   and exists (select from held where held.scope_id = any (s.path))
                   and not exists (select from scope above
                                    where above.organization_id = :organization and above.id = any (s.path) and above.archived_at is not null)
                 order by s.id
                 limit :most
                """.formatted(HOLDERS, LIVE))
                .param("organization", organization.value())
                .param("subject", subject.value())
                .param("permission", permission.key())
                .param("kind", kind.key())
                .param("after", after == null ? new UUID(0, 0) : after.value())
                .param("most", most)
                .param("now", Timestamps.utc(now))
                .query((row, n) -> new ScopeId(row.getObject("id", UUID.class)))
                .list();
    }

    /** The active subjects who may do something at a place by their grants, by id, after another one. */
    List<SubjectId> whoMay(
            OrganizationId organization,
            Permission permission,
            ScopeId scope,
            @Nullable SubjectId after,
            int most,
            Instant now) {
        return jdbc.sql("""
                with holder as materialized (
                     select distinct g.subject_id as id
                       from role_grant g
                       join role r on r.organization_id = g.organization_id and r.id = g.role_id and :permission = any (r.permissions)
                      where g.organization_id = :organization and g.scope_id = any (%s) and %s)
                select p.id
                  from (select id from holder
                         union
                        select t.subject_id from team_member t join holder on holder.id = t.team_id where t.organization_id = :organization) may
                  join permission_subject p on p.organization_id = :organization and p.id = may.id and p.active and p.kind = 'member'
                 where p.id > :after
                 order by p.id
                 limit :most
                """.formatted(PATH, LIVE))
                .param("organization", organization.value())
                .param("permission", permission.key())
                .param("scope", scope.value())
                .param("after", after == null ? new UUID(0, 0) : after.value())
                .param("most", most)
                .param("now", Timestamps.utc(now))
                .query((row, n) -> new SubjectId(row.getObject("id", UUID.class)))
                .list();
    }

    boolean isOperator(AccountId account) {
        return jdbc.sql("select exists (select from operator where account_id = :account)")
                .param("account", account.value())
                .query(Boolean.class)
                .single();
    }
}
