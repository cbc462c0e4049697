package dev.gatehouse.teams;

import dev.gatehouse.members.MembersView.Standing;
import dev.gatehouse.platform.MemberId;
import dev.gatehouse.platform.OrganizationId;
import dev.gatehouse.platform.SubjectId;
import dev.gatehouse.platform.TeamId;
import dev.gatehouse.platform.Timestamps;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class TeamStore {

    /** A member as teams need them; {@code former} where they are terminated, for whom no team is open. */
    record Candidate(MemberId id, SubjectId subject, boolean former) {}

    /** Who came into or left which team. */
    record Moved(TeamId team, SubjectId subject) {}

    static final String TEAM = "t.id, t.name, t.onboarding, t.members, t.created_by, t.created_at";

    private final JdbcClient jdbc;

    TeamStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Optional<Team> find(OrganizationId organization, TeamId team) {
        return jdbc.sql("select " + TEAM + " from team t where t.organization_id = :organization and t.id = :team")
                .param("organization", organization.value())
                .param("team", team.value())
                .query(TeamStore::team)
                .optional();
    }

    List<Team> find(OrganizationId organization, List<TeamId> teams) {
        return jdbc.sql(
                        "select " + TEAM
                                + " from team t where t.organization_id = :organization and t.id = any (:teams::uuid[]) order by t.name_key, t.id")
                .param("organization", organization.value())
                .param("teams", ids(teams))
                .query(TeamStore::team)
                .list();
    }

    /** By name; of those that one member made, or of all. */
    List<Team> choice(
            OrganizationId organization, String typed, @Nullable MemberId madeBy, List<MemberId> of, int most) {
        return jdbc.sql("""
                select %s from team t
                 where t.organization_id = :organization
                   and (:typed = '' or position(fold(:typed) in t.name_key) > 0)
                   and (:by::uuid is null or t.created_by = :by)
                   and (cardinality(:members::uuid[]) = 0
                        or exists (select from member m
                                     join team_member i on i.organization_id = m.organization_id and i.subject_id = m.subject_id
                                    where m.organization_id = :organization and m.id = any (:members::uuid[]) and i.team_id = t.id))
                 order by t.name_key, t.id
                 limit :most
                """.formatted(TEAM))
                .param("organization", organization.value())
                .param("typed", typed)
                .param("by", madeBy == null ? null : madeBy.value())
                .param("members", of.stream().map(MemberId::value).toArray(UUID[]::new))
                .param("most", most)
                .query(TeamStore::team)
                .list();
    }

    List<TeamId> onboarding(OrganizationId organization) {
        return jdbc.sql("select id from team where organization_id = :organization and onboarding order by id")
                .param("organization", organization.value())
                .query((row, n) -> new TeamId(row.getObject("id", UUID.class)))
                .list();
    }

    List<Team> ofSubject(OrganizationId organization, SubjectId subject) {
        return jdbc.sql("""
                select t.id, t.name, t.onboarding, t.members, t.created_by, t.created_at
                  from team_member m join team t on t.organization_id = m.organization_id and t.id = m.team_id
                 where m.organization_id = :organization and m.subject_id = :subject
                 order by t.name_key, t.id
                """)
                .param("organization", organization.value())
                .param("subject", subject.value())
                .query(TeamStore::team)
                .list();
    }

    /** Teams whose name contains what was typed, those that begin with it first; all of them, or those that somebody made. */
    List<Team> search(OrganizationId organization, String typed, @Nullable MemberId madeBy, int most) {
        return jdbc.sql("""
                with wanted as (select fold(:typed) as text,
                                       '%' || regexp_replace(fold(:typed), '([\\\\%_])', '\\\\\\1', 'g') || '%' as pattern)
                select t.id, t.name, t.onboarding, t.members, t.created_by, t.created_at
                  from team t, wanted
                 where t.organization_id = :organization and t.name_key like wanted.pattern
                   and (:by::uuid is null or t.created_by = :by::uuid)
                 order by starts_with(t.name_key, wanted.text) desc, t.name_key, t.id
                 limit :most
                """)
                .param("organization", organization.value())
                .param("typed", typed)
                .param("by", madeBy == null ? null : madeBy.value())
                .param("most", most)
                .query(TeamStore::team)
                .list();
    }

    /** Returns false where the name is taken, ignoring case. */
    boolean insert(
            OrganizationId organization,
            TeamId team,
            String name,
            boolean onboarding,
            @Nullable MemberId by,
            Instant now) {
        return jdbc.sql("""
                insert into team (organization_id, id, name, onboarding, created_by, created_at)
                values (:organization, :team, :name, :onboarding, :by, :now)
                    on conflict (organization_id, lower(normalize(name, NFKC))) do nothing
                """)
                        .param("organization", organization.value())
                        .param("team", team.value())
                        .param("name", name)
                        .param("onboarding", onboarding)
                        .param("by", by == null ? null : by.value())
                        .param("now", Timestamps.utc(now))
                        .update()
                == 1;
    }

    boolean nameTaken(OrganizationId organization, String name, @Nullable TeamId except) {
        return jdbc.sql("""
                select exists (select from team
                                where organization_id = :organization and lower(normalize(name, NFKC)) = lower(normalize(:name, NFKC))
                                  and id is distinct from :except::uuid)
                """)
                .param("organization", organization.value())
                .param("name", name)
                .param("except", except == null ? null : except.value())
                .query(Boolean.class)
                .single();
    }

    /** Returns false where another team was given the name a moment before; the transaction has failed then. */
    boolean update(OrganizationId organization, TeamId team, String name, boolean onboarding) {
        try {
            jdbc.sql("""
                    update team set name = :name, onboarding = :onboarding where organization_id = :organization and id = :team
                    """)
                    .param("name", name)
                    .param("onboarding", onboarding)
                    .param("organization", organization.value())
                    .param("team", team.value())
                    .update();
            return true;
        } catch (DuplicateKeyException taken) {
            return false;
        }
    }

    /** Members by their ids, held until the transaction ends, in one order for everybody. */
    List<Candidate> lockMembers(OrganizationId organization, List<MemberId> members) {
        return jdbc.sql("""
                select id, subject_id, status = 'TERMINATED' as former
                  from member where organization_id = :organization and id = any (:members::uuid[])
                 order by id for no key update
                """)
                .param("organization", organization.value())
                .param("members", members.stream().map(MemberId::value).toArray(UUID[]::new))
                .query((row, n) -> new Candidate(
                        new MemberId(row.getObject("id", UUID.class)),
                        new SubjectId(row.getObject("subject_id", UUID.class)),
                        row.getBoolean("former")))
                .list();
    }

    /** Members by their ids, by name, as the pages of teams show them; former ones are left out. */
    List<TeamPerson> people(OrganizationId organization, List<MemberId> members) {
        if (members.isEmpty()) return List.of();
        return jdbc.sql("""
                select id, btrim(first_name || ' ' || last_name) as name, coalesce(email, phone, username, '') as contact, status
                  from member
                 where organization_id = :organization and id = any (:members::uuid[]) and status <> 'TERMINATED'
                 order by name_key, id
                """)
                .param("organization", organization.value())
                .param("members", members.stream().map(MemberId::value).toArray(UUID[]::new))
                .query((row, n) -> {
                    var name = row.getString("name");
                    return new TeamPerson(
                            row.getString("id"),
                            name.isEmpty() ? null : name,
                            row.getString("contact"),
                            Standing.valueOf(row.getString("status")));
                })
                .list();
    }

    /** Which of some members are in a team. */
    List<MemberId> inTeam(OrganizationId organization, TeamId team, List<MemberId> members) {
        if (members.isEmpty()) return List.of();
        return jdbc.sql("""
                select m.id from member m
                 where m.organization_id = :organization and m.id = any (:members::uuid[])
                   and exists (select from team_member t
                                where t.organization_id = :organization and t.team_id = :team and t.subject_id = m.subject_id)
                """)
                .param("organization", organization.value())
                .param("team", team.value())
                .param("members", members.stream().map(MemberId::value).toArray(UUID[]::new))
                .query((row, n) -> new MemberId(row.getObject("id", UUID.class)))
                .list();
    }

    /** Returns who came in, and leaves those alone who were there. */
    List<Moved> insertMembers(
            OrganizationId organization,
            List<TeamId> teams,
            List<SubjectId> subjects,
            @Nullable MemberId by,
            Instant now) {
        return jdbc.sql("""
                insert into team_member (organization_id, team_id, subject_id, added_by, added_at)
                select :organization, team, subject, :by, :now
                  from unnest(:teams::uuid[]) as team cross join unnest(:subjects::uuid[]) as subject
                 order by team, subject
                    on conflict (organization_id, team_id, subject_id) do nothing
                returning team_id, subject_id
                """)
                .param("organization", organization.value())
                .param("by", by == null ? null : by.value())
                .param("now", Timestamps.utc(now))
                .param("teams", ids(teams))
                .param("subjects", subjects.stream().map(SubjectId::value).toArray(UUID[]::new))
                .query(TeamStore::moved)
                .list();
    }

    List<Moved> deleteMembers(OrganizationId organization, List<TeamId> teams, List<SubjectId> subjects) {
        return jdbc.sql("""
                delete from team_member
                 where ctid = any (array(
                       select found.ctid
                         from unnest(:teams::uuid[]) as team cross join unnest(:subjects::uuid[]) as subject
                        -- A fence: by key, however large the teams are, and whatever the statistics know of them.
                        cross join lateral (select ctid from team_member
                                             where organization_id = :organization and team_id = team and subject_id = subject
                                            offset 0) found))
                returning team_id, subject_id
                """)
                .param("organization", organization.value())
                .param("teams", ids(teams))
                .param("subjects", subjects.stream().map(SubjectId::value).toArray(UUID[]::new))
                .query(TeamStore::moved)
                .list();
    }

    private static UUID[] ids(List<TeamId> teams) {
        return teams.stream().map(TeamId::value).toArray(UUID[]::new);
    }

    private static Moved moved(ResultSet row, int number) throws SQLException {
        return new Moved(
                new TeamId(row.getObject("team_id", UUID.class)),
                new SubjectId(row.getObject("subject_id", UUID.class)));
    }

    static Team team(ResultSet row, int number) throws SQLException {
        var by = row.getObject("created_by", UUID.class);
        return new Team(
                new TeamId(row.getObject("id", UUID.class)),
                row.getString("name"),
                row.getBoolean("onboarding"),
                row.getInt("members"),
                by == null ? null : new MemberId(by),
                Timestamps.instant(row, "created_at"));
    }
}
