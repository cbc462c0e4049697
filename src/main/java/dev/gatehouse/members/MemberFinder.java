package dev.gatehouse.members;

import static java.util.stream.Collectors.toSet;

import dev.gatehouse.members.MemberSearchStore.Counts;
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

    /** The people of a team of up to so many are read whole; those of a larger one are met often enough in any list. */
    static final int SMALL_TEAM = 5_000;

    /** As many of a large team are looked at to tell how many of it a filter leaves. */
    private static final int LOOK = 2_000;

    private static final int NARROW = 4;

    /** As many matches of a search are asked for their department. */
    private static final int DEEP = 5_000;

    private final MemberListStore lists;
    private final MemberSearchStore searches;
    private final MemberTeamStore teams;
    private final MemberDepartmentStore departments;

    MemberFinder(
            MemberListStore lists,
            MemberSearchStore searches,
            MemberTeamStore teams,
            MemberDepartmentStore departments) {
        this.lists = lists;
        this.searches = searches;
        this.teams = teams;
        this.departments = departments;
    }

    /** A page, and one row more where there are more. */
    Listed.Found find(
            OrganizationId organization,
            MemberListQuery query,
            Map<MemberCell, Long> tally,
            @Nullable ListedTeam team,
            @Nullable ListedDepartment department,
            Instant now) {
        var cells = query.cells().stream().filter(tally::containsKey).toList();
        if (cells.isEmpty() || (team != null && team.members() == 0)) return new Listed.Found(List.of(), 0, false);
        if (department != null) return ofDepartment(organization, query, tally, cells, team, department, now);
        if (!query.text().isEmpty())
            return searches.search(
                    organization,
                    query,
                    cells,
                    team,
                    counts(tally, cells, team),
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
                    lists.page(organization, query, cells, Set.of(), MemberList.PAGE + 1, now),
                    sum(tally, cells),
                    false);
        var counts = lists.countTimely(organization, query, cells, COUNT_BOUND, now);
        var there = with(counts, cells);
        var few = few(counts, there);
        var rows = lists.page(organization, query, there, few, MemberList.PAGE + 1, now);
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
        var filtered = query.timely() || cells.size() < tally.size();
        var seen = filtered ? teams.count(organization, query, cells, team.id(), LOOK, now) : LOOK;
        var common = Math.max(1, seen) * team.members() / LOOK;
        // Somebody who is met and asked for costs as much as somebody who is looked up.
        if (Math.min(standing, MemberList.PAGE * standing / common) > team.members())
            return teams.page(organization, query, cells, team.id(), MemberList.PAGE + 1, now);
        var counts = query.timely() ? lists.countTimely(organization, query, cells, COUNT_BOUND, now) : null;
        var there = counts == null ? cells : with(counts, cells);
        var few = counts == null ? Set.<MemberCell>of() : few(counts, there);
        var rows = teams.merged(organization, query, there, team.id(), few, MemberList.PAGE + 1, now);
        if (!filtered) return new Listed.Found(rows, team.members(), false);
        if (query.from() == null && rows.size() <= MemberList.PAGE) return new Listed.Found(rows, rows.size(), false);
        if (standing <= LOOK)
            return new Listed.Found(rows, teams.countInCells(organization, query, there, team.id(), now), false);
        return new Listed.Found(rows, Math.clamp(seen, rows.size(), COUNT_BOUND), true);
    }

    /**
     * A department is read whole where those of it who stand where is asked for are fewer than one would meet in the ordered list for
     * a page of them; else they are met, or found by what was typed, and asked for their department. Either way it is a few thousand rows.
     */
    private Listed.Found ofDepartment(
            OrganizationId organization,
            MemberListQuery query,
            Map<MemberCell, Long> tally,
            List<MemberCell> cells,
            @Nullable ListedTeam team,
            ListedDepartment department,
            Instant now) {
        var typed = !query.text().isEmpty();
        var bound = typed
                ? SMALL_TEAM
                : Math.max(SMALL_TEAM, (int) Math.sqrt((double) MemberList.PAGE * sum(tally, cells)));
        var people = departments.count(organization, department, cells, bound + 1);
        if (people == 0) return new Listed.Found(List.of(), 0, false);
        if (people <= bound || (team != null && !typed)) {
            var patterns = typed ? searches.words(query).patterns() : new String[0];
            return departments.page(organization, query, department, cells, patterns, team, MemberList.PAGE + 1, now);
        }
        if (typed) {
            var matches = searches.matches(query, cells, team, counts(tally, cells, team), DEEP + 1, now);
            var found = departments.among(organization, query, department, cells, matches, MemberList.PAGE + 1);
            return new Listed.Found(found.rows(), found.matches(), found.more() || matches.size() > DEEP);
        }
        var counts = query.timely() ? lists.countTimely(organization, query, cells, COUNT_BOUND, now) : null;
        var there = counts == null ? cells : with(counts, cells);
        var few = counts == null ? Set.<MemberCell>of() : few(counts, there);
        var rows = departments.merged(organization, query, department, there, few, MemberList.PAGE + 1, now);
        if (query.from() == null && rows.size() <= MemberList.PAGE) return new Listed.Found(rows, rows.size(), false);
        return new Listed.Found(rows, counts == null ? bound : rows.size(), true);
    }

    private Counts counts(Map<MemberCell, Long> tally, List<MemberCell> cells, @Nullable ListedTeam team) {
        var everybody = sum(tally, tally.keySet());
        var standings = cells.stream().map(MemberCell::standing).collect(toSet());
        var standing = tally.entrySet().stream()
                .filter(entry -> standings.contains(entry.getKey().standing()))
                .mapToLong(Map.Entry::getValue)
                .sum();
        return new Counts(
                team == null ? 1 : (double) team.members() / everybody,
                standing * NARROW < everybody,
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
