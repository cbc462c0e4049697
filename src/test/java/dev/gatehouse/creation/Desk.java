package dev.gatehouse.creation;

import dev.gatehouse.platform.Texts;
import dev.gatehouse.testing.House;
import dev.gatehouse.testing.Tenant;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.springframework.util.LinkedMultiValueMap;

/** What an admin has before them who creates somebody: the form, and the lists of the organization. */
final class Desk {

    private final House house;
    private final Tenant tenant;

    Desk(House house, Tenant tenant) {
        this.house = house;
        this.tenant = tenant;
    }

    static Reader reader() {
        return new Reader(new Texts().in(Locale.ENGLISH), ZoneId.of("Europe/Berlin"));
    }

    /** A right form for somebody with an address; pairs of name and value go over it, an empty value takes a field away. */
    static CreateForm form(String email, String... others) {
        return CreateForm.of(sent(fields(email, others)));
    }

    /** The same as a browser sends it. */
    static Map<String, String> fields(String email, String... others) {
        var fields = new LinkedHashMap<String, String>();
        fields.put("kind", "email");
        fields.put("email", email);
        fields.put("firstName", "Lena");
        fields.put("lastName", "Fischer");
        fields.put("language", "de");
        fields.put("way", "none");
        fields.put("consent", "0");
        for (var i = 0; i < others.length; i += 2)
            if (others[i + 1].isEmpty()) fields.remove(others[i]);
            else fields.put(others[i], others[i + 1]);
        return fields;
    }

    private static LinkedMultiValueMap<String, String> sent(Map<String, String> fields) {
        var sent = new LinkedMultiValueMap<String, String>();
        fields.forEach(sent::add);
        return sent;
    }

    UUID department(String name) {
        return insert(
                "insert into department (organization_id, name, created_at) values (:organization, :name, now())",
                name);
    }

    UUID jobProfile(String name) {
        return insert(
                "insert into job_profile (organization_id, name, created_at) values (:organization, :name, now())",
                name);
    }

    UUID partner(String name) {
        return insert(
                "insert into partner (organization_id, name, created_at) values (:organization, :name, now())", name);
    }

    /** An attribute of text; the flags as the table has them. */
    UUID attribute(String name, boolean required, boolean unique) {
        return house.asOwner()
                .sql("""
                        insert into attribute (organization_id, name, kind, required, unique_values, shown, editable, position, created_at)
                        values (:organization, :name, 'text', :required, :unique, true, false, 0, now()) returning id
                        """)
                .param("organization", tenant.id().value())
                .param("name", name)
                .param("required", required)
                .param("unique", unique)
                .query(UUID.class)
                .single();
    }

    UUID userType(String predefined) {
        return house.asOwner()
                .sql("select id from user_type where organization_id = :organization and predefined = :predefined")
                .param("organization", tenant.id().value())
                .param("predefined", predefined)
                .query(UUID.class)
                .single();
    }

    UUID role(String predefined) {
        return house.asOwner()
                .sql("select id from role where organization_id = :organization and predefined = :predefined")
                .param("organization", tenant.id().value())
                .param("predefined", predefined)
                .query(UUID.class)
                .single();
    }

    UUID team(String name, boolean onboarding) {
        var team = house.get(dev.gatehouse.teams.Teams.class).create(tenant.admin(), name, onboarding, List.of());
        return team.value();
    }

    private UUID insert(String sql, String name) {
        return house.asOwner()
                .sql(sql + " returning id")
                .param("organization", tenant.id().value())
                .param("name", name)
                .query(UUID.class)
                .single();
    }
}
