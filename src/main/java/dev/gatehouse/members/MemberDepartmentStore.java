package dev.gatehouse.members;

import static dev.gatehouse.members.ListedStore.found;
import static dev.gatehouse.members.ListedStore.numbers;
import static dev.gatehouse.members.ListedStore.sorted;
import static dev.gatehouse.members.ListedStore.timely;
import static dev.gatehouse.members.ListedStore.times;

import dev.gatehouse.platform.OrganizationId;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Reads who is in a department, or in what lies in it, for the members list (MEM-3). */
@Repository
class MemberDepartmentStore {

    /** Whether a row is of the department, where somebody else found it. */
    static final String IN_DEPARTMENT = "%s.department_id = any (:departments::uuid[])";

    private final JdbcClient jdbc;

    MemberDepartmentStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** How many of a department stand in the cells, counted as far as a bound, from the index alone. */
    int count(OrganizationId organization, ListedDepartment department, List<MemberCell> cells, int bound) {
        return jdbc.sql("""
                select count(*)
                  from (select from member
                         where organization_id = :organization and department_id = any (:departments::uuid[]) and cell = any (:cells::smallint[])
                         limit :bound) bounded
                """)
                .param("organization", organization.value())
                .param("departments", department.ids())
                .param("cells", numbers(cells))
                .param("bound", bound)
                .query(Integer.class)
                .single();
    }

    /**
     * One page of those of a department who stand in the cells, all of whom are read; counted exactly.
     *
     * @param patterns what their words must match; empty for all
     * @param team only those who are in this team, too; null for all
     */
    Listed.Found page(
            OrganizationId organization,
            MemberListQuery query,
            ListedDepartment department,
            List<MemberCell> cells,
            String[] patterns,
            @Nullable ListedTeam team,
            int rows,
            Instant now) {
        var statement = jdbc.sql(sorted(query, """
                select m.id, m.cell, m.name_key, m.last_active_key
                  from (select id, cell, name_key, last_active_key, subject_id, first_name, last_name, email, username, phone, universal_identifier
                          from member
                         where organization_id = :organization and department_id = any (:departments::uuid[]) and cell = any (:cells::smallint[])%s
                        offset 0) m
                 where true%s%s
                """.formatted(
                                timely(query),
                                patterns.length == 0
                                        ? ""
                                        : " and member_words(m.first_name, m.last_name, m.email, m.username, m.phone, m.universal_identifier)"
                                                + " like all (:patterns)",
                                team == null ? "" : " and " + MemberTeamStore.inTeam("m"))))
                .param("departments", department.ids())
                .param("cells", numbers(cells));
        if (patterns.length > 0) statement = statement.param("patterns", patterns);
        if (team != null) statement = statement.param("team", team.id().value());
        return found(
                times(statement, query, now),
                organization,
                query,
                patterns.length == 0 ? Integer.MAX_VALUE : MemberList.SEARCH_BOUND,
                rows);
    }

    /** One page of those of a department among people whom a search found. */
    Listed.Found among(
            OrganizationId organization,
            MemberListQuery query,
            ListedDepartment department,
            List<MemberCell> cells,
            List<UUID> people,
            int rows) {
        var statement = jdbc.sql(sorted(query, """
                select m.id, m.cell, m.name_key, m.last_active_key
                  from unnest(:people::uuid[]) as person (id)
                  join member m on m.organization_id = :organization and m.id = person.id
                 where m.department_id = any (:departments::uuid[]) and m.cell = any (:cells::smallint[])
                """))
                .param("people", people.toArray(UUID[]::new))
                .param("departments", department.ids())
                .param("cells", numbers(cells));
        return found(statement, organization, query, MemberList.SEARCH_BOUND, rows);
    }

    /**
     * One page of a large department: the ordered ranges of the cells are merged, and whoever comes is asked for, until the page is full.
     *
     * @param few cells in which so few are inactive or expired that they are read whole and sorted
     */
    List<Listed> merged(
            OrganizationId organization,
            MemberListQuery query,
            ListedDepartment department,
            List<MemberCell> cells,
            Set<MemberCell> few,
            int rows,
            Instant now) {
        return ListedStore.merged(
                query,
                cells,
                rows,
                (place, down) -> times(
                                jdbc.sql(ListedStore.merge(
                                        query, place, few, down, "department_id", IN_DEPARTMENT.formatted("ranges"))),
                                query,
                                now)
                        .param("organization", organization.value())
                        .param("departments", department.ids()));
    }
}
