package dev.gatehouse.members;

import dev.gatehouse.access.Level;
import dev.gatehouse.members.Consent.Purpose;
import dev.gatehouse.organizations.Attribute;
import dev.gatehouse.platform.AccountId;
import dev.gatehouse.platform.AttributeId;
import dev.gatehouse.platform.MemberId;
import dev.gatehouse.platform.OrganizationId;
import dev.gatehouse.platform.SubjectId;
import dev.gatehouse.platform.Timestamps;
import dev.gatehouse.platform.Username;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What people see of themselves in all of their organizations: through doors that give an account its own and nothing else. */
@Repository
class OwnRecordStore {

    private final JdbcClient jdbc;

    OwnRecordStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    List<OwnRecord> of(AccountId account) {
        return jdbc.sql("select * from own_records(:account)")
                .param("account", account.value())
                .query((row, n) -> new OwnRecord(
                        organization(row),
                        row.getString("slug"),
                        row.getString("name"),
                        row.getString("brand_color"),
                        row.getString("logo"),
                        row.getBoolean("suspended"),
                        row.getString("default_country"),
                        new MemberId(row.getObject("member_id", UUID.class)),
                        new SubjectId(row.getObject("subject_id", UUID.class)),
                        MemberStatus.valueOf(row.getString("status")),
                        level(row.getString("level")),
                        row.getString("source").equals("sso"),
                        row.getString("email"),
                        row.getString("username"),
                        row.getString("phone"),
                        Timestamps.instant(row, "since"),
                        row.getString("department"),
                        row.getString("job_profile"),
                        row.getBoolean("newsletter"),
                        row.getBoolean("partner")))
                .list();
    }

    Map<OrganizationId, List<OwnAttribute>> attributes(AccountId account) {
        var rows = jdbc.sql("select * from own_attributes(:account)")
                .param("account", account.value())
                .query((row, n) -> Map.entry(organization(row), attribute(row)))
                .list();
        return rows.stream()
                .collect(Collectors.groupingBy(
                        Map.Entry::getKey,
                        LinkedHashMap::new,
                        Collectors.mapping(Map.Entry::getValue, Collectors.toList())));
    }

    Map<OrganizationId, List<OwnConsent>> consents(AccountId account) {
        var rows = jdbc.sql("select * from own_consents(:account)")
                .param("account", account.value())
                .query((row, n) -> Map.entry(organization(row), consent(row)))
                .list();
        return rows.stream()
                .collect(Collectors.groupingBy(
                        Map.Entry::getKey,
                        LinkedHashMap::new,
                        Collectors.mapping(Map.Entry::getValue, Collectors.toList())));
    }

    /** False where another member of the organization has the username; the transaction is lost then. */
    boolean setUsername(OrganizationId organization, MemberId member, @Nullable Username username) {
        try {
            jdbc.sql("update member set username = :username where organization_id = :organization and id = :member")
                    .param("username", username == null ? null : username.value())
                    .param("organization", organization.value())
                    .param("member", member.value())
                    .update();
            return true;
        } catch (DuplicateKeyException taken) {
            return false;
        }
    }

    /** Puts values in place of those there are; an empty one takes it away. Returns which were put: those that must be unique, and are not, were not. */
    Set<AttributeId> setAttributes(OrganizationId organization, MemberId member, Map<AttributeId, String> values) {
        jdbc.sql("""
                delete from member_attribute
                 where organization_id = :organization and member_id = :member and attribute_id = any (:attributes::uuid[])
                """)
                .param("organization", organization.value())
                .param("member", member.value())
                .param(
                        "attributes",
                        values.keySet().stream().map(AttributeId::value).toArray(UUID[]::new))
                .update();
        var given = values.entrySet().stream()
                .filter(value -> !value.getValue().isEmpty())
                .toList();
        return jdbc
                .sql("""
                insert into member_attribute (organization_id, member_id, attribute_id, value, unique_key)
                select :organization, :member, a.id, given.value, case when a.unique_values then lower(normalize(given.value, NFKC)) end
                  from unnest(:attributes::uuid[], :values::text[]) as given (attribute_id, value)
                  join attribute a on a.organization_id = :organization and a.id = given.attribute_id
                    on conflict do nothing
                returning attribute_id
                """)
                .param("organization", organization.value())
                .param("member", member.value())
                .param(
                        "attributes",
                        given.stream().map(value -> value.getKey().value()).toArray(UUID[]::new))
                .param("values", given.stream().map(Map.Entry::getValue).toArray(String[]::new))
                .query((row, n) -> new AttributeId(row.getObject("attribute_id", UUID.class)))
                .list()
                .stream()
                .collect(Collectors.toUnmodifiableSet());
    }

    private static @Nullable Level level(@Nullable String key) {
        return key == null ? null : Level.of(key);
    }

    private static OrganizationId organization(ResultSet row) throws SQLException {
        return new OrganizationId(row.getObject("organization_id", UUID.class));
    }

    private static OwnAttribute attribute(ResultSet row) throws SQLException {
        return new OwnAttribute(
                new Attribute(
                        new AttributeId(row.getObject("id", UUID.class)),
                        row.getString("name"),
                        Attribute.Kind.valueOf(row.getString("kind").toUpperCase(Locale.ROOT)),
                        Arrays.asList((String[]) row.getArray("choices").getArray()),
                        row.getBoolean("required"),
                        row.getBoolean("unique_values"),
                        true,
                        row.getBoolean("editable")),
                row.getString("value"));
    }

    private static OwnConsent consent(ResultSet row) throws SQLException {
        return new OwnConsent(
                new Consent(
                        row.getObject("id", UUID.class),
                        Purpose.of(row.getString("purpose")),
                        row.getInt("text_version"),
                        row.getString("language"),
                        Timestamps.instant(row, "given_at"),
                        row.getString("by_name"),
                        row.getBoolean("in_person"),
                        Timestamps.optionalInstant(row, "withdrawn_at")),
                row.getString("text"));
    }
}
