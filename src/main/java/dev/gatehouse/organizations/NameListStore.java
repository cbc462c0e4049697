package dev.gatehouse.organizations;

import dev.gatehouse.platform.OrganizationId;
import dev.gatehouse.platform.Timestamps;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Lists of names; a list's table and the column of members that points to it have one name. */
@Repository
class NameListStore {

    private final JdbcClient jdbc;

    NameListStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    List<ListedName> page(NameList list, OrganizationId organization, PlaceQuery query, int most) {
        var turn = query.backward() ? " desc" : "";
        var from = query.from();
        var asked = jdbc.sql("""
                select n.id, n.name, n.name_key, p.people
                  from (select id, name, name_key from %1$s
                         where organization_id = :organization%2$s%3$s
                         order by name_key%4$s, id%4$s limit :most) n
                 cross join lateral (select count(*) as people
                                       from (select from member m where m.organization_id = :organization and m.%1$s_id = n.id limit :counted) m) p
                 order by n.name_key%4$s, n.id%4$s
                """.formatted(
                        list.one(),
                        query.text().isEmpty()
                                ? ""
                                : " and name_key like '%' || regexp_replace(fold(:text), '([\\\\%_])', '\\\\\\1', 'g') || '%'",
                        from == null ? "" : " and (name_key, id) " + (query.backward() ? "<" : ">") + " (:name, :id)",
                        turn));
        if (!query.text().isEmpty()) asked = asked.param("text", query.text());
        if (from != null) asked = asked.param("name", from.name()).param("id", from.id());
        return asked.param("organization", organization.value())
                .param("most", most)
                .param("counted", ListedName.COUNTED)
                .query((row, n) -> new ListedName(
                        row.getObject("id", UUID.class),
                        row.getString("name"),
                        row.getString("name_key"),
                        row.getInt("people")))
                .list();
    }

    long count(NameList list, OrganizationId organization) {
        return jdbc.sql("select count(*) from " + list.one() + " where organization_id = :organization")
                .param("organization", organization.value())
                .query(Long.class)
                .single();
    }

    Optional<String> name(NameList list, OrganizationId organization, UUID id) {
        return jdbc.sql("select name from " + list.one() + " where organization_id = :organization and id = :id")
                .param("organization", organization.value())
                .param("id", id)
                .query(String.class)
                .optional();
    }

    /** Held against everybody who would give it to somebody. */
    Optional<String> lock(NameList list, OrganizationId organization, UUID id) {
        return jdbc.sql("select name from " + list.one()
                        + " where organization_id = :organization and id = :id for update")
                .param("organization", organization.value())
                .param("id", id)
                .query(String.class)
                .optional();
    }

    /** Empty where the list has the name, ignoring case. */
    Optional<UUID> insert(NameList list, OrganizationId organization, String name, Instant now) {
        return jdbc.sql("insert into " + list.one() + """
                 (organization_id, name, created_at) values (:organization, :name, :now)
                    on conflict (organization_id, lower(normalize(name, NFKC))) do nothing
                returning id
                """)
                .param("organization", organization.value())
                .param("name", name)
                .param("now", Timestamps.utc(now))
                .query(UUID.class)
                .optional();
    }

    /** Returns false where another one has the name; the transaction can only be undone then. */
    boolean rename(NameList list, OrganizationId organization, UUID id, String name) {
        try {
            jdbc.sql("update " + list.one() + " set name = :name where organization_id = :organization and id = :id")
                    .param("name", name)
                    .param("organization", organization.value())
                    .param("id", id)
                    .update();
            return true;
        } catch (DuplicateKeyException taken) {
            return false;
        }
    }

    int people(String column, OrganizationId organization, UUID id) {
        return jdbc.sql("select count(*) from (select from member where organization_id = :organization and " + column
                        + "_id = :id limit :counted) m")
                .param("organization", organization.value())
                .param("id", id)
                .param("counted", ListedName.COUNTED)
                .query(Integer.class)
                .single();
    }

    /** Gives the people of something to another one, or to none, and deletes it. */
    void replace(String table, OrganizationId organization, UUID id, @Nullable UUID replacement) {
        jdbc.sql("select reassign_members(:organization, :kind, :id, :replacement::uuid)")
                .param("organization", organization.value())
                .param("kind", table)
                .param("id", id)
                .param("replacement", replacement)
                .query(Long.class)
                .single();
        jdbc.sql("delete from " + table + " where organization_id = :organization and id = :id")
                .param("organization", organization.value())
                .param("id", id)
                .update();
    }
}
