package dev.gatehouse.organizations;

import dev.gatehouse.organizations.DepartmentChoice.Option;
import dev.gatehouse.platform.DepartmentId;
import dev.gatehouse.platform.OrganizationId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The departments that forms offer where they are many. */
@Repository
class DepartmentChoiceStore {

    private final JdbcClient jdbc;

    DepartmentChoiceStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** What lies directly in a department, or at the top, by name. */
    List<Option> branch(
            OrganizationId organization, @Nullable DepartmentId parent, @Nullable PlaceKey after, int most) {
        var asked = jdbc.sql("""
                select d.id, d.name, d.name as path, d.name_key,
                       exists (select from department c where c.organization_id = :organization and c.parent_id = d.id) as opens
                  from department d
                 where d.organization_id = :organization and %s%s
                 order by d.name_key, d.id limit :most
                """.formatted(
                        parent == null ? "d.parent_id is null" : "d.parent_id = :parent",
                        after == null ? "" : " and (d.name_key, d.id) > (:name, :id)"));
        if (parent != null) asked = asked.param("parent", parent.value());
        if (after != null) asked = asked.param("name", after.name()).param("id", after.id());
        return asked.param("organization", organization.value())
                .param("most", most)
                .query(DepartmentChoiceStore::option)
                .list();
    }

    /**
     * Departments whose path holds all the words, at least one of them in their own name; by name, with their paths, and first those whose
     * paths have them as whole words.
     */
    List<Option> search(OrganizationId organization, String text, @Nullable PlaceKey after, int most) {
        var asked = jdbc.sql("""
                with recursive word as (
                    select array_agg('%%' || part || '%%') as parts, array_agg('%% ' || part || ' %%') as wholes
                      from regexp_split_to_table(fold(:text), '[[:space:]›>]+') word,
                           regexp_replace(word, '([\\\\%%_])', '\\\\\\1', 'g') part
                     where word <> ''),
                tree (id, name, name_key, path, path_key) as (
                    select id, name, name_key, name, ' ' || name_key || ' ' from department where organization_id = :organization and parent_id is null
                     union all
                    select d.id, d.name, d.name_key, t.path || ' › ' || d.name, t.path_key || d.name_key || ' '
                      from tree t join department d on d.organization_id = :organization and d.parent_id = t.id)
                select t.id, t.name, t.path, t.sort_key as name_key, false as opens
                  from (select id, name, path,
                               case when path_key like all ((select wholes from word)::text[]) then '0' else '1' end || name_key as sort_key
                          from tree
                         where name_key like any ((select parts from word)::text[])
                           and path_key like all ((select parts from word)::text[])) t
                 where true%s
                 order by t.sort_key, t.id limit :most
                """.formatted(after == null ? "" : " and (t.sort_key, t.id) > (:name, :id)"));
        if (after != null) asked = asked.param("name", after.name()).param("id", after.id());
        return asked.param("text", text)
                .param("organization", organization.value())
                .param("most", most)
                .query(DepartmentChoiceStore::option)
                .list();
    }

    private static Option option(ResultSet row, int number) throws SQLException {
        return new Option(
                new DepartmentId(row.getObject("id", UUID.class)),
                row.getString("name"),
                row.getString("path"),
                row.getString("name_key"),
                row.getBoolean("opens"));
    }
}
