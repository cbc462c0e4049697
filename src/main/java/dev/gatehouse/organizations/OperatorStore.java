package dev.gatehouse.organizations;

import dev.gatehouse.platform.OrganizationId;
import dev.gatehouse.platform.Timestamps;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class OperatorStore {

    private final JdbcClient jdbc;
    private final OrganizationStore organizations;

    OperatorStore(JdbcClient jdbc, OrganizationStore organizations) {
        this.jdbc = jdbc;
        this.organizations = organizations;
    }

    List<Organization> after(String slug, int most) {
        return jdbc.sql("""
                select id, slug, name, brand_color, sender_name, default_language, invitation_days, password_minimum,
                       seats_allowed, seats_used, suspended_at is not null as suspended, logo
                  from organization where slug > :slug order by slug limit :most
                """)
                .param("slug", slug)
                .param("most", most)
                .query(OrganizationStore::organization)
                .list();
    }

    List<Organization> before(String slug, int most) {
        return jdbc.sql("""
                select id, slug, name, brand_color, sender_name, default_language, invitation_days, password_minimum,
                       seats_allowed, seats_used, suspended_at is not null as suspended, logo
                  from organization where slug < :slug order by slug desc limit :most
                """)
                .param("slug", slug)
                .param("most", most)
                .query(OrganizationStore::organization)
                .list();
    }

    /** Holds the row until the transaction ends: seats cannot be taken meanwhile. */
    Optional<Organization> lock(OrganizationId id) {
        jdbc.sql("select id from organization where id = :id for no key update")
                .param("id", id.value())
                .query((row, n) -> true)
                .optional();
        return organizations.find(id);
    }

    void setSeats(OrganizationId id, @Nullable Integer seats) {
        jdbc.sql("update organization set seats_allowed = :seats where id = :id")
                .param("seats", seats)
                .param("id", id.value())
                .update();
    }

    /** As it is typed; of the organization that the transaction has entered. */
    Optional<SmsAllowance> smsAllowance(OrganizationId id) {
        return jdbc.sql("""
                select coalesce(sms_budget::text, '') as budget, coalesce(array_to_string(sms_countries, ', '), '') as countries
                  from organization_policy where organization_id = :id
                """)
                .param("id", id.value())
                .query((row, n) -> new SmsAllowance(row.getString("budget"), row.getString("countries")))
                .optional();
    }

    /** False where it stood so already. */
    boolean setSmsAllowance(OrganizationId id, @Nullable Integer budget, Collection<String> countries) {
        return jdbc.sql("""
                update organization_policy set sms_budget = :budget::integer, sms_countries = nullif(:countries::text[], '{}')
                 where organization_id = :id
                   and (sms_budget, sms_countries) is distinct from (:budget::integer, nullif(:countries::text[], '{}'))
                """)
                        .param("budget", budget)
                        .param("countries", countries.toArray(String[]::new))
                        .param("id", id.value())
                        .update()
                == 1;
    }

    boolean suspend(OrganizationId id, Instant now) {
        return jdbc.sql("update organization set suspended_at = :now where id = :id and suspended_at is null")
                        .param("now", Timestamps.utc(now))
                        .param("id", id.value())
                        .update()
                == 1;
    }

    boolean resume(OrganizationId id) {
        return jdbc.sql("update organization set suspended_at = null where id = :id and suspended_at is not null")
                        .param("id", id.value())
                        .update()
                == 1;
    }
}
