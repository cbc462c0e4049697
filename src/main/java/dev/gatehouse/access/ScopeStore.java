package dev.gatehouse.access;

import dev.gatehouse.platform.OrganizationId;
import dev.gatehouse.platform.ScopeId;
import dev.gatehouse.platform.Timestamps;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class ScopeStore {

    /** Names stand in tables of another room. */
    private static final String PLACE = """
            select s.id, s.kind, coalesce(h.name, p.name, o.name) as name, within.name as within_name,
                   exists (select from scope above where above.organization_id = s.organization_id and above.id = any (s.path)
                                                    and above.archived_at is not null) as archived
              from scope s
              join organization o on o.id = s.organization_id
              left join hub h on h.organization_id = s.organization_id and h.id = s.id
              left join repository p on p.organization_id = s.organization_id and p.id = s.id
              left join hub within on within.organization_id = p.organization_id and within.id = p.hub_id
            """;

    private final JdbcClient jdbc;

    ScopeStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    ScopeId insert(OrganizationId organization, ScopeKind kind, ScopeId parent) {
        return jdbc.sql("""
                insert into scope (organization_id, id, kind, parent_id, path)
                select :organization, fresh.id, :kind, above.id, fresh.id || above.path
                  from scope above, (select uuidv7() as id) fresh
                 where above.organization_id = :organization and above.id = :parent
                returning id
                """)
                .param("organization", organization.value())
                .param("kind", kind.key())
                .param("parent", parent.value())
                .query((row, n) -> new ScopeId(row.getObject("id", UUID.class)))
                .single();
    }

    boolean setArchived(OrganizationId organization, ScopeId scope, @Nullable Instant at) {
        return jdbc.sql("""
                update scope set archived_at = :at::timestamptz
                 where organization_id = :organization and id = :scope and (archived_at is null) = (:at::timestamptz is not null)
                """)
                        .param("at", at == null ? null : Timestamps.utc(at))
                        .param("organization", organization.value())
                        .param("scope", scope.value())
                        .update()
                == 1;
    }

    Optional<Place> find(OrganizationId organization, ScopeId scope) {
        return jdbc.sql(PLACE + " where s.organization_id = :organization and s.id = :scope")
                .param("organization", organization.value())
                .param("scope", scope.value())
                .query(ScopeStore::place)
                .optional();
    }

    /**
     * Places whose name contains what was typed, those that begin with it first, hubs before repositories; at most so many.
     * The organization itself comes first where nothing was typed or its name fits; repositories are found by their names alone.
     *
     * @param within only these places and the repositories of these hubs; null for all
     */
    List<Place> search(OrganizationId organization, String typed, @Nullable List<ScopeId> within, int most) {
        return jdbc.sql("""
                with wanted as (select fold(:typed) as text,
                                       '%' || regexp_replace(fold(:typed), '([\\\\%_])', '\\\\\\1', 'g') || '%' as pattern),
                     found as (
                       (select o.id, 0 as narrow, true as starts, '' as key from organization o, wanted
                         where o.id = :organization and fold(o.name) like wanted.pattern and :whole)
                        union all
                       (select h.id, 1, starts_with(h.name_key, wanted.text), h.name_key from hub h, wanted
                         where h.organization_id = :organization and h.name_key like wanted.pattern and (:whole or h.id = any (:within::uuid[]))
                         order by 3 desc, 4, 1 limit :most * 4)
                        union all
                       (select p.id, 2, starts_with(p.name_key, wanted.text), p.name_key from repository p, wanted
                         where p.organization_id = :organization and p.name_key like wanted.pattern and (not :whole or wanted.text <> '')
                           and (:whole or p.id = any (:within::uuid[]) or p.hub_id = any (:within::uuid[]))
                         order by 3 desc, 4, 1 limit :most * 4))
                select place.*
                  from found
                  join (""" + PLACE + """
                         where s.organization_id = :organization) place on place.id = found.id
                 where not place.archived
                 order by found.narrow, found.starts desc, found.key, found.id
                 limit :most
                """)
                .param("organization", organization.value())
                .param("typed", typed)
                .param("whole", within == null)
                .param("within", ids(within))
                .param("most", most)
                .query(ScopeStore::place)
                .list();
    }

    /** The places that are not archived, the widest first, by name, as many as are asked for at most; more than that are in no order. */
    List<Place> first(OrganizationId organization, @Nullable List<ScopeId> within, int most) {
        return jdbc.sql("""
                with found as (
                     select s.id from scope s
                      where s.organization_id = :organization and s.archived_at is null
                        and (:whole or s.id = any (:within::uuid[]) or s.parent_id = any (:within::uuid[]))
                      limit :most)
                select place.*
                  from found
                  join (""" + PLACE + """
                         where s.organization_id = :organization) place on place.id = found.id
                 where not place.archived
                 order by scope_rank(place.kind), coalesce(place.within_name, place.name), place.name, place.id
                """)
                .param("organization", organization.value())
                .param("whole", within == null)
                .param("within", ids(within))
                .param("most", most)
                .query(ScopeStore::place)
                .list();
    }

    /** A place, what it lies in, and so on up to the organization; empty where it is not there. */
    List<ScopeId> path(OrganizationId organization, ScopeId scope) {
        return jdbc.sql("""
                select above from scope s cross join unnest(s.path) with ordinality as place (above, n)
                 where s.organization_id = :organization and s.id = :scope order by n
                """)
                .param("organization", organization.value())
                .param("scope", scope.value())
                .query((row, n) -> new ScopeId(row.getObject("above", UUID.class)))
                .list();
    }

    private static UUID[] ids(@Nullable List<ScopeId> scopes) {
        return scopes == null
                ? new UUID[0]
                : scopes.stream().map(ScopeId::value).toArray(UUID[]::new);
    }

    private static Place place(ResultSet row, int number) throws SQLException {
        return new Place(
                new ScopeId(row.getObject("id", UUID.class)),
                ScopeKind.of(row.getString("kind")),
                row.getString("name"),
                row.getString("within_name"),
                row.getBoolean("archived"));
    }
}
