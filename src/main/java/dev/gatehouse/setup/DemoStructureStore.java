package dev.gatehouse.setup;

import static dev.gatehouse.setup.DemoStore.texts;

import dev.gatehouse.platform.OrganizationId;
import dev.gatehouse.platform.Timestamps;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Writes departments, lists and attributes of the example, and who is where; like {@link DemoStore} only into an empty database. */
@Repository
class DemoStructureStore {

    /** Something with a name; {@code parent} is the department around a department. */
    record Named(UUID id, @Nullable UUID parent, String name) {}

    /** Where a member stands. */
    record Placed(
            UUID member,
            @Nullable UUID department,
            @Nullable UUID jobProfile,
            String userType,
            @Nullable UUID partner) {}

    /** The value that a member has of an attribute. */
    record Valued(UUID member, UUID attribute, String value) {}

    private final JdbcClient jdbc;

    DemoStructureStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void insertDepartments(OrganizationId organization, List<Named> departments, Instant at) {
        jdbc.sql("""
                insert into department (organization_id, id, parent_id, name, created_at)
                select :organization, id, parent, name, :at
                  from unnest(:ids::text[]::uuid[], :parents::text[]::uuid[], :names::text[]) as department (id, parent, name)
                """)
                .param("organization", organization.value())
                .param("ids", texts(departments, Named::id))
                .param("parents", texts(departments, Named::parent))
                .param("names", texts(departments, Named::name))
                .param("at", Timestamps.utc(at))
                .update();
    }

    /** @param table {@code job_profile} or {@code partner} */
    void insertNames(String table, OrganizationId organization, List<Named> names, Instant at) {
        jdbc.sql("insert into " + table + """
                 (organization_id, id, name, created_at)
                select :organization, id, name, :at from unnest(:ids::text[]::uuid[], :names::text[]) as listed (id, name)
                """)
                .param("organization", organization.value())
                .param("ids", texts(names, Named::id))
                .param("names", texts(names, Named::name))
                .param("at", Timestamps.utc(at))
                .update();
    }

    void insertAttributes(OrganizationId organization, UUID size, List<String> sizes, UUID cost, Instant at) {
        jdbc.sql("""
                insert into attribute (organization_id, id, name, kind, choices, required, unique_values, shown, editable, position, created_at)
                values (:organization, :size, 'Shirt size', 'choice', :sizes, false, false, true, true, 1, :at),
                       (:organization, :cost, 'Cost centre', 'number', '{}', false, false, true, false, 2, :at)
                """)
                .param("organization", organization.value())
                .param("size", size)
                .param("sizes", sizes.toArray(String[]::new))
                .param("cost", cost)
                .param("at", Timestamps.utc(at))
                .update();
    }

    void place(OrganizationId organization, List<Placed> placed) {
        jdbc.sql("""
                update member m
                   set department_id = p.department, job_profile_id = p.profile, partner_id = p.partner,
                       user_type_id = (select t.id from user_type t where t.organization_id = m.organization_id and t.predefined = p.type)
                  from unnest(:members::text[]::uuid[], :departments::text[]::uuid[], :profiles::text[]::uuid[], :types::text[], :partners::text[]::uuid[])
                       as p (member, department, profile, type, partner)
                 where m.organization_id = :organization and m.id = p.member
                """)
                .param("organization", organization.value())
                .param("members", texts(placed, Placed::member))
                .param("departments", texts(placed, Placed::department))
                .param("profiles", texts(placed, Placed::jobProfile))
                .param("types", texts(placed, Placed::userType))
                .param("partners", texts(placed, Placed::partner))
                .update();
    }

    void insertValues(OrganizationId organization, List<Valued> values) {
        jdbc.sql("""
                insert into member_attribute (organization_id, member_id, attribute_id, value)
                select :organization, member, attribute, value
                  from unnest(:members::text[]::uuid[], :attributes::text[]::uuid[], :values::text[]) as valued (member, attribute, value)
                """)
                .param("organization", organization.value())
                .param("members", texts(values, Valued::member))
                .param("attributes", texts(values, Valued::attribute))
                .param("values", texts(values, Valued::value))
                .update();
    }

    /** One who looks after all partners, and one who looks after one of them. */
    void insertManagers(OrganizationId organization, UUID all, UUID named, UUID partner, Instant at) {
        jdbc.sql("""
                insert into key_account_manager (organization_id, member_id, entity_wide, created_at)
                values (:organization, :all, true, :at), (:organization, :named, false, :at)
                """)
                .param("organization", organization.value())
                .param("all", all)
                .param("named", named)
                .param("at", Timestamps.utc(at))
                .update();
        jdbc.sql(
                        "insert into key_account (organization_id, partner_id, member_id) values (:organization, :partner, :named)")
                .param("organization", organization.value())
                .param("partner", partner)
                .param("named", named)
                .update();
    }

    void insertDefaults(OrganizationId organization, UUID jobProfile, UUID department) {
        jdbc.sql("""
                update organization_policy set default_job_profile_id = :profile, default_department_id = :department
                 where organization_id = :organization
                """)
                .param("organization", organization.value())
                .param("profile", jobProfile)
                .param("department", department)
                .update();
    }
}
