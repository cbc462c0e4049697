package dev.gatehouse.organizations;

import dev.gatehouse.platform.AttributeId;
import dev.gatehouse.platform.JobProfileId;
import dev.gatehouse.platform.OrganizationId;
import dev.gatehouse.platform.PartnerId;
import dev.gatehouse.platform.UserTypeId;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class DirectoryStore {

    private final JdbcClient jdbc;

    DirectoryStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    List<JobProfile> jobProfiles(OrganizationId organization) {
        return jdbc.sql("select id, name from job_profile where organization_id = :organization order by name_key, id")
                .param("organization", organization.value())
                .query((row, n) ->
                        new JobProfile(new JobProfileId(row.getObject("id", UUID.class)), row.getString("name")))
                .list();
    }

    List<UserType> userTypes(OrganizationId organization) {
        return jdbc.sql("""
                select id, predefined, name, newsletter, services, key_accounts from user_type
                 where organization_id = :organization
                 order by array_position(array['platform', 'advertiser', 'consultant'], predefined), lower(name), id
                """)
                .param("organization", organization.value())
                .query((row, n) -> new UserType(
                        new UserTypeId(row.getObject("id", UUID.class)),
                        row.getString("predefined"),
                        row.getString("name"),
                        row.getBoolean("newsletter"),
                        row.getBoolean("services"),
                        row.getBoolean("key_accounts")))
                .list();
    }

    List<Partner> partners(OrganizationId organization) {
        return jdbc.sql("select id, name from partner where organization_id = :organization order by name_key, id")
                .param("organization", organization.value())
                .query((row, n) -> new Partner(new PartnerId(row.getObject("id", UUID.class)), row.getString("name")))
                .list();
    }

    List<Attribute> attributes(OrganizationId organization) {
        return jdbc.sql("""
                select id, name, kind, choices, required, unique_values, shown, editable from attribute
                 where organization_id = :organization order by position, id
                """)
                .param("organization", organization.value())
                .query((row, n) -> new Attribute(
                        new AttributeId(row.getObject("id", UUID.class)),
                        row.getString("name"),
                        Attribute.Kind.valueOf(row.getString("kind").toUpperCase(Locale.ROOT)),
                        List.of((String[]) row.getArray("choices").getArray()),
                        row.getBoolean("required"),
                        row.getBoolean("unique_values"),
                        row.getBoolean("shown"),
                        row.getBoolean("editable")))
                .list();
    }

    /** Returns false where it is not there. */
    boolean hold(String table, OrganizationId organization, UUID id) {
        return jdbc.sql("select id from " + table + " where organization_id = :organization and id = :id for key share")
                .param("organization", organization.value())
                .param("id", id)
                .query((row, n) -> true)
                .optional()
                .isPresent();
    }
}
