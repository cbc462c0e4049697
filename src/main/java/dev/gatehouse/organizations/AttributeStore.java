package dev.gatehouse.organizations;

import dev.gatehouse.platform.AttributeId;
import dev.gatehouse.platform.OrganizationId;
import dev.gatehouse.platform.Timestamps;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What the custom attributes are; their values are the matter of members, and are looked at here only to be counted. */
@Repository
class AttributeStore {

    private final JdbcClient jdbc;

    AttributeStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Held against everybody who would write a value of it. */
    void lock(OrganizationId organization, AttributeId id) {
        jdbc.sql("select id from attribute where organization_id = :organization and id = :id for update")
                .param("organization", organization.value())
                .param("id", id.value())
                .query((row, n) -> true)
                .optional();
    }

    /** Empty where there is one of that name, ignoring case. It comes last. */
    Optional<AttributeId> insert(OrganizationId organization, Attribute attribute, Instant now) {
        return jdbc.sql("""
                insert into attribute (organization_id, name, kind, choices, required, unique_values, shown, editable, position, created_at)
                select :organization, :name, :kind, :choices, :required, :unique, :shown, :editable,
                       (select coalesce(max(position), 0) + 1 from attribute where organization_id = :organization), :now
                    on conflict (organization_id, lower(normalize(name, NFKC))) do nothing
                returning id
                """)
                .param("organization", organization.value())
                .param("name", attribute.name())
                .param("kind", attribute.kind().key())
                .param("choices", attribute.choices().toArray(String[]::new))
                .param("required", attribute.required())
                .param("unique", attribute.unique())
                .param("shown", attribute.shown())
                .param("editable", attribute.editable())
                .param("now", Timestamps.utc(now))
                .query((row, n) -> new AttributeId(row.getObject("id", UUID.class)))
                .optional();
    }

    /** Returns false where another one has the name; the transaction can only be undone then. */
    boolean update(OrganizationId organization, Attribute attribute) {
        try {
            jdbc.sql("""
                    update attribute
                       set name = :name, kind = :kind, choices = :choices, required = :required, unique_values = :unique, shown = :shown,
                           editable = :editable
                     where organization_id = :organization and id = :id
                    """)
                    .param("name", attribute.name())
                    .param("kind", attribute.kind().key())
                    .param("choices", attribute.choices().toArray(String[]::new))
                    .param("required", attribute.required())
                    .param("unique", attribute.unique())
                    .param("shown", attribute.shown())
                    .param("editable", attribute.editable())
                    .param("organization", organization.value())
                    .param("id", attribute.id().value())
                    .update();
            return true;
        } catch (DuplicateKeyException taken) {
            return false;
        }
    }

    /** Returns false where the values repeat; the transaction can only be undone then. */
    boolean setUnique(OrganizationId organization, AttributeId id, boolean unique) {
        try {
            jdbc.sql("select hold_attribute_values(:organization, :id, :unique)")
                    .param("organization", organization.value())
                    .param("id", id.value())
                    .param("unique", unique)
                    .query((row, n) -> true)
                    .list();
            return true;
        } catch (DuplicateKeyException repeated) {
            return false;
        }
    }

    boolean hasValues(OrganizationId organization, AttributeId id) {
        return jdbc.sql("""
                select exists (select from member_attribute where organization_id = :organization and attribute_id = :id)
                """)
                .param("organization", organization.value())
                .param("id", id.value())
                .query(Boolean.class)
                .single();
    }

    long values(OrganizationId organization, AttributeId id) {
        return jdbc.sql(
                        "select count(*) from member_attribute where organization_id = :organization and attribute_id = :id")
                .param("organization", organization.value())
                .param("id", id.value())
                .query(Long.class)
                .single();
    }

    /** A value that somebody has and that is none of some choices. */
    Optional<String> valueBeside(OrganizationId organization, AttributeId id, List<String> choices) {
        return jdbc.sql("""
                select value from member_attribute
                 where organization_id = :organization and attribute_id = :id and value <> all (:choices::text[])
                 order by value limit 1
                """)
                .param("organization", organization.value())
                .param("id", id.value())
                .param("choices", choices.toArray(String[]::new))
                .query(String.class)
                .optional();
    }

    /** Puts them in this order. */
    void order(OrganizationId organization, List<AttributeId> ids) {
        jdbc.sql("""
                update attribute a set position = o.position
                  from unnest(:ids::uuid[]) with ordinality as o (id, position)
                 where a.organization_id = :organization and a.id = o.id
                """)
                .param("ids", ids.stream().map(AttributeId::value).toArray(UUID[]::new))
                .param("organization", organization.value())
                .update();
    }

    /** With all its values. */
    void delete(OrganizationId organization, AttributeId id) {
        jdbc.sql("delete from attribute where organization_id = :organization and id = :id")
                .param("organization", organization.value())
                .param("id", id.value())
                .update();
    }
}
