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
import java.util.List;
import java.util.Objects;
import java.util.UUID;
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
