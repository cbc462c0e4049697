package dev.gatehouse.organizations;

import dev.gatehouse.platform.DepartmentId;
import dev.gatehouse.platform.OrganizationId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
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

    boolean hold(OrganizationId organization, DepartmentId id) {
        return jdbc.sql("select id from department where organization_id = :organization and id = :id for key share")
                .param("organization", organization.value())
                .param("id", id.value())
                .query((row, n) -> true)
                .optional()
                .isPresent();
    }

    private static Department department(ResultSet row, int number) throws SQLException {
        var parent = row.getObject("parent_id", UUID.class);
        return new Department(
                new DepartmentId(row.getObject("id", UUID.class)),
                parent == null ? null : new DepartmentId(parent),
                row.getString("name"),
                row.getString("path"),
                row.getInt("depth"));
    }
}
