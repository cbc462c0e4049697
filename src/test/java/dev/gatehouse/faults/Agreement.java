package dev.gatehouse.faults;

import static org.assertj.core.api.Assertions.assertThat;

import org.springframework.jdbc.core.simple.JdbcClient;

/** What must hold in the database of an organization whose admin has only invited, whatever happened to the server. */
final class Agreement {

    private Agreement() {}

    /** Seats, members, invitations and tally say the same. */
    static void check(JdbcClient database, int invited) {
        assertThat(database.sql("select seats_used from organization")
                        .query(Integer.class)
                        .single())
                .as("seats in use")
                .isEqualTo(invited + 1);
        assertThat(count(
                        database,
                        "select count(*) from member where status in ('INVITED', 'REGISTERING', 'REGISTERED')"))
                .as("members who hold a seat")
                .isEqualTo(invited + 1);
        assertThat(count(database, "select count(*) from invitation"))
                .as("invitations")
                .isEqualTo(invited);
        assertThat(count(database, "select count(*) from event where kind = 'member.invited'"))
                .as("events")
                .isEqualTo(invited);
        assertThat(count(database, """
                        select count(*)
                          from (select organization_id, status, source, level, members from member_tally where members <> 0) tally
                          full join (select organization_id, status, source, coalesce(level, '') as level, count(*) as counted
                                       from member group by 1, 2, 3, 4) counted using (organization_id, status, source, level)
                         where members is distinct from counted
                        """))
                .as("differences between the tally and the members")
                .isZero();
        assertThat(count(database, "select count(*) from message where state <> 'SENT'"))
                .as("messages that are not sent")
                .isZero();
    }

    /** How many deliveries wait. */
    static int waiting(JdbcClient database) {
        return count(database, "select count(*) from scheduled_tasks where task_name = 'message'");
    }

    static int count(JdbcClient database, String sql) {
        return database.sql(sql).query(Integer.class).single();
    }
}
