package dev.gatehouse.members;

import static dev.gatehouse.members.ListedStore.found;
import static dev.gatehouse.members.ListedStore.sorted;

import dev.gatehouse.members.MemberListQuery.ActivityFilter;
import dev.gatehouse.members.MemberListQuery.RoleFilter;
import dev.gatehouse.members.MemberListQuery.StatusFilter;
import dev.gatehouse.platform.OrganizationId;
import dev.gatehouse.platform.SubjectId;
import dev.gatehouse.platform.Timestamps;
import java.sql.Types;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Asks the two functions that search, {@code member_search} and {@code member_search_alone}: docs/decisions/0004-member-search.md. */
@Repository
class MemberSearchStore {

    /** What is looked through where not the words are. */
    enum Way {
        /** An index for words. */
        WORDS,
        /** The people of the team, each by the key. */
        TEAM,
        /** Those of the level that is asked for, each by the key. */
        CELLS,
        /** Those of the status and source that are asked for, words and all. */
        PLACES;

        private String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * How a search goes about it, by what the counts tell.
     *
     * @param way how
     * @param keys {@link Way#TEAM} or {@link Way#CELLS}, where that were another way; null where it is not
     * @param keyed how many there are by that way
     * @param share how much of the places role and team leave
     * @param narrow whether the places hold so little of the organization that the index is asked for them, too
     * @param alone whether most members of all organizations are this one's
     */
    record Plan(Way way, @Nullable Way keys, long keyed, double share, boolean narrow, boolean alone, long everybody) {}

    private final JdbcClient jdbc;

    MemberSearchStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
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

    /** One page of those in whom every word that was typed is found, at most {@code bound} of them. */
    Listed.Found search(
            OrganizationId organization,
            MemberListQuery query,
            List<MemberCell> cells,
            @Nullable SubjectId team,
            Plan plan,
            int bound,
            int rows,
            Instant now) {
        var words = words(query);
        var keys = plan.keys();
        var statement = jdbc.sql(sorted(query, """
                select found.member_id as id, found.cell, found.name_key, found.last_active_key
                  from %s(:patterns, :starts, :threes, :pairs, :startPairs, :places::smallint[], :levels::smallint[], :inactive, :expired,
                          :team, :way, :keys, :keyed, :share, :narrow, :everybody, :bound + 1) found
                """.formatted(plan.alone() ? "member_search_alone" : "member_search")))
                .param("patterns", words.patterns())
                .param("starts", words.starts())
                .param("threes", words.threes())
                .param("pairs", words.pairs())
                .param("startPairs", words.startPairs())
                .param("places", distinct(cells, MemberCell::place))
                .param("levels", query.role() == RoleFilter.ANY ? null : distinct(cells, MemberCell::level))
                .param(
                        "inactive",
                        query.activity() == ActivityFilter.INACTIVE
                                ? Timestamps.utc(now.minus(MemberListQuery.INACTIVE))
                                : null,
                        Types.TIMESTAMP_WITH_TIMEZONE)
                .param(
                        "expired",
                        query.status() == StatusFilter.EXPIRED ? Timestamps.utc(now) : null,
                        Types.TIMESTAMP_WITH_TIMEZONE)
                .param("team", team == null ? null : team.value(), Types.OTHER)
                .param("way", plan.way().word())
                .param("keys", keys == null ? null : keys.word(), Types.VARCHAR)
                .param("keyed", plan.keyed())
                .param("share", plan.share())
                .param("narrow", plan.narrow())
                .param("everybody", plan.everybody());
        return found(statement, organization, query, bound, rows);
    }

    private static Short[] distinct(List<MemberCell> cells, ToIntFunction<MemberCell> part) {
        return cells.stream()
                .mapToInt(part)
                .distinct()
                .mapToObj(number -> (short) number)
                .toArray(Short[]::new);
    }
}
