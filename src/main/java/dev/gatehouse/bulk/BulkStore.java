package dev.gatehouse.bulk;

import dev.gatehouse.bulk.BulkJob.State;
import dev.gatehouse.platform.MemberId;
import dev.gatehouse.platform.OrganizationId;
import dev.gatehouse.platform.TeamId;
import dev.gatehouse.platform.Timestamps;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class BulkStore {

    private static final String JOB =
            "id, action, team_ids, team_names, created_by, state, failure, total, done, left_out, created_at, finished_at";

    private final JdbcClient jdbc;

    BulkStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    BulkJobId insert(
            OrganizationId organization,
            BulkAction action,
            List<TeamId> teams,
            List<String> teamNames,
            MemberId by,
            Instant now) {
        return jdbc.sql("""
                insert into bulk_job (organization_id, action, team_ids, team_names, created_by, created_at)
                values (:organization, :action, :teams::uuid[], :names::text[], :by, :now)
                returning id
                """)
                .param("organization", organization.value())
                .param("action", action.key())
                .param("teams", teams.stream().map(TeamId::value).toArray(UUID[]::new))
                .param("names", teamNames.toArray(String[]::new))
                .param("by", by.value())
                .param("now", Timestamps.utc(now))
                .query((row, n) -> new BulkJobId(row.getObject("id", UUID.class)))
                .single();
    }

    /** Adds targets behind those that are there, in this order, which is that of their ids. */
    void addTargets(OrganizationId organization, BulkJobId job, int behind, List<MemberId> members) {
        jdbc.sql("""
                insert into bulk_target (organization_id, job_id, number, member_id)
                select :organization, :job, :behind + place, member from unnest(:members::uuid[]) with ordinality as target (member, place)
                """)
                .param("organization", organization.value())
                .param("job", job.value())
                .param("behind", behind)
                .param("members", ids(members))
                .update();
    }

    void setTotal(OrganizationId organization, BulkJobId job, int total) {
        jdbc.sql("update bulk_job set total = :total where organization_id = :organization and id = :job")
                .param("total", total)
                .param("organization", organization.value())
                .param("job", job.value())
                .update();
    }

    Optional<BulkJob> find(OrganizationId organization, BulkJobId job) {
        return jdbc.sql("select " + JOB + " from bulk_job where organization_id = :organization and id = :job")
                .param("organization", organization.value())
                .param("job", job.value())
                .query(BulkStore::job)
                .optional();
    }

    Optional<BulkJob> lock(OrganizationId organization, BulkJobId job) {
        return jdbc.sql("select " + JOB
                        + " from bulk_job where organization_id = :organization and id = :job for no key update")
                .param("organization", organization.value())
                .param("job", job.value())
                .query(BulkStore::job)
                .optional();
    }

    /** The newest of one person. */
    List<BulkJob> own(OrganizationId organization, MemberId by, int most) {
        return jdbc.sql(
                        "select " + JOB
                                + " from bulk_job where organization_id = :organization and created_by = :by order by id desc limit :most")
                .param("organization", organization.value())
                .param("by", by.value())
                .param("most", most)
                .query(BulkStore::job)
                .list();
    }

    /** The next targets after those that it has come to. */
    List<MemberId> next(OrganizationId organization, BulkJob job, int most) {
        return jdbc.sql("""
                select member_id from bulk_target
                 where organization_id = :organization and job_id = :job and number > :reached and number <= :reached + :most
                 order by number
                """)
                .param("organization", organization.value())
                .param("job", job.id().value())
                .param("reached", job.reached())
                .param("most", most)
                .query((row, n) -> new MemberId(row.getObject("member_id", UUID.class)))
                .list();
    }

    /** Notes why nothing was done for some of the next targets. */
    void leaveOut(OrganizationId organization, BulkJob job, int most, Map<MemberId, String> problems) {
        if (problems.isEmpty()) return;
        jdbc.sql("""
                update bulk_target t set problem = left_out.problem
                  from unnest(:members::uuid[], :problems::text[]) as left_out (member, problem)
                 where t.organization_id = :organization and t.job_id = :job and t.number > :reached and t.number <= :reached + :most
                   and t.member_id = left_out.member
                """)
                .param("organization", organization.value())
                .param("job", job.id().value())
                .param("reached", job.reached())
                .param("most", most)
                .param("members", ids(List.copyOf(problems.keySet())))
                .param("problems", problems.values().toArray(String[]::new))
                .update();
    }

    void advance(OrganizationId organization, BulkJobId job, int done, int leftOut) {
        jdbc.sql("""
                update bulk_job set done = done + :done, left_out = left_out + :leftOut
                 where organization_id = :organization and id = :job
                """)
                .param("done", done)
                .param("leftOut", leftOut)
                .param("organization", organization.value())
                .param("job", job.value())
                .update();
    }

    /** Ends a job that runs; false where it has ended before. */
    boolean finish(OrganizationId organization, BulkJobId job, State state, @Nullable String failure, Instant now) {
        return jdbc.sql("""
                update bulk_job set state = :state, failure = :failure, finished_at = :now
                 where organization_id = :organization and id = :job and state = 'RUNNING'
                """)
                        .param("state", state.name())
                        .param("failure", failure)
                        .param("now", Timestamps.utc(now))
                        .param("organization", organization.value())
                        .param("job", job.value())
                        .update()
                == 1;
    }

    /** Targets with their names, in their order, after one of them. */
    List<BulkTarget> targets(OrganizationId organization, BulkJobId job, boolean leftOut, int after, int most) {
        return jdbc.sql("""
                select t.number, t.member_id, t.problem, m.id is not null as member, m.email,
                       coalesce(nullif(btrim(m.first_name || ' ' || m.last_name), ''), m.email, m.username, m.phone, f.label) as name
                  from (select number, member_id, problem from bulk_target
                         where organization_id = :organization and job_id = :job and number > :after%s
                         order by number limit :most) t
                  left join member m on m.organization_id = :organization and m.id = t.member_id
                  left join former_member f on f.organization_id = :organization and f.member_id = t.member_id
                 order by t.number
                """.formatted(leftOut ? " and problem is not null" : ""))
                .param("organization", organization.value())
                .param("job", job.value())
                .param("after", after)
                .param("most", most)
                .query((row, n) -> new BulkTarget(
                        row.getInt("number"),
                        new MemberId(row.getObject("member_id", UUID.class)),
                        row.getString("name"),
                        row.getString("email"),
                        row.getBoolean("member"),
                        row.getString("problem")))
                .list();
    }

    List<OrganizationId> organizations() {
        return jdbc.sql("select id from organization order by id")
                .query((row, n) -> new OrganizationId(row.getObject("id", UUID.class)))
                .list();
    }

    int purge(OrganizationId organization, Instant before) {
        return jdbc.sql("delete from bulk_job where organization_id = :organization and created_at < :before")
                .param("organization", organization.value())
                .param("before", Timestamps.utc(before))
                .update();
    }

    private static UUID[] ids(List<MemberId> members) {
        return members.stream().map(MemberId::value).toArray(UUID[]::new);
    }

    private static BulkJob job(ResultSet row, int number) throws SQLException {
        return new BulkJob(
                new BulkJobId(row.getObject("id", UUID.class)),
                BulkAction.stored(row.getString("action")),
                Arrays.stream((UUID[]) row.getArray("team_ids").getArray())
                        .map(TeamId::new)
                        .toList(),
                List.of((String[]) row.getArray("team_names").getArray()),
                new MemberId(row.getObject("created_by", UUID.class)),
                State.valueOf(row.getString("state")),
                row.getString("failure"),
                row.getInt("total"),
                row.getInt("done"),
                row.getInt("left_out"),
                Timestamps.instant(row, "created_at"),
                Timestamps.optionalInstant(row, "finished_at"));
    }
}
