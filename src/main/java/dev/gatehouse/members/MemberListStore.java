package dev.gatehouse.members;

import static dev.gatehouse.members.ListedStore.SHOWN;
import static dev.gatehouse.members.ListedStore.listed;
import static dev.gatehouse.members.ListedStore.numbers;
import static dev.gatehouse.members.ListedStore.timely;
import static dev.gatehouse.members.ListedStore.timelyByRange;
import static dev.gatehouse.members.ListedStore.times;

import dev.gatehouse.members.MemberListQuery.Column;
import dev.gatehouse.platform.MemberId;
import dev.gatehouse.platform.OrganizationId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Lists by ordered ranges of cells; the plans behind these statements are in docs/decisions/0004-member-search.md. */
@Repository
class MemberListStore {

    private final JdbcClient jdbc;

    MemberListStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Map<MemberCell, Long> tally(OrganizationId organization) {
        var tally = new HashMap<MemberCell, Long>();
        jdbc.sql("""
                select status, source, level, members from member_tally
                 where organization_id = :organization and members > 0
                """).param("organization", organization.value()).query(row -> {
            var cell = MemberCell.of(
                    MemberStatus.valueOf(row.getString("status")),
                    row.getString("source").equals("sso"),
                    ListedStore.level(row.getString("level")));
            tally.merge(cell, row.getLong("members"), Long::sum);
        });
        return tally;
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
        List<Short> numbers = new ArrayList<>();
        List<Integer> places = new ArrayList<>();
        List<String> keys = new ArrayList<>();
        List<UUID> ids = new ArrayList<>();
        List<Boolean> sorted = new ArrayList<>();
        for (var cell : cells) {
            var begin = Begin.of(query, query.place(cell));
            if (begin == null) continue;
            numbers.add((short) cell.number());
            places.add(query.place(cell));
            keys.add(begin.key());
            ids.add(begin.id());
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
                        SHOWN,
                        timely(query),
                        few.isEmpty() ? "" : sortedFew(query, byActivity, down)));
        return times(statement, query, now)
                .param("few", sorted.toArray(Boolean[]::new))
                .param("cells", numbers.toArray(Short[]::new))
                .param("places", places.toArray(Integer[]::new))
                .param("from", keys.toArray(String[]::new))
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
    Map<MemberCell, Integer> countTimely(
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

    Optional<Listed> one(OrganizationId organization, MemberId member) {
        return jdbc.sql("select " + SHOWN
                        + ", 0 as place from member m where m.organization_id = :organization and m.id = :member")
                .param("organization", organization.value())
                .param("member", member.value())
                .query((row, n) -> listed(row, false))
                .optional();
    }
}
