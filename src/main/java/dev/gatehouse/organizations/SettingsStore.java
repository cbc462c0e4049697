package dev.gatehouse.organizations;

import dev.gatehouse.platform.OrganizationId;
import dev.gatehouse.platform.Timestamps;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class SettingsStore {

    private final JdbcClient jdbc;

    SettingsStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Holds the row until the transaction ends. */
    void lock(OrganizationId organization) {
        jdbc.sql("select id from organization where id = :organization for no key update")
                .param("organization", organization.value())
                .query((row, n) -> true)
                .optional();
    }

    void updateGeneral(OrganizationId organization, String name, String color, String language) {
        jdbc.sql("""
                update organization set name = :name, brand_color = :color, default_language = :language where id = :organization
                """)
                .param("name", name)
                .param("color", color)
                .param("language", language)
                .param("organization", organization.value())
                .update();
    }

    void updatePasswordMinimum(OrganizationId organization, int minimum) {
        jdbc.sql("update organization set password_minimum = :minimum where id = :organization")
                .param("minimum", minimum)
                .param("organization", organization.value())
                .update();
    }

    void updateCommunication(OrganizationId organization, @Nullable String sender, int invitationDays) {
        jdbc.sql("update organization set sender_name = :sender, invitation_days = :days where id = :organization")
                .param("sender", sender)
                .param("days", invitationDays)
                .param("organization", organization.value())
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
