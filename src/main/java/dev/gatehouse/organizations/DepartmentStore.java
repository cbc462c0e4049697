package dev.gatehouse.organizations;

import dev.gatehouse.platform.DepartmentId;
import dev.gatehouse.platform.OrganizationId;
import java.util.List;
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
                .query((row, n) -> {
                    var parent = row.getObject("parent_id", UUID.class);
                    return new Department(
                            new DepartmentId(row.getObject("id", UUID.class)),
                            parent == null ? null : new DepartmentId(parent),
                            row.getString("name"),
                            row.getString("path"),
                            row.getInt("depth"));
                })
                .list();
    }
}
