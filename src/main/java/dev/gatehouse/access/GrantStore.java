package dev.gatehouse.access;

import dev.gatehouse.platform.GrantId;
import dev.gatehouse.platform.MemberId;
import dev.gatehouse.platform.OrganizationId;
import dev.gatehouse.platform.RoleId;
import dev.gatehouse.platform.ScopeId;
import dev.gatehouse.platform.SubjectId;
import dev.gatehouse.platform.TeamId;
import dev.gatehouse.platform.Timestamps;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class GrantStore {

    /** Names of places, teams and givers stand in tables of other rooms. */
    private static final String SHOWN = """
            g.id, g.subject_id, g.role_id, r.predefined, r.name as role_name, r.level, g.granted_at, g.expires_at,
            g.ended_at is not null or coalesce(g.expires_at <= :now, false) as ended,
            t.id as team_id, holder.id as member_id, coalesce(t.name, holder.label, '') as holder_name,
            s.id as scope_id, s.kind, coalesce(h.name, p.name, o.name) as scope_name, within.name as within_name,
            exists (select from scope above where above.organization_id = s.organization_id and above.id = any (s.path)
                                             and above.archived_at is not null) as archived,
            coalesce(nullif(btrim(b.first_name || ' ' || b.last_name), ''), b.email, f.label) as granted_by
            """;

    private static final String JOINED = """
              join role r on r.organization_id = g.organization_id and r.id = g.role_id
              join scope s on s.organization_id = g.organization_id and s.id = g.scope_id
              join organization o on o.id = g.organization_id
              left join hub h on h.organization_id = s.organization_id and h.id = s.id
              left join repository p on p.organization_id = s.organization_id and p.id = s.id
              left join hub within on within.organization_id = p.organization_id and within.id = p.hub_id
              left join team t on t.organization_id = g.organization_id and t.id = g.subject_id
              left join lateral (
                   select m.id, coalesce(nullif(btrim(m.first_name || ' ' || m.last_name), ''), m.email, m.username, m.phone) as label
                     from member m where t.id is null and m.organization_id = g.organization_id and m.subject_id = g.subject_id
                    order by m.source, m.id limit 1) holder on true
              left join member b on b.organization_id = g.organization_id and b.id = g.granted_by
              left join former_member f on f.organization_id = g.organization_id and f.member_id = g.granted_by
            """;

    private static final String ORDER =
            " order by ended, level_rank(r.level), scope_rank(s.kind), scope_name, r.predefined, r.name, holder_name, g.id";

    private final JdbcClient jdbc;

    GrantStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Gives roles to subjects; where one is held already its end, its giver and its time become the new ones. Returns who has them newly or anew. */
    void put(
            OrganizationId organization,
            List<SubjectId> subjects,
            List<Gift> gifts,
            @Nullable MemberId by,
            Instant now) {
        jdbc.sql("""
                insert into role_grant as g (organization_id, subject_id, role_id, scope_id, expires_at, granted_by, granted_at)
                select :organization, subject, role, scope, ends, :by, :now
                  from unnest(:subjects::uuid[]) as subject
                 cross join unnest(:roles::uuid[], :scopes::uuid[], :ends::text[]::timestamptz[]) as gift (role, scope, ends)
                 order by subject, scope, role
                    on conflict (organization_id, subject_id, scope_id, role_id)
                    do update set expires_at = excluded.expires_at, ended_at = null, granted_by = excluded.granted_by, granted_at = excluded.granted_at
                 where g.ended_at is not null or g.expires_at is distinct from excluded.expires_at
                """)
                .param("organization", organization.value())
                .param("by", by == null ? null : by.value())
                .param("now", Timestamps.utc(now))
                .param("subjects", subjects.stream().map(SubjectId::value).toArray(UUID[]::new))
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

    boolean delete(OrganizationId organization, GrantId grant) {
        return jdbc.sql("delete from role_grant where organization_id = :organization and id = :grant")
                        .param("organization", organization.value())
                        .param("grant", grant.value())
                        .update()
                == 1;
    }

    /** Holds what grants hang on until the transaction ends, in one order, so that a team is not taken apart meanwhile. Returns those that are there. */
    List<SubjectId> lock(OrganizationId organization, List<SubjectId> subjects) {
        return jdbc.sql("""
                select id from permission_subject
                 where organization_id = :organization and id = any (:subjects::uuid[])
                 order by id for no key update
                """)
                .param("organization", organization.value())
                .param("subjects", subjects.stream().map(SubjectId::value).toArray(UUID[]::new))
                .query((row, n) -> new SubjectId(row.getObject("id", UUID.class)))
                .list();
    }

    Optional<Grant> find(OrganizationId organization, GrantId grant, Instant now) {
        return select("where g.organization_id = :organization and g.id = :grant", organization, now)
                .param("grant", grant.value())
                .query(GrantStore::grant)
                .optional();
    }

    /** What a member holds, by itself and through its teams. */
    List<Grant> ofMember(OrganizationId organization, SubjectId subject, Instant now) {
        return select("""
                where g.organization_id = :organization
                  and (g.subject_id = :subject
                    or g.subject_id in (select team_id from team_member where organization_id = :organization and subject_id = :subject))
                """, organization, now)
                .param("subject", subject.value())
                .query(GrantStore::grant)
                .list();
    }

    /** What these hold themselves: a member without its teams, or a team. */
    List<Grant> ofHolders(OrganizationId organization, List<SubjectId> holders, Instant now) {
        return select(
                        "where g.organization_id = :organization and g.subject_id = any (:holders::uuid[])",
                        organization,
                        now)
                .param("holders", holders.stream().map(SubjectId::value).toArray(UUID[]::new))
                .query(GrantStore::grant)
                .list();
    }

    /** What is given at exactly one place, the highest roles first; at most so many. */
    List<Grant> at(OrganizationId organization, ScopeId scope, int most, Instant now) {
        return select(
                        "where g.organization_id = :organization and g.scope_id = :scope",
                        organization,
                        now,
                        " limit " + most)
                .param("scope", scope.value())
                .query(GrantStore::grant)
                .list();
    }

    /**
     * What is given around a place, with roles that mean something there: of each role as many as are asked for at most, so that
     * a role that everybody has does not have to be read through.
     */
    List<Grant> around(OrganizationId organization, ScopeId scope, int most, Instant now) {
        return select("""
                where g.organization_id = :organization
                  and g.id = any (array(
                       select given.id
                         from scope s
                        cross join unnest(s.path[2:]) as above (id)
                         join role r on r.organization_id = :organization
                          and exists (select from permission c
                                       where c.key = any (r.permissions) and not c.everybody and scope_rank(c.scope_kind) >= scope_rank(s.kind))
                        cross join lateral (
                              select a.id from role_grant a
                               where a.organization_id = :organization and a.scope_id = above.id and a.role_id = r.id
                                 and a.ended_at is null and (a.expires_at is null or a.expires_at > :now)
                               limit :most) given
                        where s.organization_id = :organization and s.id = :scope
                        order by level_rank(r.level), given.id
                        limit :most))
                """, organization, now)
                .param("scope", scope.value())
                .param("most", most)
                .query(GrantStore::grant)
                .list();
    }

    /** Grants of a role in the order of their holders' ids, after a key or backwards before it. */
    List<Grant> ofRole(
            OrganizationId organization,
            RoleId role,
            @Nullable HolderKey key,
            boolean backward,
            int most,
            Instant now) {
        var turn = backward ? " desc" : "";
        var from = key == null ? "" : " and (a.subject_id, a.id) " + (backward ? "<" : ">") + " (:subject, :grant)";
        var statement = jdbc.sql("select " + SHOWN + " from role_grant g\n" + JOINED + """
                where g.organization_id = :organization
                  and g.id = any (array(
                       select a.id from role_grant a
                        where a.organization_id = :organization and a.role_id = :role%1$s
                        order by a.subject_id%2$s, a.id%2$s
                        limit :most))
                order by g.subject_id%2$s, g.id%2$s
                """.formatted(from, turn))
                .param("organization", organization.value())
                .param("role", role.value())
                .param("most", most)
                .param("now", Timestamps.utc(now));
        if (key != null) statement = statement.param("subject", key.subject()).param("grant", key.grant());
        return statement.query(GrantStore::grant).list();
    }

    /** Who holds a predefined role at each of some places now: the first names, and how many. */
    Map<ScopeId, PlaceHolders> holders(
            OrganizationId organization, PredefinedRole role, List<ScopeId> scopes, int names, Instant now) {
        var holders = new HashMap<ScopeId, PlaceHolders>();
        jdbc.sql("""
                select scope_id, array_agg(name order by place) filter (where place <= :names) as names, count(*) as many
                  from (select g.scope_id, coalesce(t.name, holder.label, '') as name,
                               row_number() over (partition by g.scope_id order by fold(coalesce(t.name, holder.label, '')), g.id) as place
                          from role_grant g
                          join role r on r.organization_id = g.organization_id and r.id = g.role_id and r.predefined = :role
                          left join team t on t.organization_id = g.organization_id and t.id = g.subject_id
                          left join lateral (
                               select coalesce(nullif(btrim(m.first_name || ' ' || m.last_name), ''), m.email, m.username, m.phone) as label
                                 from member m where t.id is null and m.organization_id = g.organization_id and m.subject_id = g.subject_id
                                order by m.source, m.id limit 1) holder on true
                         where g.organization_id = :organization and g.scope_id = any (:scopes::uuid[])
                           and g.ended_at is null and (g.expires_at is null or g.expires_at > :now)) held
                 group by scope_id
                """)
                .param("organization", organization.value())
                .param("role", role.key())
                .param("scopes", scopes.stream().map(ScopeId::value).toArray(UUID[]::new))
                .param("names", names)
                .param("now", Timestamps.utc(now))
                .query(row -> {
                    holders.put(
                            new ScopeId(row.getObject("scope_id", UUID.class)),
                            new PlaceHolders(
                                    List.of((String[]) row.getArray("names").getArray()), row.getLong("many")));
                });
        return holders;
    }

    /** What allows a member something at a place. */
    List<Grant> through(
            OrganizationId organization, SubjectId subject, Permission permission, ScopeId scope, Instant now) {
        return select("""
                where g.organization_id = :organization
                  and g.subject_id = any (array(select :subject::uuid
                       union all select team_id from team_member where organization_id = :organization and subject_id = :subject))
                  and g.scope_id = any ((select path from scope where organization_id = :organization and id = :scope)::uuid[])
                  and g.ended_at is null and (g.expires_at is null or g.expires_at > :now)
                  and :permission = any (r.permissions)
                """, organization, now)
                .param("subject", subject.value())
                .param("permission", permission.key())
                .param("scope", scope.value())
                .query(GrantStore::grant)
                .list();
    }

    /** Organizations where a grant's end is past and not noted yet. */
    List<OrganizationId> expiring(Instant now) {
        return jdbc.sql("select organization_id from organizations_with_expired_grants(:now)")
                .param("now", Timestamps.utc(now))
                .query((row, n) -> new OrganizationId(row.getObject("organization_id", UUID.class)))
                .list();
    }

    /** Notes the end of grants whose time is over. */
    List<Grant> end(OrganizationId organization, int most, Instant now) {
        var ended = jdbc.sql("""
                update role_grant set ended_at = expires_at
                 where organization_id = :organization
                   and id in (select id from role_grant
                               where organization_id = :organization and ended_at is null and expires_at <= :now
                               order by id limit :most for update skip locked)
                returning id
                """)
                .param("organization", organization.value())
                .param("most", most)
                .param("now", Timestamps.utc(now))
                .query(UUID.class)
                .list();
        return select("where g.organization_id = :organization and g.id = any (:ended::uuid[])", organization, now)
                .param("ended", ended.toArray(UUID[]::new))
                .query(GrantStore::grant)
                .list();
    }

    private JdbcClient.StatementSpec select(String where, OrganizationId organization, Instant now) {
        return select(where, organization, now, "");
    }

    private JdbcClient.StatementSpec select(String where, OrganizationId organization, Instant now, String limit) {
        return jdbc.sql("select " + SHOWN + " from role_grant g\n" + JOINED + where + ORDER + limit)
                .param("organization", organization.value())
                .param("now", Timestamps.utc(now));
    }

    private static Grant grant(ResultSet row, int number) throws SQLException {
        var team = row.getObject("team_id", UUID.class);
        var member = row.getObject("member_id", UUID.class);
        return new Grant(
                new GrantId(row.getObject("id", UUID.class)),
                new SubjectId(row.getObject("subject_id", UUID.class)),
                team == null ? null : new TeamId(team),
                member == null ? null : new MemberId(member),
                row.getString("holder_name"),
                new RoleId(row.getObject("role_id", UUID.class)),
                RoleName.of(row.getString("predefined"), row.getString("role_name")),
                Level.of(row.getString("level")),
                new Place(
                        new ScopeId(row.getObject("scope_id", UUID.class)),
                        ScopeKind.of(row.getString("kind")),
                        row.getString("scope_name"),
                        row.getString("within_name"),
                        row.getBoolean("archived")),
                row.getString("granted_by"),
                Timestamps.instant(row, "granted_at"),
                Timestamps.optionalInstant(row, "expires_at"),
                row.getBoolean("ended"));
    }
}
