package dev.gatehouse.members;

import dev.gatehouse.access.RoleName;
import dev.gatehouse.platform.MemberId;
import dev.gatehouse.platform.OrganizationId;
import dev.gatehouse.platform.SubjectId;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The columns of a list that other rooms' tables fill, each for a whole page at once (MEM-1). */
@Repository
class MemberColumnStore {

    /**
     * The role that makes somebody's level.
     *
     * @param place the hub or repository where it holds; null where it holds in the whole organization
     */
    record Highest(RoleName role, @Nullable String place) {}

    private final JdbcClient jdbc;

    MemberColumnStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Of the roles of one level the one that holds widest; as in the function {@code follow_levels}. The fences (offset 0) keep each
     * step to its key: the planner would rather read an organization's grants once for each row.
     */
    Map<SubjectId, Highest> highest(OrganizationId organization, Collection<SubjectId> subjects) {
        var highest = new HashMap<SubjectId, Highest>();
        jdbc.sql("""
                select asked.subject_id, best.predefined, best.name, coalesce(h.name, p.name) as place
                  from unnest(:subjects::uuid[]) as asked (subject_id)
                 cross join lateral (
                        select r.predefined, r.name, g.scope_id
                          from (select asked.subject_id as id
                                 union all
                                select t.team_id from team_member t
                                 where t.organization_id = :organization and t.subject_id = asked.subject_id) holder
                         cross join lateral (
                                select id, role_id, scope_id from role_grant
                                 where organization_id = :organization and subject_id = holder.id and ended_at is null offset 0) g
                         cross join lateral (
                                select id, predefined, name, level from role where organization_id = :organization and id = g.role_id offset 0) r
                         cross join lateral (
                                select path from scope where organization_id = :organization and id = g.scope_id offset 0) s
                         where (select true from scope a
                                 where a.organization_id = :organization and a.id = any (s.path) and a.archived_at is not null limit 1) is null
                         order by level_rank(r.level), cardinality(s.path), r.predefined is null, r.id, g.id
                         limit 1) best
                  left join lateral (
                        select name from hub where organization_id = :organization and id = best.scope_id offset 0) h on true
                  left join lateral (
                        select name from repository where organization_id = :organization and id = best.scope_id offset 0) p on true
                """)
                .param("organization", organization.value())
                .param("subjects", values(subjects))
                .query(row -> {
                    highest.put(
                            new SubjectId(row.getObject("subject_id", UUID.class)),
                            new Highest(
                                    RoleName.of(row.getString("predefined"), row.getString("name")),
                                    row.getString("place")));
                });
        return highest;
    }

    /** The names of everybody's teams, in their order; of those who are in any. */
    Map<SubjectId, List<String>> teams(OrganizationId organization, Collection<SubjectId> subjects) {
        var teams = new HashMap<SubjectId, List<String>>();
        jdbc.sql("""
                select asked.subject_id, joined.names
                  from unnest(:subjects::uuid[]) as asked (subject_id)
                 cross join lateral (
                        select array_agg(n.name order by n.name_key, n.id) as names
                          from team_member t
                         cross join lateral (
                                select id, name, name_key from team where organization_id = :organization and id = t.team_id offset 0) n
                         where t.organization_id = :organization and t.subject_id = asked.subject_id) joined
                 where joined.names is not null
                """)
                .param("organization", organization.value())
                .param("subjects", values(subjects))
                .query(row -> {
                    teams.put(new SubjectId(row.getObject("subject_id", UUID.class)), List.of((String[])
                            row.getArray("names").getArray()));
                });
        return teams;
    }

    /** Those of some members who were invited, and did not come another way. */
    Set<MemberId> invited(OrganizationId organization, Collection<MemberId> members) {
        return members.isEmpty()
                ? Set.of()
                : new HashSet<>(jdbc.sql("""
                        select member_id from invitation where organization_id = :organization and member_id = any (:members::uuid[])
                        """)
                        .param("organization", organization.value())
                        .param("members", members.stream().map(MemberId::value).toArray(UUID[]::new))
                        .query((row, n) -> new MemberId(row.getObject("member_id", UUID.class)))
                        .list());
    }

    private static UUID[] values(Collection<SubjectId> subjects) {
        return subjects.stream().map(SubjectId::value).distinct().toArray(UUID[]::new);
    }
}
