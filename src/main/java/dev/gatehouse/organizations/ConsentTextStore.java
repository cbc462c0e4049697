package dev.gatehouse.organizations;

import dev.gatehouse.platform.OrganizationId;
import java.util.Optional;
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
}
