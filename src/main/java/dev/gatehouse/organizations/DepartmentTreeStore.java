package dev.gatehouse.organizations;

import dev.gatehouse.platform.DepartmentId;
import dev.gatehouse.platform.OrganizationId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The tree of departments as its page shows it: a branch at a time, each read by its own range. */
@Repository
class DepartmentTreeStore {

    private static final String COUNTED = """
             cross join lateral (select count(*) as below
                                   from (select from department c where c.organization_id = :organization and c.parent_id = d.id limit :counted) c) b
             cross join lateral (select count(*) as people
                                   from (select from member m where m.organization_id = :organization and m.department_id = d.id limit :counted) m) p
            """;

    private final JdbcClient jdbc;

    DepartmentTreeStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * What lies directly in a department, or at the top, by name.
     *
     * @param after from where on
     * @param without one that is shown already
     */
    List<DepartmentRow> branch(
            OrganizationId organization,
            @Nullable DepartmentId parent,
            @Nullable PlaceKey after,
            @Nullable DepartmentId without,
            int most) {
        var asked = jdbc.sql("""
                select d.*, d.name as path, b.below, p.people
                  from (select id, parent_id, name, name_key from department d
                         where organization_id = :organization and %s%s and id is distinct from :without
                         order by name_key, id limit :most) d
                """.formatted(
                                parent == null ? "parent_id is null" : "parent_id = :parent",
                                after == null ? "" : " and (name_key, id) > (:name, :id)")
                + COUNTED + " order by d.name_key, d.id");
        if (parent != null) asked = asked.param("parent", parent.value());
        if (after != null) asked = asked.param("name", after.name()).param("id", after.id());
        return asked.param("without", without == null ? null : without.value())
                .param("most", most)
                .param("organization", organization.value())
                .param("counted", DepartmentRow.COUNTED)
                .query(DepartmentTreeStore::row)
                .list();
    }

    /** Departments whose name holds what was typed, by name, with their paths. */
    List<DepartmentRow> search(OrganizationId organization, String text, @Nullable PlaceKey after, int most) {
        var asked = jdbc.sql("""
                with recursive found as (
                    select id, parent_id, name, name_key from department
                     where organization_id = :organization and name_key like '%%' || regexp_replace(fold(:text), '([\\\\%%_])', '\\\\\\1', 'g') || '%%'%s
                     order by name_key, id limit :most),
                up (id, above, path) as (
                    select id, parent_id, name from found
                     union all
                    select up.id, d.parent_id, d.name || ' › ' || up.path
                      from up join department d on d.organization_id = :organization and d.id = up.above)
                select d.*, up.path, b.below, p.people
                  from found d join up on up.id = d.id and up.above is null
                """.formatted(after == null ? "" : " and (name_key, id) > (:name, :id)")
                + COUNTED + " order by d.name_key, d.id");
        if (after != null) asked = asked.param("name", after.name()).param("id", after.id());
        return asked.param("text", text)
                .param("most", most)
                .param("organization", organization.value())
                .param("counted", DepartmentRow.COUNTED)
                .query(DepartmentTreeStore::row)
                .list();
    }

    /** One department as a row. */
    DepartmentRow one(OrganizationId organization, DepartmentId id) {
        return jdbc.sql("""
                select d.id, d.parent_id, d.name, d.name_key, d.name as path, b.below, p.people
                  from department d
                """ + COUNTED + " where d.organization_id = :organization and d.id = :id")
                .param("organization", organization.value())
                .param("id", id.value())
                .param("counted", DepartmentRow.COUNTED)
                .query(DepartmentTreeStore::row)
                .single();
    }

    /** A department and those around it, from the top down. */
    List<Department> chain(OrganizationId organization, DepartmentId id) {
        return jdbc.sql("""
                with recursive up (id, parent_id, name, height) as (
                    select id, parent_id, name, 0 from department where organization_id = :organization and id = :id
                     union all
                    select d.id, d.parent_id, d.name, up.height + 1
                      from up join department d on d.organization_id = :organization and d.id = up.parent_id)
                select id, parent_id, name, name as path, height as depth from up order by height desc
                """)
                .param("organization", organization.value())
                .param("id", id.value())
                .query(DepartmentStore::department)
                .list();
    }

    long count(OrganizationId organization) {
        return jdbc.sql("select count(*) from department where organization_id = :organization")
                .param("organization", organization.value())
                .query(Long.class)
                .single();
    }

    private static DepartmentRow row(ResultSet row, int number) throws SQLException {
        var parent = row.getObject("parent_id", UUID.class);
        return new DepartmentRow(
                new DepartmentId(row.getObject("id", UUID.class)),
                parent == null ? null : new DepartmentId(parent),
                row.getString("name"),
                row.getString("path"),
                row.getString("name_key"),
                row.getInt("below"),
                row.getInt("people"));
    }
}
