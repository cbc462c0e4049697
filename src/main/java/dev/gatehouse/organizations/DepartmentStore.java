package dev.gatehouse.organizations;

import dev.gatehouse.platform.DepartmentId;
import dev.gatehouse.platform.OrganizationId;
import dev.gatehouse.platform.Timestamps;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class DepartmentStore {

    private final JdbcClient jdbc;

    DepartmentStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    List<Department> all(OrganizationId organization) {
        return jdbc.sql("""
                with recursive tree (id, parent_id, name, path, order_key, depth) as (
                    select id, parent_id, name, name, array[name_key, id::text], 0 from department
                     where organization_id = :organization and parent_id is null
                     union all
                    select d.id, d.parent_id, d.name, t.path || ' › ' || d.name, t.order_key || array[d.name_key, d.id::text], t.depth + 1
                      from tree t join department d on d.organization_id = :organization and d.parent_id = t.id)
                select id, parent_id, name, path, depth from tree order by order_key
                """)
                .param("organization", organization.value())
                .query(DepartmentStore::department)
                .list();
    }

    Optional<Department> find(OrganizationId organization, DepartmentId id) {
        return jdbc.sql("""
                with recursive up (id, above, path, depth) as (
                    select id, parent_id, name, 0 from department where organization_id = :organization and id = :id
                     union all
                    select up.id, d.parent_id, d.name || ' › ' || up.path, up.depth + 1
                      from up join department d on d.organization_id = :organization and d.id = up.above)
                select d.id, d.parent_id, d.name, up.path, up.depth
                  from up join department d on d.organization_id = :organization and d.id = up.id
                 where up.above is null
                """)
                .param("organization", organization.value())
                .param("id", id.value())
                .query(DepartmentStore::department)
                .optional();
    }

    /** Whether the tree has at most so many departments. */
    boolean atMost(OrganizationId organization, int most) {
        return jdbc.sql(
                                "select count(*) from (select from department where organization_id = :organization limit :most + 1) d")
                        .param("organization", organization.value())
                        .param("most", most)
                        .query(Integer.class)
                        .single()
                <= most;
    }

    /** Departments of a name, ignoring case; a few of them. */
    List<Department> called(OrganizationId organization, String name) {
        return jdbc.sql("""
                with recursive up (id, above, path, depth) as (
                    (select id, parent_id, name, 0 from department
                      where organization_id = :organization and lower(normalize(name, NFKC)) = lower(normalize(:name, NFKC))
                      order by name_key, id limit 100)
                     union all
                    select up.id, d.parent_id, d.name || ' › ' || up.path, up.depth + 1
                      from up join department d on d.organization_id = :organization and d.id = up.above)
                select d.id, d.parent_id, d.name, up.path, up.depth
                  from up join department d on d.organization_id = :organization and d.id = up.id
                 where up.above is null
                 order by up.path, d.id
                """)
                .param("organization", organization.value())
                .param("name", name)
                .query(DepartmentStore::department)
                .list();
    }

    boolean hold(OrganizationId organization, DepartmentId id) {
        return jdbc.sql("select id from department where organization_id = :organization and id = :id for key share")
                .param("organization", organization.value())
                .param("id", id.value())
                .query((row, n) -> true)
                .optional()
                .isPresent();
    }

    /** Held against everybody who would put somebody or something into it. Returns false where it is not there. */
    boolean lock(OrganizationId organization, DepartmentId id) {
        return jdbc.sql("select id from department where organization_id = :organization and id = :id for update")
                .param("organization", organization.value())
                .param("id", id.value())
                .query((row, n) -> true)
                .optional()
                .isPresent();
    }

    /** A department and all that lies in it, with how deep below it each is. */
    Map<DepartmentId, Integer> below(OrganizationId organization, DepartmentId id) {
        var below = new HashMap<DepartmentId, Integer>();
        jdbc.sql("""
                with recursive down (id, depth) as (
                    select id, 0 from department where organization_id = :organization and id = :id
                     union all
                    select d.id, down.depth + 1 from down join department d on d.organization_id = :organization and d.parent_id = down.id)
                select id, depth from down
                """)
                .param("organization", organization.value())
                .param("id", id.value())
                .query(row -> {
                    below.put(new DepartmentId(row.getObject("id", UUID.class)), row.getInt("depth"));
                });
        return below;
    }

    /** Empty where a department beside it has the name, ignoring case. */
    Optional<DepartmentId> insert(
            OrganizationId organization, @Nullable DepartmentId parent, String name, Instant now) {
        return jdbc.sql("""
                insert into department (organization_id, parent_id, name, created_at) values (:organization, :parent, :name, :now)
                    on conflict (organization_id, parent_id, lower(normalize(name, NFKC))) do nothing
                returning id
                """)
                .param("organization", organization.value())
                .param("parent", parent == null ? null : parent.value())
                .param("name", name)
                .param("now", Timestamps.utc(now))
                .query((row, n) -> new DepartmentId(row.getObject("id", UUID.class)))
                .optional();
    }

    /** Returns false where a department beside it has the name; the transaction can only be undone then. */
    boolean update(OrganizationId organization, DepartmentId id, @Nullable DepartmentId parent, String name) {
        try {
            jdbc.sql("""
                    update department set parent_id = :parent, name = :name where organization_id = :organization and id = :id
                    """)
                    .param("parent", parent == null ? null : parent.value())
                    .param("name", name)
                    .param("organization", organization.value())
                    .param("id", id.value())
                    .update();
            return true;
        } catch (DuplicateKeyException taken) {
            return false;
        }
    }

    /** Whether somebody or something is in it. */
    boolean used(OrganizationId organization, DepartmentId id) {
        return jdbc.sql("""
                select exists (select from department where organization_id = :organization and parent_id = :id)
                    or exists (select from member where organization_id = :organization and department_id = :id)
                """)
                .param("organization", organization.value())
                .param("id", id.value())
                .query(Boolean.class)
                .single();
    }

    /** A department in one place that is called as one in another, ignoring case: the two cannot be put together. */
    Optional<String> clash(OrganizationId organization, DepartmentId from, @Nullable DepartmentId to) {
        return jdbc.sql("""
                select d.name from department d
                 where d.organization_id = :organization and d.parent_id = :from
                   and exists (select from department o
                                where o.organization_id = :organization and o.parent_id is not distinct from :to::uuid and o.id <> :from
                                  and lower(normalize(o.name, NFKC)) = lower(normalize(d.name, NFKC)))
                 order by d.name_key limit 1
                """)
                .param("organization", organization.value())
                .param("from", from.value())
                .param("to", to == null ? null : to.value())
                .query(String.class)
                .optional();
    }

    /** Gives all that is in a department to another one, or to the top and to none, and deletes it. */
    void dissolve(OrganizationId organization, DepartmentId id, @Nullable DepartmentId to) {
        var target = to == null ? null : to.value();
        // Out of the way of one in it that has the same name.
        jdbc.sql("update department set name = id::text where organization_id = :organization and id = :id")
                .param("organization", organization.value())
                .param("id", id.value())
                .update();
        jdbc.sql("update department set parent_id = :to where organization_id = :organization and parent_id = :id")
                .param("to", target)
                .param("organization", organization.value())
                .param("id", id.value())
                .update();
        jdbc.sql("select reassign_members(:organization, 'department', :id, :to::uuid)")
                .param("organization", organization.value())
                .param("id", id.value())
                .param("to", target)
                .query(Long.class)
                .single();
        jdbc.sql("delete from department where organization_id = :organization and id = :id")
                .param("organization", organization.value())
                .param("id", id.value())
                .update();
    }

    static Department department(ResultSet row, int number) throws SQLException {
        var parent = row.getObject("parent_id", UUID.class);
        return new Department(
                new DepartmentId(row.getObject("id", UUID.class)),
                parent == null ? null : new DepartmentId(parent),
                row.getString("name"),
                row.getString("path"),
                row.getInt("depth"));
    }
}
