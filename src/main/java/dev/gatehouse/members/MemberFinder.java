package dev.gatehouse.members;

import static java.util.stream.Collectors.toSet;

import dev.gatehouse.members.MemberListQuery.RoleFilter;
import dev.gatehouse.members.MemberSearchStore.Plan;
import dev.gatehouse.members.MemberSearchStore.Way;
import dev.gatehouse.platform.OrganizationId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Finds one page of members, by the way that costs least: which one follows from what is asked and from counts that are
 * there already, never from the planner's guesses. Written down in docs/decisions/0004-member-search.md.
 */
@Component
class MemberFinder {

    /** Counts that depend on the time of asking, or on a large team and a filter, say "1,000+" beyond this. */
    static final int COUNT_BOUND = 1_000;

    /** Up to so many members, words and all, are quicker read in one go than found by any index for words. */
    static final int FEW = 5_000;

    /** Up to so many, each by the key, are quicker read than it takes to look whether there is a better way. */
    private static final int FEW_BY_KEY = 500;

    /** The people of a team of up to so many are read whole; those of a larger one are met often enough in any list. */
    static final int SMALL_TEAM = 5_000;

    /** As many of a large team are looked at to tell how many of it a filter leaves. */
    private static final int LOOK = 2_000;

    private static final int NARROW = 4;

    private final MemberListStore lists;
    private final MemberSearchStore searches;
    private final MemberTeamStore teams;

    MemberFinder(MemberListStore lists, MemberSearchStore searches, MemberTeamStore teams) {
        this.lists = lists;
        this.searches = searches;
        this.teams = teams;
    }

    /** A page, and one row more where there are more. */
    Listed.Found find(
            OrganizationId organization,
            MemberListQuery query,
            Map<MemberCell, Long> tally,
            @Nullable ListedTeam team,
            Instant now) {
        var cells = query.cells().stream().filter(tally::containsKey).toList();
        if (cells.isEmpty() || (team != null && team.members() == 0)) return new Listed.Found(List.of(), 0, false);
        if (!query.text().isEmpty())
            return searches.search(
                    organization,
                    query,
                    cells,
                    team == null ? null : team.id(),
                    plan(query, tally, cells, team),
                    MemberList.SEARCH_BOUND,
                    MemberList.PAGE + 1,
                    now);
        if (team == null) return everybody(organization, query, tally, cells, now);
        return team.members() <= SMALL_TEAM
                ? teams.page(organization, query, cells, team.id(), MemberList.PAGE + 1, now)
                : large(organization, query, tally, cells, team, now);
    }

    private Listed.Found everybody(
            OrganizationId organization,
            MemberListQuery query,
            Map<MemberCell, Long> tally,
            List<MemberCell> cells,
            Instant now) {
        if (!query.timely())
            return new Listed.Found(
                    lists.page(organization, query, cells, null, Set.of(), MemberList.PAGE + 1, now),
                    sum(tally, cells),
                    false);
        var counts = lists.countTimely(organization, query, cells, COUNT_BOUND, now);
        var there = with(counts, cells);
        var few = few(counts, there);
        var rows = lists.page(organization, query, there, null, few, MemberList.PAGE + 1, now);
        if (few.size() < there.size()) return new Listed.Found(rows, COUNT_BOUND, true);
        return new Listed.Found(
                rows, counts.values().stream().mapToLong(Integer::longValue).sum(), false);
    }

    /** Whoever reads the list in order meets people of a large team soon, unless the filter and the team have little in common. */
    private Listed.Found large(
            OrganizationId organization,
            MemberListQuery query,
            Map<MemberCell, Long> tally,
            List<MemberCell> cells,
            ListedTeam team,
            Instant now) {
        var standing = sum(tally, cells);
        if (!query.timely() && cells.size() == tally.size())
            return new Listed.Found(
                    lists.page(organization, query, cells, team.id(), Set.of(), MemberList.PAGE + 1, now),
                    team.members(),
                    false);
        var seen = teams.count(organization, query, cells, team.id(), LOOK, now);
        var common = Math.max(1, seen) * team.members() / LOOK;
        if (standing * MemberList.PAGE / common > team.members() && standing > team.members())
            return teams.page(organization, query, cells, team.id(), MemberList.PAGE + 1, now);
        var counts = query.timely() ? lists.countTimely(organization, query, cells, COUNT_BOUND, now) : null;
        var there = counts == null ? cells : with(counts, cells);
        var rows = lists.page(
                organization,
                query,
                there,
                team.id(),
                counts == null ? Set.of() : few(counts, there),
                MemberList.PAGE + 1,
                now);
        if (standing <= LOOK)
            return new Listed.Found(rows, lists.countInTeam(organization, query, there, team.id(), now), false);
        if (query.from() == null && rows.size() <= MemberList.PAGE) return new Listed.Found(rows, rows.size(), false);
        return new Listed.Found(rows, Math.clamp(seen, rows.size(), COUNT_BOUND), true);
    }

    private Plan plan(
            MemberListQuery query, Map<MemberCell, Long> tally, List<MemberCell> cells, @Nullable ListedTeam team) {
        var everybody = sum(tally, tally.keySet());
        var standing = sum(tally, cells);
        var places = cells.stream().map(MemberCell::place).collect(toSet());
        var inPlaces = tally.entrySet().stream()
                .filter(entry -> places.contains(entry.getKey().place()))
                .mapToLong(Map.Entry::getValue)
                .sum();
        var inTeam = team == null ? everybody : team.members();
        var byTeam = team != null && (query.role() == RoleFilter.ANY || inTeam <= standing);
        var keyed = byTeam ? inTeam : standing;
        var keys = byTeam ? Way.TEAM : query.role() == RoleFilter.ANY ? null : Way.CELLS;
        var way = keys != null && keyed <= FEW_BY_KEY ? keys : inPlaces <= FEW ? Way.PLACES : Way.WORDS;
        return new Plan(
                way,
                keys,
                keyed,
                (double) standing / inPlaces * inTeam / everybody,
                inPlaces * NARROW < everybody,
                everybody * 2 > searches.everywhere(),
                everybody);
    }

    private static List<MemberCell> with(Map<MemberCell, Integer> counts, List<MemberCell> cells) {
        return cells.stream().filter(cell -> counts.getOrDefault(cell, 0) > 0).toList();
    }

    private static Set<MemberCell> few(Map<MemberCell, Integer> counts, List<MemberCell> cells) {
        return cells.stream()
                .filter(cell -> counts.getOrDefault(cell, 0) <= COUNT_BOUND)
                .collect(toSet());
    }

    private static long sum(Map<MemberCell, Long> tally, Iterable<MemberCell> cells) {
        var sum = 0L;
        for (var cell : cells) sum += tally.getOrDefault(cell, 0L);
        return sum;
    }
}
