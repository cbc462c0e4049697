package dev.gatehouse.members;

import static dev.gatehouse.members.ListedStore.found;
import static dev.gatehouse.members.ListedStore.numbers;
import static dev.gatehouse.members.ListedStore.sorted;
import static dev.gatehouse.members.ListedStore.timely;
import static dev.gatehouse.members.ListedStore.timelyByRange;
import static dev.gatehouse.members.ListedStore.times;

import dev.gatehouse.platform.OrganizationId;
import dev.gatehouse.platform.SubjectId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Reads teams for the members list: which there are, and who is in one (MEM-3). */
@Repository
class MemberTeamStore {

    private static final String TEAM = "select id, name, members from team where organization_id = :organization";

    /**
     * The people of a team, or as many of them as are looked at, each from the index by subject; the fence keeps the planner
     * from reading the organization instead.
     */
    private static final String PEOPLE = """
            (select m.id, m.cell, m.name_key, m.last_active_key, m.invitation_expires_at
                          from (select subject_id from team_member
                                 where organization_id = :organization and team_id = :team
                                 order by subject_id
                                 limit :look) t
                         cross join lateral (select id, cell, name_key, last_active_key, invitation_expires_at from member
                                              where organization_id = :organization and subject_id = t.subject_id
                                             offset 0) m)""";

    private final JdbcClient jdbc;

    MemberTeamStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Optional<ListedTeam> byId(OrganizationId organization, SubjectId team) {
        return jdbc.sql(TEAM + " and id = :team")
                .param("organization", organization.value())
                .param("team", team.value())
                .query(MemberTeamStore::team)
                .optional();
    }

    Optional<ListedTeam> byName(OrganizationId organization, String name) {
        return jdbc.sql(TEAM + " and lower(normalize(name, NFKC)) = lower(normalize(:name, NFKC))")
                .param("organization", organization.value())
                .param("name", name)
                .query(MemberTeamStore::team)
                .optional();
    }

    /** The first teams by name. */
    List<ListedTeam> first(OrganizationId organization, int most) {
        return jdbc.sql(TEAM + " order by name_key, id limit :most")
                .param("organization", organization.value())
                .param("most", most)
                .query(MemberTeamStore::team)
                .list();
    }

    /** The first teams whose name begins with what was typed. */
    List<ListedTeam> beginning(OrganizationId organization, String typed, int most) {
        return jdbc.sql(TEAM + """
                 and name_key >= fold(:typed) and name_key < fold(:typed) || U&'\\+10FFFF' collate "C"
                 order by name_key, id limit :most
                """)
                .param("organization", organization.value())
                .param("typed", typed)
                .param("most", most)
                .query(MemberTeamStore::team)
                .list();
    }

    /** Whether a row is of the team, by its key; as a value, so that the planner does not read the team and sort it instead. */
    static String inTeam(String row) {
        return "(select true from team_member t where t.organization_id = :organization and t.team_id = :team and t.subject_id = %s.subject_id)"
                .formatted(row);
    }

    /** One page of the people of a team, all of whom are read; counted exactly. */
    Listed.Found page(
            OrganizationId organization,
            MemberListQuery query,
            List<MemberCell> cells,
            SubjectId team,
            int rows,
            Instant now) {
        var statement = jdbc.sql(sorted(query, """
                select people.id, people.cell, people.name_key, people.last_active_key
                  from %s people
                 where people.cell = any (:cells::smallint[])%s
                """.formatted(PEOPLE, timely(query))))
                .param("cells", numbers(cells))
                .param("team", team.value())
                .param("look", Integer.MAX_VALUE);
        return found(times(statement, query, now), organization, query, Integer.MAX_VALUE, rows);
    }

    /** How many of those that are looked at in a team are in the list. */
    int count(
            OrganizationId organization,
            MemberListQuery query,
            List<MemberCell> cells,
            SubjectId team,
            int look,
            Instant now) {
        var statement = jdbc.sql("select count(*) from %s people where people.cell = any (:cells::smallint[])%s"
                .formatted(PEOPLE, timely(query)));
        return times(statement, query, now)
                .param("organization", organization.value())
                .param("cells", numbers(cells))
                .param("team", team.value())
                .param("look", look)
                .query(Integer.class)
                .single();
    }

    /** How many of those in the cells are in the team: exact, and therefore for few cells alone. */
    int countInCells(
            OrganizationId organization, MemberListQuery query, List<MemberCell> cells, SubjectId team, Instant now) {
        var statement = jdbc.sql("""
                select count(*)
                  from unnest(:cells::smallint[]) as asked (cell)
                 cross join lateral (select from member
                                      where organization_id = :organization and cell = asked.cell%s and %s
                                     offset 0) people
                """.formatted(timelyByRange(query), inTeam("member")));
        return times(statement, query, now)
                .param("cells", numbers(cells))
                .param("organization", organization.value())
                .param("team", team.value())
                .query(Integer.class)
                .single();
    }

    /**
     * One page of a large team: the ordered ranges of the cells are merged, and whoever comes is asked for, until the page is full.
     *
     * @param few cells in which so few are inactive or expired that they are read whole and sorted
     */
    List<Listed> merged(
            OrganizationId organization,
            MemberListQuery query,
            List<MemberCell> cells,
            SubjectId team,
            Set<MemberCell> few,
            int rows,
            Instant now) {
        return ListedStore.merged(
                query,
                cells,
                rows,
                (place, down) -> times(
                                jdbc.sql(ListedStore.merge(query, place, few, down, "subject_id", inTeam("ranges"))),
                                query,
                                now)
                        .param("organization", organization.value())
                        .param("team", team.value()));
    }

    private static ListedTeam team(ResultSet row, int number) throws SQLException {
        return new ListedTeam(
                new SubjectId(row.getObject("id", UUID.class)), row.getString("name"), row.getLong("members"));
    }
}
