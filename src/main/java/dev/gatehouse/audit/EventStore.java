package dev.gatehouse.audit;

import dev.gatehouse.platform.Actor;
import dev.gatehouse.platform.OrganizationId;
import dev.gatehouse.platform.TimeIds;
import dev.gatehouse.platform.Timestamps;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;

@Repository
class EventStore {

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final SecureRandom random = new SecureRandom();

    EventStore(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /** Ids are made from the clock's time, so that their order is the order of {@code at}, and pages and dates are ranges of ids. */
    void insert(Actor actor, List<Event> events, Instant now) {
        var salt = new byte[16];
        random.nextBytes(salt);
        var account = actor.account();
        var member = actor.member();
        jdbc.sql("""
                with recorded as (
                    insert into event (organization_id, id, at, kind, actor_account, actor_member, target_kind, target_id, detail, origin_digest)
                    select :organization, id, :now, kind, :account, :member, target_kind, target_id, detail, :digest
                      from unnest(:ids::uuid[], :kinds::text[], :targetKinds::text[], :targets::uuid[], :details::jsonb[])
                           as change (id, kind, target_kind, target_id, detail)
                    returning id),
                origin as (
                    insert into event_origin (organization_id, event_id, salt, address, user_agent)
                    select :organization, id, :salt, :address, :userAgent from recorded where :address <> '' or :userAgent <> '')
                insert into event_unchained (organization_id, event_id) select :organization, id from recorded
                """)
                .param("organization", actor.organization().value())
                .param("now", Timestamps.utc(now))
                .param("account", account == null ? null : account.value())
                .param("member", member == null ? null : member.value())
                .param(
                        "digest",
                        EventHash.origin(
                                salt, actor.origin().address(), actor.origin().userAgent()))
                .param("ids", events.stream().map(_ -> TimeIds.next(now)).toArray(UUID[]::new))
                .param("kinds", events.stream().map(Event::kind).toArray(String[]::new))
                .param("targetKinds", events.stream().map(Event::targetKind).toArray(String[]::new))
                .param("targets", events.stream().map(Event::target).toArray(UUID[]::new))
                .param(
                        "details",
                        events.stream()
                                .map(event -> json.writeValueAsString(event.detail()))
                                .toArray(String[]::new))
                .param("salt", salt)
                .param("address", actor.origin().address())
                .param("userAgent", actor.origin().userAgent())
                .update();
    }

    void keepLabels(OrganizationId organization, Map<UUID, String> labels, Instant now) {
        jdbc.sql("""
                insert into former_member (organization_id, member_id, label, removed_at)
                select :organization, member, label, :now from unnest(:members::uuid[], :labels::text[]) as gone (member, label)
                    on conflict (organization_id, member_id) do update set label = excluded.label, removed_at = excluded.removed_at
                """)
                .param("organization", organization.value())
                .param("members", labels.keySet().toArray(UUID[]::new))
                .param("labels", labels.values().toArray(String[]::new))
                .param("now", Timestamps.utc(now))
                .update();
    }
}
