package dev.gatehouse.auditlog;

import dev.gatehouse.auditlog.Entry.Person;
import dev.gatehouse.platform.OrganizationId;
import dev.gatehouse.platform.Timestamps;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

@Repository
class AuditLogStore {

    /**
     * Which events.
     *
     * @param above the id that all are greater than, or equal to
     * @param below the id that all are smaller than
     * @param oldestFirst takes from the lower end
     * @param kinds any of these; null for every kind
     * @param actor the member who did it; null for anyone
     * @param targets any of the ids that stand for one person; null for anything
     */
    record Range(
            UUID above,
            UUID below,
            boolean oldestFirst,
            @Nullable List<String> kinds,
            @Nullable UUID actor,
            @Nullable List<UUID> targets,
            int most) {}

    private static final TypeReference<Map<String, String>> DETAIL = new TypeReference<>() {};

    private final JdbcClient jdbc;
    private final JsonMapper json;

    AuditLogStore(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    Optional<UUID> memberAt(OrganizationId organization, String emailKey) {
        return jdbc.sql("""
                select id from member where organization_id = :organization and source = 'password' and email_key = :key
                """)
                .param("organization", organization.value())
                .param("key", emailKey)
                .query(UUID.class)
                .optional();
    }

    /** The ids under which events are about a member: itself, what its grants hang on, its login. */
    List<UUID> idsOf(OrganizationId organization, UUID member) {
        var ids = new ArrayList<UUID>(List.of(member));
        jdbc.sql("select subject_id, account_id from member where organization_id = :organization and id = :member")
                .param("organization", organization.value())
                .param("member", member)
                .query((row, n) -> {
                    ids.add(row.getObject("subject_id", UUID.class));
                    var account = row.getObject("account_id", UUID.class);
                    return account == null || ids.add(account);
                })
                .optional();
        return ids;
    }

    /** What to call a member, there or gone; empty for someone unknown or forgotten. */
    Optional<String> labelOf(OrganizationId organization, UUID member) {
        return jdbc
                .sql("""
                select coalesce(nullif(trim(first_name || ' ' || last_name), ''), email, username, phone) as label
                  from member where organization_id = :organization and id = :member
                 union all
                select label from former_member where organization_id = :organization and member_id = :member
                """)
                .param("organization", organization.value())
                .param("member", member)
                .query((row, n) -> label(row, "label"))
                .list()
                .stream()
                .findFirst();
    }

    /**
     * The events of a range, newest first unless asked otherwise. Every filter is an index range that is read in order and
     * no further than the page: with kinds, one range per kind, merged.
     */
    List<Entry> events(OrganizationId organization, Range range) {
        var direction = range.oldestFirst() ? "asc" : "desc";
        var statement = jdbc.sql(named(source(range).formatted(direction), direction))
                .param("organization", organization.value())
                .param("above", range.above())
                .param("below", range.below())
                .param("most", range.most());
        var kinds = range.kinds();
        if (kinds != null) statement = statement.param("kinds", kinds.toArray(String[]::new));
        if (range.actor() != null) statement = statement.param("actor", range.actor());
        var targets = range.targets();
        if (targets != null) statement = statement.param("targets", targets.toArray(UUID[]::new));
        return statement.query((row, n) -> entry(row)).list();
    }

    /** Which ids; every branch ends in {@code order by id %1$s limit}. */
    private static String source(Range range) {
        if (range.targets() != null)
            return """
                    select id from event
                     where organization_id = :organization and target_id = any(:targets::uuid[]) and id >= :above and id < :below
                    """ + (range.kinds() == null ? "" : " and kind = any(:kinds::text[])\n")
                    + (range.actor() == null ? "" : " and actor_member = :actor\n")
                    + " order by id %1$s limit :most";
        if (range.kinds() != null) return """
                    select found.id
                      from unnest(:kinds::text[]) as wanted (kind)
                     cross join lateral (
                           select id from event
                            where organization_id = :organization and kind = wanted.kind and id >= :above and id < :below
                    """ + (range.actor() == null ? "" : " and actor_member = :actor\n") + """
                            order by id %1$s limit :most) found
                     order by id %1$s limit :most
                    """;
        return """
                select id from event
                 where organization_id = :organization and id >= :above and id < :below
                 order by id %1$s limit :most
                """;
    }

    /** Names are looked up for the events of the page alone. */
    private static String named(String source, String direction) {
        return """
            with page as materialized (%s)
            select e.id, e.at, e.kind, e.actor_account, e.actor_member, e.target_kind, e.target_id, e.detail::text as detail,
                   o.address, o.user_agent,
                   actor.id as actor_id, actor_gone.label as actor_gone,
                   coalesce(nullif(trim(actor.first_name || ' ' || actor.last_name), ''), actor.email, actor.username, actor.phone) as actor_label,
                   target.id as target_member, target_gone.label as target_gone, team.name as target_team,
                   coalesce(nullif(trim(target.first_name || ' ' || target.last_name), ''), target.email, target.username, target.phone) as target_label
              from page
              join event e on e.organization_id = :organization and e.id = page.id
              left join event_origin o on o.organization_id = e.organization_id and o.event_id = e.id
              left join member actor on actor.organization_id = e.organization_id and actor.id = e.actor_member
              left join former_member actor_gone on actor_gone.organization_id = e.organization_id and actor_gone.member_id = e.actor_member
              left join lateral (
                    select * from member m where e.target_kind = 'member' and m.organization_id = e.organization_id and m.id = e.target_id
                     union all
                    select * from member m where e.target_kind = 'subject' and m.organization_id = e.organization_id and m.subject_id = e.target_id
                     union all
                    select * from member m where e.target_kind = 'account' and m.organization_id = e.organization_id and m.account_id = e.target_id
                     limit 1) target on true
              left join lateral (
                    select t.name from team t where e.target_kind = 'subject' and t.organization_id = e.organization_id and t.id = e.target_id
                     union all
                    select d.detail ->> 'team' from event d
                     where e.target_kind = 'subject' and d.organization_id = e.organization_id and d.target_id = e.target_id and d.kind = 'team.deleted'
                     limit 1) team on true
              left join former_member target_gone on target_gone.organization_id = e.organization_id and target_gone.member_id = e.target_id
             order by e.id %s
            """.formatted(source, direction);
    }

    private Entry entry(ResultSet row) throws SQLException {
        var address = row.getString("address");
        var userAgent = row.getString("user_agent");
        return new Entry(
                row.getObject("id", UUID.class),
                Timestamps.instant(row, "at"),
                row.getString("kind"),
                actor(row),
                target(row),
                json.readValue(row.getString("detail"), DETAIL),
                address == null ? "" : address,
                userAgent == null ? "" : userAgent);
    }

    private static Person actor(ResultSet row) throws SQLException {
        var present = row.getObject("actor_id", UUID.class);
        if (present != null) return new Person.Known(present, label(row, "actor_label"));
        var member = row.getObject("actor_member", UUID.class);
        if (member != null) return new Person.Former(member, label(row, "actor_gone"));
        if (row.getObject("actor_account", UUID.class) != null) return new Person.Operator();
        return new Person.Nobody();
    }

    private static Person target(ResultSet row) throws SQLException {
        var present = row.getObject("target_member", UUID.class);
        if (present != null) return new Person.Known(present, label(row, "target_label"));
        var team = row.getString("target_team");
        if (team != null) return new Person.Group(row.getObject("target_id", UUID.class), team);
        return switch (row.getString("target_kind")) {
            case "member" -> new Person.Former(row.getObject("target_id", UUID.class), label(row, "target_gone"));
            case "subject", "account" -> new Person.Former(null, "");
            default -> new Person.Thing();
        };
    }

    private static String label(ResultSet row, String column) throws SQLException {
        var label = row.getString(column);
        return label == null ? "" : label;
    }
}
