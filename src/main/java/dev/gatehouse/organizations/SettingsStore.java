package dev.gatehouse.organizations;

import dev.gatehouse.platform.OrganizationId;
import dev.gatehouse.platform.Timestamps;
import java.time.Instant;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class SettingsStore {

    private final JdbcClient jdbc;
    private final OrganizationStore organizations;

    SettingsStore(JdbcClient jdbc, OrganizationStore organizations) {
        this.jdbc = jdbc;
        this.organizations = organizations;
    }

    /** Holds the row, so that two admins who save at once do so one after the other. */
    Optional<Organization> lock(OrganizationId organization) {
        jdbc.sql("select id from organization where id = :organization for no key update")
                .param("organization", organization.value())
                .query((row, n) -> true)
                .optional();
        return organizations.find(organization);
    }

    void update(Organization settings) {
        jdbc.sql("""
                update organization
                   set name = :name, brand_color = :color, sender_name = :sender, default_language = :language,
                       invitation_days = :days, password_minimum = :minimum
                 where id = :organization
                """)
                .param("name", settings.name())
                .param("color", settings.brandColor())
                .param("sender", settings.senderName())
                .param("language", settings.defaultLanguage())
                .param("days", settings.invitationDays())
                .param("minimum", settings.passwordMinimum())
                .param("organization", settings.id().value())
                .update();
    }

    void putLogo(OrganizationId organization, byte[] png, String hash, Instant now) {
        jdbc.sql("""
                with stored as (
                    insert into organization_logo (organization_id, png, changed_at) values (:organization, :png, :now)
                        on conflict (organization_id) do update set png = excluded.png, changed_at = excluded.changed_at)
                update organization set logo = :hash where id = :organization
                """)
                .param("organization", organization.value())
                .param("png", png)
                .param("now", Timestamps.utc(now))
                .param("hash", hash)
                .update();
    }

    boolean deleteLogo(OrganizationId organization) {
        return jdbc.sql("""
                with gone as (delete from organization_logo where organization_id = :organization)
                update organization set logo = null where id = :organization and logo is not null
                """).param("organization", organization.value()).update() == 1;
    }

    Optional<byte[]> logo(OrganizationId organization) {
        return jdbc.sql("select png from organization_logo where organization_id = :organization")
                .param("organization", organization.value())
                .query((row, n) -> row.getBytes("png"))
                .optional();
    }
}
