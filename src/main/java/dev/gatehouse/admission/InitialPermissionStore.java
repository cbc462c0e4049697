package dev.gatehouse.admission;

import dev.gatehouse.access.Gift;
import dev.gatehouse.platform.MemberId;
import dev.gatehouse.platform.OrganizationId;
import dev.gatehouse.platform.RoleId;
import dev.gatehouse.platform.RowSource;
import dev.gatehouse.platform.ScopeId;
import dev.gatehouse.platform.TeamId;
import dev.gatehouse.platform.Timestamps;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class InitialPermissionStore {

    /** A place in a team or a role, one of the two, and who promised it; null for the platform itself. */
    record Promise(
            @Nullable TeamId team,
            @Nullable Gift gift,
            @Nullable MemberId by) {}

    private final JdbcClient jdbc;

    InitialPermissionStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void insert(
            OrganizationId organization, List<MemberId> members, InitialPermissions promised, @Nullable MemberId by) {
        if (promised.isEmpty() || members.isEmpty()) return;
        var gifts = promised.gifts();
        jdbc.sql("""
                insert into initial_permission (organization_id, member_id, team_id, role_id, scope_id, expires_at, given_by)
                select :organization, member, promise.team, promise.role, promise.scope, promise.ends, :by
                  from unnest(:members::uuid[]) as member
                 cross join (select team, null::uuid as role, null::uuid as scope, null::timestamptz as ends from unnest(:teams::uuid[]) as team
                              union all
                             select null, role, scope, ends
                               from unnest(:roles::uuid[], :scopes::uuid[], :ends::text[]::timestamptz[]) as gift (role, scope, ends)) promise
                """)
                .param("organization", organization.value())
                .param("by", by == null ? null : by.value())
                .param("members", members.stream().map(MemberId::value).toArray(UUID[]::new))
                .param("teams", promised.teams().stream().map(TeamId::value).toArray(UUID[]::new))
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
                .update();
    }

    /**
     * Of people who wait in a table; the roles are for the whole organization. A role goes by the id of its member, who gets no more than one
     * here: a million random numbers are a few seconds.
     */
    void insert(
            OrganizationId organization,
            RowSource people,
            List<TeamId> teams,
            Set<RoleId> roles,
            @Nullable MemberId by) {
        if (teams.isEmpty() && roles.isEmpty()) return;
        jdbc.sql("""
                insert into initial_permission (organization_id, id, member_id, team_id, role_id, scope_id, given_by)
                select :organization, case when promise.role is null then uuidv7() else person.id end, person.id, promise.team, promise.role,
                       case when promise.role is not null then :organization end, :by
                  from (%s) person
                 cross join lateral (select team, null::uuid as role from unnest(:teams::uuid[]) as team
                                      union all
                                     select null, person.role_id where person.role_id = any (:roles::uuid[])) promise
                """.formatted(people.query()))
                .params(people.parameters())
                .param("organization", organization.value())
                .param("by", by == null ? null : by.value())
                .param("teams", teams.stream().map(TeamId::value).toArray(UUID[]::new))
                .param("roles", roles.stream().map(RoleId::value).toArray(UUID[]::new))
                .update();
    }

    /**
     * What was promised, which is over with that. The roles are held first, as whoever deletes one holds it before what was
     * promised of it.
     */
    List<Promise> take(OrganizationId organization, MemberId member) {
        jdbc.sql("""
                select r.id from role r
                 where r.organization_id = :organization
                   and r.id in (select role_id from initial_permission where organization_id = :organization and member_id = :member)
                 order by r.id for key share
                """)
                .param("organization", organization.value())
                .param("member", member.value())
                .query()
                .listOfRows();
        return jdbc.sql("""
                delete from initial_permission where organization_id = :organization and member_id = :member
                returning team_id, role_id, scope_id, expires_at, given_by
                """)
                .param("organization", organization.value())
                .param("member", member.value())
                .query((row, n) -> {
                    var team = row.getObject("team_id", UUID.class);
                    var by = row.getObject("given_by", UUID.class);
                    return new Promise(
                            team == null ? null : new TeamId(team),
                            team != null
                                    ? null
                                    : new Gift(
                                            new RoleId(row.getObject("role_id", UUID.class)),
                                            new ScopeId(row.getObject("scope_id", UUID.class)),
                                            Timestamps.optionalInstant(row, "expires_at")),
                            by == null ? null : new MemberId(by));
                })
                .list();
    }

    /** Whether a role can be given in the whole organization and makes nobody an administrator. */
    boolean plainRole(OrganizationId organization, RoleId role) {
        return jdbc.sql("""
                select exists (select from role where organization_id = :organization and id = :role and level = 'member'
                                  and 'organization' = any (scope_kinds))
                """)
                .param("organization", organization.value())
                .param("role", role.value())
                .query(Boolean.class)
                .single();
    }

    void drop(OrganizationId organization, MemberId member) {
        jdbc.sql("delete from initial_permission where organization_id = :organization and member_id = :member")
                .param("organization", organization.value())
                .param("member", member.value())
                .update();
    }

    void move(OrganizationId organization, MemberId from, MemberId into) {
        jdbc.sql("""
                update initial_permission set member_id = :into
                 where organization_id = :organization and member_id = :from
                   and not exists (select from initial_permission where organization_id = :organization and member_id = :into)
                """)
                .param("into", into.value())
                .param("organization", organization.value())
                .param("from", from.value())
                .update();
    }
}
