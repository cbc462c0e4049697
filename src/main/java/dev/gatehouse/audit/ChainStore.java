package dev.gatehouse.audit;

import dev.gatehouse.audit.AuditChain.Chained;
import dev.gatehouse.audit.EventHash.Stored;
import dev.gatehouse.platform.OrganizationId;
import dev.gatehouse.platform.Timestamps;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class ChainStore {

    private static final int FETCH = 2_000;

    /** The end of a chain: position 0 is its beginning. */
    @SuppressWarnings("ArrayRecordComponent") // passed on once, never compared as a whole
    record Head(long position, byte[] hash) {}

    /** One row of the chain with what it speaks of; the origin is the digest computed again, null where it was erased. */
    @SuppressWarnings("ArrayRecordComponent") // read once from its row, never compared as a whole
    record Link(
            long position,
            UUID eventId,
            byte[] hash,
            @Nullable Stored event,
            byte @Nullable [] origin) {}

    private final JdbcClient jdbc;

    ChainStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    List<OrganizationId> waiting() {
        return jdbc.sql("select distinct organization_id from event_unchained")
                .query((row, n) -> new OrganizationId(row.getObject("organization_id", UUID.class)))
                .list();
    }

    void lock(OrganizationId organization) {
        jdbc.sql("select pg_advisory_xact_lock(hashtextextended('event_chain ' || :organization::text, 0))")
                .param("organization", organization.value())
                .query((row, n) -> true)
                .single();
    }

    Head head(OrganizationId organization) {
        return jdbc.sql("""
                select position, hash from event_chain
                 where organization_id = :organization order by position desc limit 1
                """)
                .param("organization", organization.value())
                .query((row, n) -> new Head(row.getLong("position"), row.getBytes("hash")))
                .optional()
                .orElseGet(() -> new Head(0, EventHash.beginning(organization.value())));
    }

    List<Stored> unchained(OrganizationId organization, int most) {
        return jdbc.sql("""
                select e.organization_id, e.id, e.at, e.kind, e.actor_account, e.actor_member, e.target_kind, e.target_id,
                       e.detail::text as detail, e.origin_digest
                  from event_unchained u join event e on e.organization_id = u.organization_id and e.id = u.event_id
                 where u.organization_id = :organization
                 order by u.event_id limit :most
                """)
                .param("organization", organization.value())
                .param("most", most)
                .query((row, n) -> event(row))
                .list();
    }

    void append(OrganizationId organization, Head head, List<Stored> events) {
        if (events.isEmpty()) return;
        var ids = events.stream().map(Stored::id).toArray(UUID[]::new);
        var hashes = new byte[ids.length][];
        var hash = head.hash();
        for (var i = 0; i < ids.length; i++) hashes[i] = hash = EventHash.next(hash, events.get(i));
        jdbc.sql("""
                with taken as (
                    delete from event_unchained where organization_id = :organization and event_id = any(:events))
                insert into event_chain (organization_id, position, event_id, hash)
                select :organization, :last + place, event_id, hash
                  from unnest(:events::uuid[], :hashes::bytea[]) with ordinality as link (event_id, hash, place)
                """)
                .param("organization", organization.value())
                .param("last", head.position())
                .param("events", ids)
                .param("hashes", hashes)
                .update();
    }

    /** The chain in its order, to be closed by the reader. */
    Stream<Link> links(OrganizationId organization) {
        return jdbc
                .sql("""
                select c.position, c.event_id, c.hash, e.organization_id, e.id, e.at, e.kind, e.actor_account, e.actor_member,
                       e.target_kind, e.target_id, e.detail::text as detail, e.origin_digest, o.salt, o.address, o.user_agent
                  from event_chain c
                  left join event e on e.organization_id = c.organization_id and e.id = c.event_id
                  left join event_origin o on o.organization_id = c.organization_id and o.event_id = c.event_id
                 where c.organization_id = :organization
                 order by c.position
                """)
                .param("organization", organization.value())
                .withFetchSize(FETCH)
                .query((row, n) -> link(row))
                .stream();
    }

    Optional<UUID> astray(OrganizationId organization) {
        return jdbc.sql("""
                select e.id from event e
                 where e.organization_id = :organization
                   and not exists (select from event_chain c where c.organization_id = e.organization_id and c.event_id = e.id)
                   and not exists (select from event_unchained u where u.organization_id = e.organization_id and u.event_id = e.id)
                 limit 1
                """)
                .param("organization", organization.value())
                .query(UUID.class)
                .optional();
    }

    Optional<UUID> waitingGone(OrganizationId organization) {
        return jdbc.sql("""
                select u.event_id from event_unchained u
                 where u.organization_id = :organization
                   and not exists (select from event e where e.organization_id = u.organization_id and e.id = u.event_id)
                 limit 1
                """)
                .param("organization", organization.value())
                .query(UUID.class)
                .optional();
    }

    long countWaiting(OrganizationId organization) {
        return jdbc.sql("select count(*) from event_unchained where organization_id = :organization")
                .param("organization", organization.value())
                .query(Long.class)
                .single();
    }

    List<Chained> organizations() {
        return jdbc.sql("""
                select :platform::uuid as id, '' as slug
                 union all
                (select id, slug from organization order by slug)
                """)
                .param("platform", OrganizationId.PLATFORM.value())
                .query((row, n) ->
                        new Chained(new OrganizationId(row.getObject("id", UUID.class)), row.getString("slug")))
                .list();
    }

    private static Link link(ResultSet row) throws SQLException {
        var salt = row.getBytes("salt");
        return new Link(
                row.getLong("position"),
                row.getObject("event_id", UUID.class),
                row.getBytes("hash"),
                row.getObject("id", UUID.class) == null ? null : event(row),
                salt == null ? null : EventHash.origin(salt, row.getString("address"), row.getString("user_agent")));
    }

    private static Stored event(ResultSet row) throws SQLException {
        return new Stored(
                row.getObject("organization_id", UUID.class),
                row.getObject("id", UUID.class),
                Timestamps.instant(row, "at"),
                row.getString("kind"),
                row.getObject("actor_account", UUID.class),
                row.getObject("actor_member", UUID.class),
                row.getString("target_kind"),
                row.getObject("target_id", UUID.class),
                row.getString("detail"),
                row.getBytes("origin_digest"));
    }
}
