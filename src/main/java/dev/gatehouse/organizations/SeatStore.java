package dev.gatehouse.organizations;

import dev.gatehouse.platform.OrganizationId;
import java.time.LocalDate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class SeatStore {

    /** {@code allowed} as the driver gives it: 0 for no limit, which no refusal about a limit ever shows. */
    record SeatCount(int allowed, int used, boolean suspended) {}

    private final JdbcClient jdbc;

    SeatStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    boolean take(OrganizationId organization, int howMany) {
        return jdbc.sql("""
                update organization set seats_used = seats_used + :howMany
                 where id = :organization and suspended_at is null
                   and (seats_allowed is null or seats_used + :howMany <= seats_allowed)
                """)
                        .param("howMany", howMany)
                        .param("organization", organization.value())
                        .update()
                == 1;
    }

    void release(OrganizationId organization, int howMany) {
        jdbc.sql("update organization set seats_used = seats_used - :howMany where id = :organization")
                .param("howMany", howMany)
                .param("organization", organization.value())
                .update();
    }

    SeatCount seats(OrganizationId organization) {
        return jdbc.sql("""
                select seats_allowed, seats_used, suspended_at is not null as suspended from organization where id = :organization
                """)
                .param("organization", organization.value())
                .query((row, n) -> new SeatCount(
                        row.getInt("seats_allowed"), row.getInt("seats_used"), row.getBoolean("suspended")))
                .single();
    }

    void noteMonth(OrganizationId organization, LocalDate month) {
        jdbc.sql("""
                insert into seat_month as noted (organization_id, month, in_use, peak)
                select id, :month, seats_used, seats_used from organization where id = :organization
                    on conflict (organization_id, month)
                    do update set in_use = excluded.in_use, peak = greatest(noted.peak, excluded.in_use)
                """)
                .param("organization", organization.value())
                .param("month", month)
                .update();
    }

    void lock(OrganizationId organization) {
        jdbc.sql("select id from organization where id = :organization for no key update")
                .param("organization", organization.value())
                .query()
                .singleRow();
    }
}
