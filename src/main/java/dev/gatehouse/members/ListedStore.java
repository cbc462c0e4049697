package dev.gatehouse.members;

import dev.gatehouse.access.Level;
import dev.gatehouse.members.MemberListQuery.ActivityFilter;
import dev.gatehouse.members.MemberListQuery.Column;
import dev.gatehouse.members.MemberListQuery.StatusFilter;
import dev.gatehouse.platform.MemberId;
import dev.gatehouse.platform.OrganizationId;
import dev.gatehouse.platform.SubjectId;
import dev.gatehouse.platform.Timestamps;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What the statements of all lists have in common: the columns that are shown, the times that narrow, the sorted page of what was found. */
final class ListedStore {

    static final String SHOWN = """
            m.id, m.subject_id, m.status, m.source, m.first_name, m.last_name, m.email, m.username, m.phone, m.level,
                   m.invitation_expires_at, m.last_active_at, m.created_at, m.name_key, m.last_active_key""";

    static final UUID FIRST_ID = new UUID(0, 0);

    private ListedStore() {}

    static Short[] numbers(List<MemberCell> cells) {
        return cells.stream().map(cell -> (short) cell.number()).toArray(Short[]::new);
    }

    /** The conditions that depend on the time of asking, for {@link #times} to fill. */
    static String timely(MemberListQuery query) {
        return (query.activity() == ActivityFilter.INACTIVE ? " and last_active_key < :inactive" : "")
                + (query.status() == StatusFilter.EXPIRED ? " and invitation_expires_at <= :expired" : "");
    }

    /** The same, for the index that holds only the invited; the index by name does not know the status, but the cell does. */
    static String timelyByRange(MemberListQuery query) {
        return timely(query) + (query.status() == StatusFilter.EXPIRED ? " and status = 'INVITED'" : "");
    }

    static JdbcClient.StatementSpec times(JdbcClient.StatementSpec statement, MemberListQuery query, Instant now) {
        var told = statement;
        if (query.activity() == ActivityFilter.INACTIVE)
            told = told.param("inactive", Timestamps.utc(now.minus(MemberListQuery.INACTIVE)));
        if (query.status() == StatusFilter.EXPIRED) told = told.param("expired", Timestamps.utc(now));
        return told;
    }

    /**
     * The page of what a source finds and how many it finds, in one statement, for {@link #found} to run.
     *
     * @param source gives id, cell, name_key and last_active_key
     */
    static String sorted(MemberListQuery query, String source) {
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
                            case STATUS -> "cell / " + MemberCell.PER_STATUS;
                            case ROLE -> "cell % " + MemberCell.PER_SOURCE;
                        },
                        down ? "<" : ">",
                        down ? "desc" : "asc",
                        SHOWN);
    }

    static Listed.Found found(
            JdbcClient.StatementSpec statement,
            OrganizationId organization,
            MemberListQuery query,
            int bound,
            int rows) {
        var active = query.column() == Column.ACTIVE;
        var from = query.from();
        var matches = new long[1];
        var listed = statement
                .param("organization", organization.value())
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
        return new Listed.Found(
                listed.stream().filter(Objects::nonNull).toList(), Math.min(matches[0], bound), matches[0] > bound);
    }

    /**
     * A page of what is narrowed by something that no index by name or activity knows: place by place, until it is full.
     *
     * @param statement reads the merged ranges of the cells of one place, upwards or downwards: {@link #merge}
     */
    static List<Listed> merged(
            MemberListQuery query,
            List<MemberCell> cells,
            int rows,
            BiFunction<List<MemberCell>, Boolean, JdbcClient.StatementSpec> statement) {
        var down = query.descending() != query.backward();
        var order = Comparator.<Integer>naturalOrder();
        var places = new TreeMap<Integer, List<MemberCell>>(down ? order.reversed() : order);
        for (var cell : cells)
            places.computeIfAbsent(query.place(cell), _ -> new ArrayList<>()).add(cell);
        var page = new ArrayList<Listed>();
        for (var place : places.entrySet()) {
            var begin = Begin.of(query, place.getKey());
            if (begin == null || page.size() == rows) continue;
            page.addAll(statement
                    .apply(place.getValue(), down)
                    .param("key", begin.key())
                    .param("id", begin.id())
                    .param("place", place.getKey())
                    .param("rows", rows - page.size())
                    .query((row, n) -> listed(row, query.column() == Column.ACTIVE))
                    .list());
        }
        return page;
    }

    /**
     * The ordered ranges of some cells, merged as they are read. Written out range by range, because only so does the planner merge them.
     *
     * @param few cells in which so few are inactive or expired that they are read whole and sorted
     * @param column what the condition asks of {@code ranges}
     */
    static String merge(
            MemberListQuery query,
            List<MemberCell> cells,
            Set<MemberCell> few,
            boolean down,
            String column,
            String condition) {
        var active = query.column() == Column.ACTIVE;
        var key = active ? "last_active_key" : "name_key";
        var begin =
                " and (%s, id) %s (:key::%s, :id)".formatted(key, down ? "<" : ">", active ? "timestamptz" : "text");
        var order = " order by %s %2$s, id %2$s".formatted(key, down ? "desc" : "asc");
        var columns = "select name_key, last_active_key, id, " + column + " from ";
        var ranges = cells.stream()
                .map(cell -> few.contains(cell)
                        ? "(%s(%smember where organization_id = :organization and cell = %d%s offset 0) few where true%s%s)"
                                .formatted(columns, columns, cell.number(), timelyByRange(query), begin, order)
                        : "(%smember where organization_id = :organization and cell = %d%s%s%s)"
                                .formatted(columns, cell.number(), begin, timely(query), order))
                .collect(Collectors.joining("\n union all\n"));
        return """
                select %1$s, :place as place
                  from (select name_key, last_active_key, id from (%2$s) ranges where %3$s%4$s limit :rows) page
                  join member m on m.organization_id = :organization and m.id = page.id
                 order by page.%5$s %6$s, page.id %6$s
                """.formatted(SHOWN, ranges, condition, order, key, down ? "desc" : "asc");
    }

    static Listed listed(ResultSet row, boolean byActivity) throws SQLException {
        var id = row.getObject("id", UUID.class);
        var active = row.getObject("last_active_key", OffsetDateTime.class);
        return new Listed(
                new MemberId(id),
                new SubjectId(row.getObject("subject_id", UUID.class)),
                MemberStatus.valueOf(row.getString("status")),
                row.getString("source").equals("sso"),
                row.getString("first_name"),
                row.getString("last_name"),
                row.getString("email"),
                row.getString("username"),
                row.getString("phone"),
                level(row.getString("level")),
                Timestamps.optionalInstant(row, "invitation_expires_at"),
                Timestamps.optionalInstant(row, "last_active_at"),
                Timestamps.instant(row, "created_at"),
                new MemberKey(
                        row.getInt("place"),
                        byActivity ? "" : row.getString("name_key"),
                        byActivity ? utc(active) : null,
                        id));
    }

    static @Nullable Level level(@Nullable String key) {
        return key == null || key.isEmpty() ? null : Level.of(key);
    }

    private static OffsetDateTime utc(OffsetDateTime moment) {
        return moment.equals(OffsetDateTime.MIN) ? moment : moment.withOffsetSameInstant(ZoneOffset.UTC);
    }
}
