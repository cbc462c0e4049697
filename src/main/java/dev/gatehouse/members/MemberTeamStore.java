package dev.gatehouse.members;

import static dev.gatehouse.members.ListedStore.found;
import static dev.gatehouse.members.ListedStore.numbers;
import static dev.gatehouse.members.ListedStore.sorted;
import static dev.gatehouse.members.ListedStore.timely;
import static dev.gatehouse.members.ListedStore.times;

import dev.gatehouse.platform.OrganizationId;
import dev.gatehouse.platform.SubjectId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Reads teams for the members list: which there are, and who is in one (MEM-3). */
@Repository
class MemberTeamStore {

    private static final String TEAM = "select id, name, members from team where organization_id = :organization";

    /** The people of a team, or as many of them as are looked at, from the index by subject alone. */
    private static final String PEOPLE = """
            (select id, cell, name_key, last_active_key, invitation_expires_at from member
                          where organization_id = :organization
                            and subject_id = any (array(select subject_id from team_member
                                                         where organization_id = :organization and team_id = :team
                                                         order by subject_id limit :look))
                         offset 0)""";

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

    private static ListedTeam team(ResultSet row, int number) throws SQLException {
        return new ListedTeam(
                new SubjectId(row.getObject("id", UUID.class)), row.getString("name"), row.getLong("members"));
    }
}
