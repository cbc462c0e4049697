package dev.gatehouse.permissions;

import dev.gatehouse.access.Place;
import dev.gatehouse.access.RoleName;
import dev.gatehouse.access.ScopeKind;
import dev.gatehouse.permissions.MemberPermissionsView.LeftOut;
import dev.gatehouse.permissions.MemberPermissionsView.Promise;
import dev.gatehouse.platform.MemberId;
import dev.gatehouse.platform.OrganizationId;
import dev.gatehouse.platform.ScopeId;
import dev.gatehouse.platform.TeamId;
import dev.gatehouse.platform.Timestamps;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Reads what other rooms keep about people who are not in yet; writes nothing. */
@Repository
class PromiseStore {

    private static final int MOST = 200;

    private final JdbcClient jdbc;

    PromiseStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** What somebody gets once they are registered, roles first, the highest first. */
    List<Promise> promises(OrganizationId organization, MemberId member) {
        return jdbc.sql("""
                select i.team_id, t.name as team_name, i.role_id, r.predefined, r.name as role_name, i.expires_at,
                       s.id as scope_id, s.kind, coalesce(h.name, p.name, o.name) as scope_name, within.name as within_name,
                       exists (select from scope above where above.organization_id = s.organization_id and above.id = any (s.path)
                                                        and above.archived_at is not null) as archived,
                       coalesce(nullif(btrim(b.first_name || ' ' || b.last_name), ''), b.email, f.label) as given_by
                  from initial_permission i
                  join organization o on o.id = i.organization_id
                  left join team t on t.organization_id = i.organization_id and t.id = i.team_id
                  left join role r on r.organization_id = i.organization_id and r.id = i.role_id
                  left join scope s on s.organization_id = i.organization_id and s.id = i.scope_id
                  left join hub h on h.organization_id = s.organization_id and h.id = s.id
                  left join repository p on p.organization_id = s.organization_id and p.id = s.id
                  left join hub within on within.organization_id = p.organization_id and within.id = p.hub_id
                  left join member b on b.organization_id = i.organization_id and b.id = i.given_by
                  left join former_member f on f.organization_id = i.organization_id and f.member_id = i.given_by
                 where i.organization_id = :organization and i.member_id = :member
                 order by i.role_id is null, level_rank(r.level), scope_rank(s.kind), scope_name, t.name_key, i.id
                 limit :most
                """)
                .param("organization", organization.value())
                .param("member", member.value())
                .param("most", MOST)
                .query((row, n) -> {
                    var team = row.getObject("team_id", UUID.class);
                    return new Promise(
                            team != null ? null : RoleName.of(row.getString("predefined"), row.getString("role_name")),
                            team != null
                                    ? null
                                    : new Place(
                                            new ScopeId(row.getObject("scope_id", UUID.class)),
                                            ScopeKind.of(row.getString("kind")),
                                            row.getString("scope_name"),
                                            row.getString("within_name"),
                                            row.getBoolean("archived")),
                            Timestamps.optionalInstant(row, "expires_at"),
                            team == null ? null : new TeamId(team),
                            row.getString("team_name"),
                            row.getString("given_by"));
                })
                .list();
    }

    /** What was left out when somebody came in, the newest first: the log knows. */
    List<LeftOut> leftOut(OrganizationId organization, MemberId member) {
        return jdbc.sql("""
                select at, detail ->> 'role' as role, detail ->> 'scope' as scope, detail ->> 'team' as team
                  from event
                 where organization_id = :organization and target_id = :member and target_kind = 'member'
                   and kind in ('role.left_out', 'team.left_out')
                 order by id desc
                 limit :most
                """)
                .param("organization", organization.value())
                .param("member", member.value())
                .param("most", MOST)
                .query((row, n) -> new LeftOut(
                        Timestamps.instant(row, "at"),
                        row.getString("role"),
                        row.getString("scope"),
                        row.getString("team")))
                .list();
    }
}
