package dev.gatehouse.members;

import dev.gatehouse.platform.AttributeId;
import dev.gatehouse.platform.DepartmentId;
import dev.gatehouse.platform.JobProfileId;
import dev.gatehouse.platform.MemberId;
import dev.gatehouse.platform.OrganizationId;
import dev.gatehouse.platform.PartnerId;
import dev.gatehouse.platform.UserTypeId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What an organization knows of its members beyond who they are. */
@Repository
class MemberFactsStore {

    private final JdbcClient jdbc;

    MemberFactsStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Optional<MemberFacts> of(OrganizationId organization, MemberId member) {
        return jdbc.sql("""
                select currency, department_id, job_profile_id, user_type_id, partner_id, universal_identifier, brought_by
                  from member where organization_id = :organization and id = :member
                """)
                .param("organization", organization.value())
                .param("member", member.value())
                .query((row, n) -> new MemberFacts(
                        row.getString("currency"),
                        id(row, "department_id", DepartmentId::new),
                        id(row, "job_profile_id", JobProfileId::new),
                        id(row, "user_type_id", UserTypeId::new),
                        id(row, "partner_id", PartnerId::new),
                        row.getString("universal_identifier"),
                        id(row, "brought_by", MemberId::new),
                        attributes(organization, member)))
                .optional();
    }

    /** What to call a member, also one who is gone; null where nobody knows any more. */
    @Nullable
    String label(OrganizationId organization, MemberId member) {
        return jdbc.sql("""
                select coalesce(nullif(btrim(m.first_name || ' ' || m.last_name), ''), m.email, f.label)
                  from (select) always
                  left join member m on m.organization_id = :organization and m.id = :member
                  left join former_member f on f.organization_id = :organization and f.member_id = :member
                """)
                .param("organization", organization.value())
                .param("member", member.value())
                .query(String.class)
                .optional()
                .orElse(null);
    }

    /** Puts all of somebody's data in place. False where some of it names another member already. */
    boolean update(OrganizationId organization, MemberId member, NewMember wanted) {
        try {
            jdbc.sql("""
                    update member
                       set first_name = :first, last_name = :last, email = :email, username = :username, phone = :phone, language = :language,
                           currency = :currency, department_id = :department, job_profile_id = :jobProfile, user_type_id = :userType,
                           partner_id = :partner, universal_identifier = :identifier
                     where organization_id = :organization and id = :member
                    """)
                    .param("first", wanted.firstName())
                    .param("last", wanted.lastName())
                    .param(
                            "email",
                            wanted.email() == null ? null : wanted.email().value())
                    .param(
                            "username",
                            wanted.username() == null ? null : wanted.username().value())
                    .param(
                            "phone",
                            wanted.phone() == null ? null : wanted.phone().value())
                    .param("language", wanted.language())
                    .param("currency", wanted.currency())
                    .param(
                            "department",
                            wanted.department() == null
                                    ? null
                                    : wanted.department().value())
                    .param(
                            "jobProfile",
                            wanted.jobProfile() == null
                                    ? null
                                    : wanted.jobProfile().value())
                    .param(
                            "userType",
                            wanted.userType() == null ? null : wanted.userType().value())
                    .param(
                            "partner",
                            wanted.partner() == null ? null : wanted.partner().value())
                    .param("identifier", wanted.universalIdentifier())
                    .param("organization", organization.value())
                    .param("member", member.value())
                    .update();
            return true;
        } catch (DuplicateKeyException taken) {
            return false;
        }
    }

    /** Forgets a value of each of these attributes, before others are put. */
    void deleteAttributes(OrganizationId organization, MemberId member) {
        jdbc.sql("delete from member_attribute where organization_id = :organization and member_id = :member")
                .param("organization", organization.value())
                .param("member", member.value())
                .update();
    }

    Map<AttributeId, MemberId> taken(
            OrganizationId organization, Map<AttributeId, String> values, @Nullable MemberId self) {
        var taken = new HashMap<AttributeId, MemberId>();
        jdbc.sql("""
                select v.attribute_id, v.member_id
                  from unnest(:attributes::uuid[], :values::text[]) as wanted (attribute_id, value)
                  join member_attribute v on v.organization_id = :organization and v.attribute_id = wanted.attribute_id
                   and v.unique_key = identity_key(wanted.value)
                 where v.member_id is distinct from :self
                """)
                .param("organization", organization.value())
                .param(
                        "attributes",
                        values.keySet().stream().map(AttributeId::value).toArray(UUID[]::new))
                .param("values", values.values().toArray(String[]::new))
                .param("self", self == null ? null : self.value())
                .query(row -> {
                    taken.put(
                            new AttributeId(row.getObject("attribute_id", UUID.class)),
                            new MemberId(row.getObject("member_id", UUID.class)));
                });
        return taken;
    }

    private Map<AttributeId, String> attributes(OrganizationId organization, MemberId member) {
        var values = new HashMap<AttributeId, String>();
        jdbc.sql(
                        "select attribute_id, value from member_attribute where organization_id = :organization and member_id = :member")
                .param("organization", organization.value())
                .param("member", member.value())
                .query(row -> {
                    values.put(new AttributeId(row.getObject("attribute_id", UUID.class)), row.getString("value"));
                });
        return values;
    }

    private static <T> @Nullable T id(ResultSet row, String column, Function<UUID, T> made) throws SQLException {
        var id = row.getObject(column, UUID.class);
        return id == null ? null : made.apply(id);
    }
}
