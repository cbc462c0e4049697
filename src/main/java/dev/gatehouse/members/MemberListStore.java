package dev.gatehouse.members;

import dev.gatehouse.access.Role;
import dev.gatehouse.members.MemberListQuery.ActivityFilter;
import dev.gatehouse.members.MemberListQuery.Column;
import dev.gatehouse.members.MemberListQuery.StatusFilter;
import dev.gatehouse.platform.MemberId;
import dev.gatehouse.platform.OrganizationId;
import dev.gatehouse.platform.Timestamps;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Lists read from the tables of several rooms; the plans behind these statements are in docs/decisions/0004-member-search.md. */
@Repository
class MemberListStore {

    /** Rows of a list, how many there are as far as they were counted, and whether there are more than that. */
    record Found(List<Listed> rows, long matches, boolean more) {}

    /** A row of a list with its place in the sort. */
    record Listed(
            MemberId id,
            MemberStatus status,
            boolean sso,
            String firstName,
            String lastName,
            @Nullable String email,
            @Nullable String username,
            @Nullable String phone,
            @Nullable Role role,
            @Nullable Instant invitationExpiresAt,
            @Nullable Instant lastActiveAt,
            Instant createdAt,
            MemberKey key) {}

    private static final String SHOWN = """
            m.id, m.status, m.source, m.first_name, m.last_name, m.email, m.username, m.phone, m.role,
                   m.invitation_expires_at, m.last_active_at, m.created_at, m.name_key, m.last_active_key
            """;

    private static final UUID FIRST_ID = new UUID(0, 0);
    private static final UUID LAST_ID = new UUID(-1, -1);
    /** Sorts after every name: the last character of Unicode. */
    private static final String LAST_NAME = "\udbff\udfff";

    private final JdbcClient jdbc;

    MemberListStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Map<MemberCell, Long> tally(OrganizationId organization) {
        var tally = new HashMap<MemberCell, Long>();
        jdbc.sql("""
                select status, source, role, members from member_tally
                 where organization_id = :organization and members > 0
                """).param("organization", organization.value()).query(row -> {
            var cell = MemberCell.of(
                    MemberStatus.valueOf(row.getString("status")),
                    row.getString("source").equals("sso"),
                    role(row.getString("role")));
            tally.merge(cell, row.getLong("members"), Long::sum);
        });
        return tally;
    }

    /** How many members there are in all organizations, as the statistics have it; negative where they have nothing. */
    long everywhere() {
        return jdbc.sql("select reltuples::bigint from pg_class where oid = 'member'::regclass")
                .query(Long.class)
                .single();
    }

    /** What was typed, folded as the members are. */
    SearchWords words(MemberListQuery query) {
        return SearchWords.of(jdbc.sql("select fold(:text)")
                .param("text", query.text())
                .query(String.class)
                .single());
    }

    /**
     * One page of everybody in the cells: the merge of one index range per cell, each read only as far as the page needs.
     *
     * @param few cells in which so few are inactive or expired that they are read whole and sorted
     */
    List<Listed> page(
            OrganizationId organization,
            MemberListQuery query,
            List<MemberCell> cells,
            Set<MemberCell> few,
            int rows,
            Instant now) {
        var down = query.descending() != query.backward();
        var from = query.from();
        List<Short> numbers = new ArrayList<>();
        List<Integer> places = new ArrayList<>();
        List<String> names = new ArrayList<>();
        List<String> moments = new ArrayList<>();
        List<UUID> ids = new ArrayList<>();
        List<Boolean> sorted = new ArrayList<>();
        for (var cell : cells) {
            var place = query.place(cell);
            if (from != null && (down ? place > from.place() : place < from.place())) continue;
            var start = from != null && place == from.place() ? from : null;
            var active = start == null ? null : start.active();
            numbers.add((short) cell.number());
            places.add(place);
            names.add(start != null ? start.name() : down ? LAST_NAME : "");
            moments.add(active != null ? moment(active) : down ? "infinity" : "-infinity");
            ids.add(start != null ? start.id() : down ? LAST_ID : FIRST_ID);
            sorted.add(few.contains(cell));
        }
        var byActivity = query.column() == Column.ACTIVE;
        var statement = jdbc.sql("""
                select %5$s, page.place
                  from (select range.place, found.key, found.id
                          from unnest(:cells::smallint[], :places::integer[], :from::text[]::%2$s[], :ids::uuid[], :few::boolean[])
                                    as range (cell, place, key, id, few)
                         cross join lateral (
                                (select %1$s as key, id from member
                                  where not range.few
                                    and organization_id = :organization and cell = range.cell and (%1$s, id) %3$s (range.key, range.id)%6$s
                                  order by %1$s %4$s, id %4$s
                                  limit :rows)%7$s) found
                         order by range.place %4$s, found.key %4$s, found.id %4$s
                         limit :rows) page
                  join member m on m.organization_id = :organization and m.id = page.id
                 order by page.place %4$s, page.key %4$s, page.id %4$s
                """.formatted(
                        byActivity ? "last_active_key" : "name_key",
                        byActivity ? "timestamptz" : "text",
                        down ? "<" : ">",
                        down ? "desc" : "asc",
                        SHOWN.strip(),
                        timely(query),
                        few.isEmpty() ? "" : sortedFew(query, byActivity, down)));
        return times(statement, query, now)
                .param("few", sorted.toArray(Boolean[]::new))
                .param("cells", numbers.toArray(Short[]::new))
                .param("places", places.toArray(Integer[]::new))
                .param("from", (byActivity ? moments : names).toArray(String[]::new))
                .param("ids", ids.toArray(UUID[]::new))
                .param("organization", organization.value())
                .param("rows", rows)
                .query((row, n) -> listed(row, byActivity))
                .list();
    }

    /** A cell of few, read by its own range; the fence keeps the planner from reading the cell in order until it meets them. */
    private static String sortedFew(MemberListQuery query, boolean byActivity, boolean down) {
        return """

                                union all
                                (select key, id
                                   from (select %1$s as key, id from member
                                          where range.few and organization_id = :organization and cell = range.cell%4$s
                                         offset 0) few
                                  where (key, id) %2$s (range.key, range.id)
                                  order by key %3$s, id %3$s
                                  limit :rows)""".formatted(
                        byActivity ? "last_active_key" : "name_key",
                        down ? "<" : ">",
                        down ? "desc" : "asc",
                        timelyByRange(query));
    }

    /** How many of each cell are as inactive or expired as is asked, counted as far as one beyond a bound. */
    Map<MemberCell, Integer> timely(
            OrganizationId organization, MemberListQuery query, List<MemberCell> cells, int bound, Instant now) {
        var counts = new HashMap<MemberCell, Integer>();
        var statement = jdbc.sql("""
                select asked.cell, counted.members
                  from unnest(:cells::smallint[]) as asked (cell)
                 cross join lateral (
                        select count(*) as members
                          from (select from member
                                 where organization_id = :organization and cell = asked.cell%s
                                 limit :bound + 1) bounded) counted
                """.formatted(timelyByRange(query)));
        times(statement, query, now)
                .param("cells", numbers(cells))
                .param("organization", organization.value())
                .param("bound", bound)
                .query(row -> {
                    counts.put(new MemberCell(row.getInt("cell")), row.getInt("members"));
                });
        return counts;
    }

    /**
     * One page of those in whom every word that was typed is found, at most {@code bound} of them.
     *
     * @param few whether so few stand in the cells that reading them is quicker than an index
     * @param rare whether the cells hold less than a tenth of the organization
     * @param alone whether most members of all organizations are this one's
     */
    Found search(
            OrganizationId organization,
            MemberListQuery query,
            SearchWords words,
            List<MemberCell> cells,
            boolean few,
            boolean rare,
            boolean alone,
            int bound,
            int rows,
            Instant now) {
        var active = query.column() == Column.ACTIVE;
        var statement = jdbc.sql(sorted(query, """
                select found.member_id as id, found.cell, found.name_key, %s as last_active_key
                  from %s(:patterns, :starts, :threes, :pairs, :startPairs, :cells::smallint[],
                                     :inactive, :expired, :few, :rare, :bound + 1) found%s
                """.formatted(
                                active ? "other.last_active_key" : "null::timestamptz",
                                alone ? "member_search_alone" : "member_search",
                                active
                                        ? " cross join lateral (select last_active_key from member where organization_id = :organization and id = found.member_id offset 0) other"
                                        : "")))
                .param("patterns", words.patterns())
                .param("starts", words.starts())
                .param("threes", words.threes())
                .param("pairs", words.pairs())
                .param("startPairs", words.startPairs())
                .param("few", few)
                .param("rare", rare)
                .param(
                        "inactive",
                        query.activity() == ActivityFilter.INACTIVE
                                ? Timestamps.utc(now.minus(MemberListQuery.INACTIVE))
                                : null,
                        Types.TIMESTAMP_WITH_TIMEZONE)
                .param(
                        "expired",
                        query.status() == StatusFilter.EXPIRED ? Timestamps.utc(now) : null,
                        Types.TIMESTAMP_WITH_TIMEZONE);
        return found(statement, organization, query, cells, bound, rows);
    }

    private static String sorted(MemberListQuery query, String source) {
        var down = query.descending() != query.backward();
        return """
                with found as materialized (%1$s),
                     placed as (select id, %2$s as key, %3$s as place from found limit :bound),
                     page as (select id, key, place from placed
                               where :whole or (place, key, id) %4$s (:place, :key, :id)
                               order by place %5$s, key %5$s, id %5$s
                               limit :rows)
                select (select count(*) from found) as matches, %6$s, page.place
                  from (select) always
                  left join page on true
                  left join member m on m.organization_id = :organization and m.id = page.id
                 order by page.place %5$s, page.key %5$s, page.id %5$s
                """.formatted(
                        source,
                        query.column() == Column.ACTIVE ? "last_active_key" : "name_key collate \"C\"",
                        switch (query.column()) {
                            case NAME, ACTIVE -> "0";
                            case STATUS -> "cell / 6";
                            case ROLE -> "cell % 3";
                        },
                        down ? "<" : ">",
                        down ? "desc" : "asc",
                        SHOWN.strip());
    }

    private static Found found(
            JdbcClient.StatementSpec statement,
            OrganizationId organization,
            MemberListQuery query,
            List<MemberCell> cells,
            int bound,
            int rows) {
        var active = query.column() == Column.ACTIVE;
        var from = query.from();
        var matches = new long[1];
        var listed = statement
                .param("organization", organization.value())
                .param("cells", numbers(cells))
                .param("bound", bound)
                .param("rows", rows)
                .param("whole", from == null)
                .param("place", from == null ? 0 : from.place())
                .param(
                        "key",
                        active
                                ? Objects.requireNonNullElse(from == null ? null : from.active(), OffsetDateTime.MIN)
                                : from == null ? "" : from.name())
                .param("id", from == null ? FIRST_ID : from.id())
                .query((row, n) -> {
                    matches[0] = row.getLong("matches");
                    return row.getObject("id") == null ? null : listed(row, active);
                })
                .list();
        return new Found(
                listed.stream().filter(Objects::nonNull).toList(), Math.min(matches[0], bound), matches[0] > bound);
    }

    /** All of the list in the order of their creation, a chunk at a time, for the export. */
    List<Listed> chunk(
            OrganizationId organization,
            MemberListQuery query,
            List<MemberCell> cells,
            @Nullable MemberId after,
            int rows,
            Instant now) {
        var statement = jdbc.sql("""
                select %s, 0 as place
                  from member m
                 where m.organization_id = :organization and m.id > :after and m.cell = any (:cells::smallint[])%s%s
                 order by m.id
                 limit :rows
                """.formatted(
                        SHOWN.strip(),
                        timely(query),
                        query.text().isEmpty()
                                ? ""
                                : " and member_words(m.first_name, m.last_name, m.email, m.username, m.phone, m.universal_identifier)"
                                        + " like all (:patterns)"));
        if (!query.text().isEmpty())
            statement = statement.param("patterns", words(query).patterns());
        return times(statement, query, now)
                .param("organization", organization.value())
                .param("cells", numbers(cells))
                .param("after", after == null ? FIRST_ID : after.value())
                .param("rows", rows)
                .query((row, n) -> listed(row, false))
                .list();
    }

    /** What happened to a member, the newest first, with the name of who did it as far as it is still known. */
    List<MemberView.Happening> history(OrganizationId organization, MemberId member, int most) {
        return jdbc.sql("""
                select e.at, e.kind, e.detail ->> 'from' as from_status, e.detail ->> 'to' as to_status, e.detail ->> 'role' as role,
                       coalesce(nullif(btrim(a.first_name || ' ' || a.last_name), ''), a.email, f.label) as actor
                  from event e
                  left join member a on a.organization_id = e.organization_id and a.id = e.actor_member
                  left join former_member f on f.organization_id = e.organization_id and f.member_id = e.actor_member
                 where e.organization_id = :organization and e.target_id = :member and e.target_kind = 'member'
                 order by e.id desc
                 limit :most
                """)
                .param("organization", organization.value())
                .param("member", member.value())
                .param("most", most)
                .query((row, n) -> new MemberView.Happening(
                        Timestamps.instant(row, "at"),
                        row.getString("kind"),
                        row.getString("from_status"),
                        row.getString("to_status"),
                        row.getString("actor")))
                .list();
    }

    List<MemberView.Granted> grants(OrganizationId organization, MemberId member) {
        return jdbc.sql("""
                select g.role, g.granted_at,
                       coalesce(nullif(btrim(b.first_name || ' ' || b.last_name), ''), b.email, f.label) as granted_by
                  from member m
                  join role_grant g on g.organization_id = m.organization_id and g.subject_id = m.subject_id
                  left join member b on b.organization_id = g.organization_id and b.id = g.granted_by
                  left join former_member f on f.organization_id = g.organization_id and f.member_id = g.granted_by
                 where m.organization_id = :organization and m.id = :member
                 order by g.granted_at
                """)
                .param("organization", organization.value())
                .param("member", member.value())
                .query((row, n) -> new MemberView.Granted(
                        Role.of(row.getString("role")),
                        Timestamps.instant(row, "granted_at"),
                        row.getString("granted_by")))
                .list();
    }

    Optional<MemberView.Invited> invitation(OrganizationId organization, MemberId member) {
        return jdbc.sql("""
                select i.channel, i.sent_at, i.expires_at, i.accepted_at,
                       coalesce(nullif(btrim(b.first_name || ' ' || b.last_name), ''), b.email, f.label) as invited_by
                  from invitation i
                  left join member b on b.organization_id = i.organization_id and b.id = i.invited_by
                  left join former_member f on f.organization_id = i.organization_id and f.member_id = i.invited_by
                 where i.organization_id = :organization and i.member_id = :member
                """)
                .param("organization", organization.value())
                .param("member", member.value())
                .query((row, n) -> new MemberView.Invited(
                        row.getString("channel"),
                        Timestamps.instant(row, "sent_at"),
                        Timestamps.instant(row, "expires_at"),
                        Timestamps.optionalInstant(row, "accepted_at"),
                        row.getString("invited_by")))
                .optional();
    }

    Optional<Listed> one(OrganizationId organization, MemberId member) {
        return jdbc.sql("select " + SHOWN.strip()
                        + ", 0 as place from member m where m.organization_id = :organization and m.id = :member")
                .param("organization", organization.value())
                .param("member", member.value())
                .query((row, n) -> listed(row, false))
                .optional();
    }

    /** The same, for the index that holds only the invited; the index by name does not know the status, but the cell does. */
    private static String timelyByRange(MemberListQuery query) {
        return timely(query) + (query.status() == StatusFilter.EXPIRED ? " and status = 'INVITED'" : "");
    }

    private static Short[] numbers(List<MemberCell> cells) {
        return cells.stream().map(cell -> (short) cell.number()).toArray(Short[]::new);
    }

    private static String timely(MemberListQuery query) {
        return (query.activity() == ActivityFilter.INACTIVE ? " and last_active_key < :inactive" : "")
                + (query.status() == StatusFilter.EXPIRED ? " and invitation_expires_at <= :expired" : "");
    }

    private static JdbcClient.StatementSpec times(
            JdbcClient.StatementSpec statement, MemberListQuery query, Instant now) {
        var told = statement;
        if (query.activity() == ActivityFilter.INACTIVE)
            told = told.param("inactive", Timestamps.utc(now.minus(MemberListQuery.INACTIVE)));
        if (query.status() == StatusFilter.EXPIRED) told = told.param("expired", Timestamps.utc(now));
        return told;
    }

    private static Listed listed(ResultSet row, boolean byActivity) throws SQLException {
        var id = row.getObject("id", UUID.class);
        var active = row.getObject("last_active_key", OffsetDateTime.class);
        return new Listed(
                new MemberId(id),
                MemberStatus.valueOf(row.getString("status")),
                row.getString("source").equals("sso"),
                row.getString("first_name"),
                row.getString("last_name"),
                row.getString("email"),
                row.getString("username"),
                row.getString("phone"),
                role(row.getString("role")),
                Timestamps.optionalInstant(row, "invitation_expires_at"),
                Timestamps.optionalInstant(row, "last_active_at"),
                Timestamps.instant(row, "created_at"),
                new MemberKey(
                        row.getInt("place"),
                        byActivity ? "" : row.getString("name_key"),
                        byActivity ? utc(active) : null,
                        id));
    }

    /** As PostgreSQL reads it; an array of moments is beyond the driver. */
    private static String moment(OffsetDateTime moment) {
        return moment.equals(OffsetDateTime.MIN) ? "-infinity" : moment.toString();
    }

    private static OffsetDateTime utc(OffsetDateTime moment) {
        return moment.equals(OffsetDateTime.MIN) ? moment : moment.withOffsetSameInstant(ZoneOffset.UTC);
    }

    private static @Nullable Role role(@Nullable String key) {
        return key == null || key.isEmpty() ? null : Role.of(key);
    }
}
