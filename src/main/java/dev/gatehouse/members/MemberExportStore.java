package dev.gatehouse.members;

import static dev.gatehouse.members.ListedStore.FIRST_ID;
import static dev.gatehouse.members.ListedStore.numbers;
import static dev.gatehouse.members.ListedStore.timely;
import static dev.gatehouse.members.ListedStore.times;

import dev.gatehouse.members.MemberList.Narrowed;
import dev.gatehouse.platform.AttributeId;
import dev.gatehouse.platform.DepartmentId;
import dev.gatehouse.platform.MemberId;
import dev.gatehouse.platform.OrganizationId;
import dev.gatehouse.platform.Timestamps;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Reads members with all that is told of them, for files (MEM-7). */
@Repository
class MemberExportStore {

    private final JdbcClient jdbc;

    MemberExportStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * The next rows of a list in the order of their creation. What other tables know of them is asked by key, row for row of the chunk and
     * in the same statement: the fences (offset 0) keep the planner from reading those tables whole.
     *
     * @param attributes whether the organization's own attributes are wanted
     */
    List<ExportRow> chunk(
            OrganizationId organization,
            Narrowed list,
            boolean attributes,
            @Nullable MemberId after,
            int rows,
            Instant now) {
        var query = list.query();
        var team = query.team();
        var department = list.department();
        var statement = jdbc.sql("""
                with page as materialized (
                    select m.id, m.subject_id, m.status, m.source, m.first_name, m.last_name, m.email, m.username, m.phone, m.level,
                           m.universal_identifier, m.language, m.currency, m.department_id, m.job_profile_id, m.user_type_id, m.partner_id,
                           m.invitation_expires_at, m.last_active_at, m.created_at
                      from member m
                     where m.organization_id = :organization and m.id > :after and m.cell = any (:cells::smallint[])%s%s%s%s
                     order by m.id
                     limit :rows)
                select m.*, j.name as job_profile, coalesce(u.predefined, u.name) as user_type, p.name as partner, best.name as role,
                       joined.names as teams%s
                  from page m
                  left join job_profile j on j.organization_id = :organization and j.id = m.job_profile_id
                  left join user_type u on u.organization_id = :organization and u.id = m.user_type_id
                  left join partner p on p.organization_id = :organization and p.id = m.partner_id
                  left join lateral (
                        select coalesce(r.predefined, r.name) as name
                          from (select id, role_id from role_grant
                                 where organization_id = :organization and subject_id = m.subject_id and scope_id = :organization
                                   and ended_at is null and expires_at is null offset 0) g
                         cross join lateral (
                                select id, predefined, name, level from role where organization_id = :organization and id = g.role_id offset 0) r
                         order by level_rank(r.level), r.predefined is null, r.id
                         limit 1) best on true
                  left join lateral (
                        select array_agg(n.name order by n.name_key, n.id) as names
                          from team_member t
                         cross join lateral (
                                select id, name, name_key from team where organization_id = :organization and id = t.team_id offset 0) n
                         where t.organization_id = :organization and t.subject_id = m.subject_id) joined on true%s
                 order by m.id
                """.formatted(
                        timely(query),
                        list.patterns().isEmpty()
                                ? ""
                                : " and member_words(m.first_name, m.last_name, m.email, m.username, m.phone, m.universal_identifier)"
                                        + " like all (:patterns)",
                        team == null
                                ? ""
                                : list.smallTeam()
                                        ? " and m.subject_id = any (array(select subject_id from team_member"
                                                + " where organization_id = :organization and team_id = :team))"
                                        : " and " + MemberTeamStore.inTeam("m"),
                        department == null ? "" : " and " + MemberDepartmentStore.IN_DEPARTMENT.formatted("m"),
                        attributes ? ", kept.ids as attributes, kept.contents" : "",
                        attributes ? """

                          left join lateral (
                                select array_agg(v.attribute_id) as ids, array_agg(v.value) as contents
                                  from member_attribute v
                                 where v.organization_id = :organization and v.member_id = m.id) kept on true""" : ""));
        if (!list.patterns().isEmpty())
            statement = statement.param("patterns", list.patterns().toArray(String[]::new));
        if (team != null) statement = statement.param("team", team.value());
        if (department != null) statement = statement.param("departments", department.ids());
        return times(statement, query, now)
                .param("organization", organization.value())
                .param("cells", numbers(query.cells()))
                .param("after", after == null ? FIRST_ID : after.value())
                .param("rows", rows)
                .query((row, n) -> row(row, attributes))
                .list();
    }

    private static ExportRow row(ResultSet row, boolean attributes) throws SQLException {
        var department = row.getObject("department_id", UUID.class);
        return new ExportRow(
                new MemberId(row.getObject("id", UUID.class)),
                row.getString("first_name"),
                row.getString("last_name"),
                row.getString("email"),
                row.getString("username"),
                row.getString("phone"),
                row.getString("universal_identifier"),
                row.getString("language"),
                row.getString("currency"),
                department == null ? null : new DepartmentId(department),
                row.getString("job_profile"),
                row.getString("user_type"),
                row.getString("partner"),
                row.getString("role"),
                MemberStatus.valueOf(row.getString("status")),
                ListedStore.level(row.getString("level")),
                texts(row.getArray("teams")),
                row.getString("source").equals("sso"),
                Timestamps.optionalInstant(row, "invitation_expires_at"),
                Timestamps.optionalInstant(row, "last_active_at"),
                Timestamps.instant(row, "created_at"),
                attributes ? attributes(row) : Map.of());
    }

    private static Map<AttributeId, String> attributes(ResultSet row) throws SQLException {
        var ids = row.getArray("attributes");
        if (ids == null) return Map.of();
        var contents = texts(row.getArray("contents"));
        var attributes = new HashMap<AttributeId, String>();
        var n = 0;
        for (var id : (UUID[]) ids.getArray()) attributes.put(new AttributeId(id), contents.get(n++));
        return attributes;
    }

    private static List<String> texts(@Nullable Array array) throws SQLException {
        return array == null ? List.of() : List.of((String[]) array.getArray());
    }
}
