package dev.gatehouse.teams;

import dev.gatehouse.access.Place;
import dev.gatehouse.access.RoleName;
import dev.gatehouse.access.ScopeKind;
import dev.gatehouse.platform.MemberId;
import dev.gatehouse.platform.OrganizationId;
import dev.gatehouse.platform.ScopeId;
import dev.gatehouse.platform.TeamId;
import dev.gatehouse.platform.Timestamps;
import dev.gatehouse.teams.TeamsView.Gives;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The lists of teams, read from the tables of several rooms; a page costs the same however many teams there are beyond it. */
@Repository
class TeamListStore {

    /** A team with its place in the list. */
    record Listed(Team team, @Nullable String maker, TeamKey key) {}

    private static final UUID FIRST_ID = new UUID(0, 0);

    /** Each word that was typed must stand somewhere in the name; what was typed means itself. */
    private static final String NARROWED = """
             where t.organization_id = :organization
               and (:text = '' or t.name_key like all (array(
                       select '%' || regexp_replace(word, '([\\\\%_])', '\\\\\\1', 'g') || '%'
                         from regexp_split_to_table(fold(:text), '\\s+') as word where word <> '')))
               and (not :mine or t.created_by = :viewer::uuid)
               and (not :onboarding or t.onboarding)
            """;

    private static final String MAKER = """
             left join member b on b.organization_id = :organization and b.id = t.created_by
             left join former_member f on f.organization_id = :organization and f.member_id = t.created_by
            """;

    private static final String MAKER_NAME =
            "coalesce(nullif(btrim(b.first_name || ' ' || b.last_name), ''), b.email, f.label) as maker";

    private final JdbcClient jdbc;

    TeamListStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    List<Listed> page(OrganizationId organization, TeamListQuery query, @Nullable MemberId viewer, int rows) {
        var down = query.backward();
        var from = query.from();
        return narrowed(
                        """
                select %1$s, t.name_key, %2$s
                  from (select t.* from team t
                        %3$s   and (:whole or (t.name_key, t.id) %4$s (:name collate "C", :id))
                         order by t.name_key %5$s, t.id %5$s
                         limit :rows) t
                %6$s order by t.name_key %5$s, t.id %5$s
                """.formatted(
                                TeamStore.TEAM, MAKER_NAME, NARROWED, down ? "<" : ">", down ? "desc" : "asc", MAKER),
                        organization,
                        query,
                        viewer)
                .param("whole", from == null)
                .param("name", from == null ? "" : from.name())
                .param("id", from == null ? FIRST_ID : from.id())
                .param("rows", rows)
                .query((row, n) -> {
                    var team = TeamStore.team(row, n);
                    return new Listed(
                            team,
                            row.getString("maker"),
                            new TeamKey(row.getString("name_key"), team.id().value()));
                })
                .list();
    }

    long count(OrganizationId organization, TeamListQuery query, @Nullable MemberId viewer) {
        return narrowed("select count(*) from team t" + NARROWED, organization, query, viewer)
                .query(Long.class)
                .single();
    }

    /** What to call whoever made a team, as far as that is still known. */
    Optional<String> maker(OrganizationId organization, TeamId team) {
        return jdbc.sql("select " + MAKER_NAME + " from team t" + MAKER
                        + " where t.organization_id = :organization and t.id = :team")
                .param("organization", organization.value())
                .param("team", team.value())
                .query((row, n) -> Optional.ofNullable(row.getString("maker")))
                .single();
    }

    /** The highest role that each of some teams gives now, and how many others. */
    Map<TeamId, Gives> gives(OrganizationId organization, List<TeamId> teams, Instant now) {
        var gives = new HashMap<TeamId, Gives>();
        jdbc.sql("""
                select asked.id as team_id, highest.held, r.predefined, r.name as role_name, s.id as scope_id, s.kind,
                       coalesce(h.name, p.name, o.name) as scope_name, within.name as within_name,
                       exists (select from scope above where above.organization_id = s.organization_id and above.id = any (s.path)
                                                         and above.archived_at is not null) as archived
                  from unnest(:teams::uuid[]) as asked (id)
                 cross join lateral (
                        select g.role_id, g.scope_id, count(*) over () as held
                          from role_grant g
                          join role r on r.organization_id = g.organization_id and r.id = g.role_id
                          join scope s on s.organization_id = g.organization_id and s.id = g.scope_id
                         where g.organization_id = :organization and g.subject_id = asked.id
                           and g.ended_at is null and (g.expires_at is null or g.expires_at > :now)
                         order by level_rank(r.level), scope_rank(s.kind), g.id
                         limit 1) highest
                  join role r on r.organization_id = :organization and r.id = highest.role_id
                  join scope s on s.organization_id = :organization and s.id = highest.scope_id
                  join organization o on o.id = :organization
                  left join hub h on h.organization_id = s.organization_id and h.id = s.id
                  left join repository p on p.organization_id = s.organization_id and p.id = s.id
                  left join hub within on within.organization_id = p.organization_id and within.id = p.hub_id
                """)
                .param("organization", organization.value())
                .param("teams", teams.stream().map(TeamId::value).toArray(UUID[]::new))
                .param("now", Timestamps.utc(now))
                .query(row -> {
                    gives.put(
                            new TeamId(row.getObject("team_id", UUID.class)),
                            new Gives(
                                    RoleName.of(row.getString("predefined"), row.getString("role_name")),
                                    new Place(
                                            new ScopeId(row.getObject("scope_id", UUID.class)),
                                            ScopeKind.of(row.getString("kind")),
                                            row.getString("scope_name"),
                                            row.getString("within_name"),
                                            row.getBoolean("archived")),
                                    row.getLong("held") - 1));
                });
        return gives;
    }

    private JdbcClient.StatementSpec narrowed(
            String sql, OrganizationId organization, TeamListQuery query, @Nullable MemberId viewer) {
        return jdbc.sql(sql)
                .param("organization", organization.value())
                .param("text", query.text())
                .param("mine", query.mine())
                .param("viewer", viewer == null ? null : viewer.value())
                .param("onboarding", query.onboarding());
    }
}
