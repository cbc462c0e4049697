package dev.gatehouse.members;

import static dev.gatehouse.members.ListedStore.found;
import static dev.gatehouse.members.ListedStore.sorted;

import dev.gatehouse.members.MemberListQuery.ActivityFilter;
import dev.gatehouse.members.MemberListQuery.RoleFilter;
import dev.gatehouse.members.MemberListQuery.StatusFilter;
import dev.gatehouse.platform.OrganizationId;
import dev.gatehouse.platform.Timestamps;
import java.sql.Types;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;
import org.springframework.stereotype.Repository;

/** Asks the two functions that search, {@code member_search} and {@code member_search_alone}: docs/decisions/0004-member-search.md. */
@Repository
class MemberSearchStore {

    /**
     * What the counts tell about a search, for it to choose its way.
     *
     * @param share how much of those who stand where is asked for are in the team
     * @param narrow whether so few of the organization stand there that the index is asked for them, too
     * @param alone whether most members of all organizations are this one's
     * @param everybody how many members the organization has
     */
    record Counts(double share, boolean narrow, boolean alone, long everybody) {}

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
            @Nullable ListedTeam team,
            Counts counts,
            int bound,
            int rows,
            Instant now) {
        var statement = asked(sorted(query, """
                        select found.member_id as id, found.cell, found.name_key, found.last_active_key
                          from %s found
                        """.formatted(function(counts))), query, cells, team, counts, now);
        return found(statement, organization, query, bound, rows);
    }

    /** Everybody in whom every word that was typed is found, at most so many. */
    List<UUID> matches(
            MemberListQuery query,
            List<MemberCell> cells,
            @Nullable ListedTeam team,
            Counts counts,
            int most,
            Instant now) {
        return asked(
                        "select found.member_id from %s found".formatted(function(counts)),
                        query,
                        cells,
                        team,
                        counts,
                        now)
                .param("bound", most - 1)
                .query((row, n) -> row.getObject(1, UUID.class))
                .list();
    }

    private static String function(Counts counts) {
        return """
                %s(:patterns, :starts, :threes, :pairs, :startPairs, :standings::smallint[], :nothing, :inactive, :expired,
                          :team, :teamSize, :share, :narrow, :everybody, :bound + 1)""".formatted(counts.alone() ? "member_search_alone" : "member_search");
    }

    private StatementSpec asked(
            String sql,
            MemberListQuery query,
            List<MemberCell> cells,
            @Nullable ListedTeam team,
            Counts counts,
            Instant now) {
        var words = words(query);
        return jdbc.sql(sql)
                .param("patterns", words.patterns())
                .param("starts", words.starts())
                .param("threes", words.threes())
                .param("pairs", words.pairs())
                .param("startPairs", words.startPairs())
                .param(
                        "standings",
                        cells.stream()
                                .map(MemberCell::standing)
                                .distinct()
                                .map(Integer::shortValue)
                                .toArray(Short[]::new))
                .param("nothing", query.role() == RoleFilter.NOTHING)
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
                .param("team", team == null ? null : team.id().value(), Types.OTHER)
                .param("teamSize", team == null ? null : team.members(), Types.BIGINT)
                .param("share", counts.share())
                .param("narrow", counts.narrow())
                .param("everybody", counts.everybody());
    }
}
