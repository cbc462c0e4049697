package dev.gatehouse.organizations;

import dev.gatehouse.platform.MemberId;
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
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;

/** Hubs and repositories. Whether they are archived is said by their place, which is the matter of another room. */
@org.springframework.stereotype.Repository
class HubStore {

    private static final String HUB = """
            select h.id, h.name, h.name_key, s.archived_at is not null as archived,
                   (select count(*) from scope within
                     where within.organization_id = h.organization_id and within.parent_id = h.id and within.archived_at is null) as repositories
              from hub h
              join scope s on s.organization_id = h.organization_id and s.id = h.id
            """;

    private static final String REPOSITORY = """
            select p.id, p.hub_id, h.name as hub_name, p.name, p.name_key, s.archived_at is not null as archived,
                   around.archived_at is not null as hub_archived
              from repository p
              join hub h on h.organization_id = p.organization_id and h.id = p.hub_id
              join scope s on s.organization_id = p.organization_id and s.id = p.id
              join scope around on around.organization_id = p.organization_id and around.id = p.hub_id
            """;

    private final JdbcClient jdbc;

    HubStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Optional<Hub> find(OrganizationId organization, ScopeId hub) {
        return jdbc.sql(HUB + " where h.organization_id = :organization and h.id = :hub")
                .param("organization", organization.value())
                .param("hub", hub.value())
                .query(HubStore::hub)
                .optional();
    }

    Optional<Repository> find(OrganizationId organization, ScopeId hub, ScopeId repository) {
        return jdbc.sql(REPOSITORY
                        + " where p.organization_id = :organization and p.hub_id = :hub and p.id = :repository")
                .param("organization", organization.value())
                .param("hub", hub.value())
                .param("repository", repository.value())
                .query(HubStore::repository)
                .optional();
    }

    /** Holds a hub's place until the transaction ends, so that it is not archived while something in it changes. */
    void lock(OrganizationId organization, ScopeId hub) {
        jdbc.sql("select id from scope where organization_id = :organization and id = :hub for no key update")
                .param("organization", organization.value())
                .param("hub", hub.value())
                .query()
                .listOfRows();
    }

    /** Hubs by name, from where the query goes on; backwards where it asks for the page before. */
    List<Hub> hubs(OrganizationId organization, PlaceQuery query, int most) {
        return ask(HUB + " where h.organization_id = :organization" + asked("h", query), organization, query, most)
                .query(HubStore::hub)
                .list();
    }

    List<Repository> repositories(OrganizationId organization, ScopeId hub, PlaceQuery query, int most) {
        return ask(
                        REPOSITORY + " where p.organization_id = :organization and p.hub_id = :hub" + asked("p", query),
                        organization,
                        query,
                        most)
                .param("hub", hub.value())
                .query(HubStore::repository)
                .list();
    }

    /** How many hubs are not archived, and how many are. */
    long[] counts(OrganizationId organization) {
        return jdbc.sql("""
                select count(*) filter (where archived_at is null) as open, count(*) filter (where archived_at is not null) as archived
                  from scope where organization_id = :organization and parent_id = :organization and kind = 'hub'
                """)
                .param("organization", organization.value())
                .query((row, n) -> new long[] {row.getLong("open"), row.getLong("archived")})
                .single();
    }

    /** Returns false where the name is taken, ignoring case. */
    boolean insert(OrganizationId organization, ScopeId hub, String name, @Nullable MemberId by, Instant now) {
        return jdbc.sql("""
                insert into hub (organization_id, id, name, created_by, created_at)
                values (:organization, :hub, :name, :by, :now)
                    on conflict (organization_id, lower(normalize(name, NFKC))) do nothing
                """)
                        .param("organization", organization.value())
                        .param("hub", hub.value())
                        .param("name", name)
                        .param("by", by == null ? null : by.value())
                        .param("now", Timestamps.utc(now))
                        .update()
                == 1;
    }

    /** Returns false where the name is taken in the hub, ignoring case. */
    boolean insert(
            OrganizationId organization,
            ScopeId hub,
            ScopeId repository,
            String name,
            @Nullable MemberId by,
            Instant now) {
        return jdbc.sql("""
                insert into repository (organization_id, id, hub_id, name, created_by, created_at)
                values (:organization, :repository, :hub, :name, :by, :now)
                    on conflict (organization_id, hub_id, lower(normalize(name, NFKC))) do nothing
                """)
                        .param("organization", organization.value())
                        .param("repository", repository.value())
                        .param("hub", hub.value())
                        .param("name", name)
                        .param("by", by == null ? null : by.value())
                        .param("now", Timestamps.utc(now))
                        .update()
                == 1;
    }

    /** Returns false where another one has the name; the transaction can only be undone then. */
    boolean rename(OrganizationId organization, ScopeId hub, String name) {
        return rename("hub", organization, hub, name);
    }

    boolean renameRepository(OrganizationId organization, ScopeId repository, String name) {
        return rename("repository", organization, repository, name);
    }

    /** Whether the hub that has a name is archived, so that it is in no list where one would look for it. */
    boolean archived(OrganizationId organization, String name) {
        return jdbc.sql("""
                select exists (select from hub h join scope s on s.organization_id = h.organization_id and s.id = h.id
                                where h.organization_id = :organization and s.archived_at is not null
                                  and lower(normalize(h.name, NFKC)) = lower(normalize(:name, NFKC)))
                """)
                .param("organization", organization.value())
                .param("name", name)
                .query(Boolean.class)
                .single();
    }

    boolean archived(OrganizationId organization, ScopeId hub, String name) {
        return jdbc.sql("""
                select exists (select from repository p join scope s on s.organization_id = p.organization_id and s.id = p.id
                                where p.organization_id = :organization and p.hub_id = :hub and s.archived_at is not null
                                  and lower(normalize(p.name, NFKC)) = lower(normalize(:name, NFKC)))
                """)
                .param("organization", organization.value())
                .param("hub", hub.value())
                .param("name", name)
                .query(Boolean.class)
                .single();
    }

    private boolean rename(String table, OrganizationId organization, ScopeId id, String name) {
        try {
            jdbc.sql("update " + table + " set name = :name where organization_id = :organization and id = :id")
                    .param("name", name)
                    .param("organization", organization.value())
                    .param("id", id.value())
                    .update();
            return true;
        } catch (DuplicateKeyException taken) {
            return false;
        }
    }

    private static String asked(String table, PlaceQuery query) {
        var turn = query.backward() ? " desc" : "";
        return (query.text().isEmpty()
                        ? ""
                        : " and " + table
                                + ".name_key like '%' || regexp_replace(fold(:text), '([\\\\%_])', '\\\\\\1', 'g') || '%'")
                + " and (s.archived_at is not null) = :archived"
                + (query.from() == null
                        ? ""
                        : " and (" + table + ".name_key, " + table + ".id) " + (query.backward() ? "<" : ">")
                                + " (:name, :id)")
                + " order by " + table + ".name_key" + turn + ", " + table + ".id" + turn + " limit :most";
    }

    private StatementSpec ask(String sql, OrganizationId organization, PlaceQuery query, int most) {
        var statement = jdbc.sql(sql)
                .param("organization", organization.value())
                .param("archived", query.archived())
                .param("most", most);
        if (!query.text().isEmpty()) statement = statement.param("text", query.text());
        var from = query.from();
        return from == null ? statement : statement.param("name", from.name()).param("id", from.id());
    }

    private static Hub hub(ResultSet row, int number) throws SQLException {
        return new Hub(
                new ScopeId(row.getObject("id", UUID.class)),
                row.getString("name"),
                row.getString("name_key"),
                row.getBoolean("archived"),
                row.getLong("repositories"));
    }

    private static Repository repository(ResultSet row, int number) throws SQLException {
        return new Repository(
                new ScopeId(row.getObject("id", UUID.class)),
                new ScopeId(row.getObject("hub_id", UUID.class)),
                row.getString("hub_name"),
                row.getString("name"),
                row.getString("name_key"),
                row.getBoolean("archived"),
                row.getBoolean("hub_archived"));
    }
}
