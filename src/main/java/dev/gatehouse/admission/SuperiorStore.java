package dev.gatehouse.admission;

import dev.gatehouse.access.Gift;
import dev.gatehouse.platform.MemberId;
import dev.gatehouse.platform.OrganizationId;
import dev.gatehouse.platform.RoleId;
import dev.gatehouse.platform.ScopeId;
import dev.gatehouse.platform.TeamId;
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

/** Reads what other rooms keep about roles; writes nothing. */
@Repository
class SuperiorStore {

    private final JdbcClient jdbc;

    SuperiorStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The roles that administer, at whatever place, which people hold or were promised, by themselves or by a team. */
    Map<MemberId, Set<Gift>> administrative(OrganizationId organization, List<MemberId> people, Instant now) {
        var gifts = new HashMap<MemberId, Set<Gift>>();
        jdbc.sql("""
                with asked as materialized (
                     select id, subject_id from member where organization_id = :organization and id = any (:people::uuid[])),
                     promised as materialized (
                     select i.member_id, i.team_id, i.role_id, i.scope_id
                       from asked join initial_permission i on i.organization_id = :organization and i.member_id = asked.id),
                     holder as materialized (
                     select id as member_id, subject_id as holder_id from asked
                      union
                     select asked.id, t.team_id from asked join team_member t on t.organization_id = :organization and t.subject_id = asked.subject_id
                      union
                     select member_id, team_id from promised where team_id is not null),
                     gift as (
                     select member_id, role_id, scope_id from promised where role_id is not null
                      union
                     select h.member_id, g.role_id, g.scope_id
                       from holder h
                       join role_grant g on g.organization_id = :organization and g.subject_id = h.holder_id
                        and g.ended_at is null and (g.expires_at is null or g.expires_at > :now))
                select gift.member_id, gift.role_id, gift.scope_id
                  from gift join role r on r.organization_id = :organization and r.id = gift.role_id and r.level <> 'member'
                """)
                .param("organization", organization.value())
                .param("people", people.stream().map(MemberId::value).toArray(UUID[]::new))
                .param("now", Timestamps.utc(now))
                .query(row -> {
                    gifts.computeIfAbsent(new MemberId(row.getObject("member_id", UUID.class)), _ -> new HashSet<>())
                            .add(Gift.of(
                                    new RoleId(row.getObject("role_id", UUID.class)),
                                    new ScopeId(row.getObject("scope_id", UUID.class))));
                });
        return gifts;
    }

    /** Those of some teams that make nobody an administrator of anything. */
    List<TeamId> plain(OrganizationId organization, List<TeamId> teams, Instant now) {
        return jdbc.sql("""
                select t.id from team t
                 where t.organization_id = :organization and t.id = any (:teams::uuid[])
                   and not exists (select from role_grant g
                                     join role r on r.organization_id = g.organization_id and r.id = g.role_id and r.level <> 'member'
                                    where g.organization_id = :organization and g.subject_id = t.id
                                      and g.ended_at is null and (g.expires_at is null or g.expires_at > :now))
                 order by t.id
                """)
                .param("organization", organization.value())
                .param("teams", teams.stream().map(TeamId::value).toArray(UUID[]::new))
                .param("now", Timestamps.utc(now))
                .query((row, n) -> new TeamId(row.getObject("id", UUID.class)))
                .list();
    }
}
