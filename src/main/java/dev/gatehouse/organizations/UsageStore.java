package dev.gatehouse.organizations;

import dev.gatehouse.organizations.UsageView.Month;
import dev.gatehouse.organizations.UsageView.Split;
import dev.gatehouse.platform.OrganizationId;
import java.time.LocalDate;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class UsageStore {

    private final JdbcClient jdbc;

    UsageStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    List<Split> splits(OrganizationId organization) {
        return jdbc.sql("""
                select status, source, sum(members) as members, status in ('INVITED', 'REGISTERING', 'REGISTERED') as holds_seat
                  from member_tally
                 where organization_id = :organization
                 group by status, source having sum(members) > 0
                 order by holds_seat desc, array_position(array['REGISTERED', 'REGISTERING', 'INVITED', 'CREATED', 'BLOCKED', 'TERMINATED'], status), source
                """)
                .param("organization", organization.value())
                .query((row, n) -> new Split(
                        row.getString("status"),
                        row.getString("source"),
                        row.getLong("members"),
                        row.getBoolean("holds_seat")))
                .list();
    }

    /** All that were noted, oldest first: one row a month. */
    List<Month> months(OrganizationId organization) {
        return jdbc.sql(
                        "select month, in_use, peak from seat_month where organization_id = :organization order by month")
                .param("organization", organization.value())
                .query((row, n) ->
                        new Month(row.getObject("month", LocalDate.class), row.getInt("in_use"), row.getInt("peak")))
                .list();
    }
}
