package dev.gatehouse.organizations;

import dev.gatehouse.organizations.ConsentView.Version;
import dev.gatehouse.platform.MemberId;
import dev.gatehouse.platform.OrganizationId;
import dev.gatehouse.platform.Timestamps;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class ConsentTextStore {

    private final JdbcClient jdbc;

    ConsentTextStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Optional<ConsentText> current(OrganizationId organization) {
        return jdbc.sql(
                        "select version, text from consent_text where organization_id = :organization order by version desc limit 1")
                .param("organization", organization.value())
                .query((row, n) -> new ConsentText(row.getInt("version"), row.getString("text")))
                .optional();
    }

    Optional<ConsentText> of(OrganizationId organization, int version) {
        return jdbc.sql(
                        "select version, text from consent_text where organization_id = :organization and version = :version")
                .param("organization", organization.value())
                .param("version", version)
                .query((row, n) -> new ConsentText(row.getInt("version"), row.getString("text")))
                .optional();
    }

    /** The newest versions first. */
    List<Version> history(OrganizationId organization, int most) {
        return jdbc.sql("""
                select t.version, t.text, t.created_at,
                       coalesce(nullif(btrim(m.first_name || ' ' || m.last_name), ''), m.email, nullif(f.label, '')) as by
                  from consent_text t
                  left join member m on m.organization_id = t.organization_id and m.id = t.created_by
                  left join former_member f on f.organization_id = t.organization_id and f.member_id = t.created_by
                 where t.organization_id = :organization
                 order by t.version desc limit :most
                """)
                .param("organization", organization.value())
                .param("most", most)
                .query((row, n) -> new Version(
                        new ConsentText(row.getInt("version"), row.getString("text")),
                        Timestamps.instant(row, "created_at"),
                        row.getString("by")))
                .list();
    }

    /** @param text null for the product's own sentence */
    void insert(OrganizationId organization, ConsentText text, @Nullable MemberId by, Instant now) {
        jdbc.sql("""
                insert into consent_text (organization_id, version, text, created_by, created_at) values (:organization, :version, :text, :by, :now)
                """)
                .param("organization", organization.value())
                .param("version", text.version())
                .param("text", text.text())
                .param("by", by == null ? null : by.value())
                .param("now", Timestamps.utc(now))
                .update();
    }
}
