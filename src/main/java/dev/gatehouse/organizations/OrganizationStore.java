package dev.gatehouse.organizations;

import dev.gatehouse.platform.OrganizationId;
import dev.gatehouse.platform.Timestamps;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class OrganizationStore {

    private final JdbcClient jdbc;

    OrganizationStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Optional<Organization> find(OrganizationId id) {
        return jdbc.sql("""
                select id, slug, name, brand_color, sender_name, default_language, invitation_days, password_minimum,
                       seats_allowed, seats_used, suspended_at is not null as suspended, logo
                  from organization where id = :id
                """)
                .param("id", id.value())
                .query(OrganizationStore::organization)
                .optional();
    }

    Optional<Organization> bySlug(String slug) {
        return jdbc.sql("""
                select id, slug, name, brand_color, sender_name, default_language, invitation_days, password_minimum,
                       seats_allowed, seats_used, suspended_at is not null as suspended, logo
                  from organization where slug = :slug
                """)
                .param("slug", slug)
                .query(OrganizationStore::organization)
                .optional();
    }

    Optional<OrganizationId> insert(NewOrganization wanted, String name, Instant now) {
        return jdbc.sql("""
                insert into organization (slug, name, default_language, seats_allowed, created_at)
                values (:slug, :name, :language, :seats, :now)
                    on conflict (slug) do nothing
                returning id
                """)
                .param("slug", wanted.slug())
                .param("name", name)
                .param("language", wanted.defaultLanguage())
                .param("seats", wanted.seatsAllowed())
                .param("now", Timestamps.utc(now))
                .query((row, n) -> new OrganizationId(row.getObject("id", UUID.class)))
                .optional();
    }

    static Organization organization(ResultSet row, int number) throws SQLException {
        return new Organization(
                new OrganizationId(row.getObject("id", UUID.class)),
                row.getString("slug"),
                row.getString("name"),
                row.getString("brand_color"),
                row.getString("sender_name"),
                row.getString("default_language"),
                row.getInt("invitation_days"),
                row.getInt("password_minimum"),
                row.getObject("seats_allowed", Integer.class),
                row.getInt("seats_used"),
                row.getBoolean("suspended"),
                row.getString("logo"));
    }
}
