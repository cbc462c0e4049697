package dev.gatehouse.members;

import dev.gatehouse.access.Level;
import dev.gatehouse.platform.DepartmentId;
import dev.gatehouse.platform.Refusal;
import dev.gatehouse.platform.SubjectId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is asked of the members list, read from an address that anyone may have written or shared (MEM-2, MEM-3, MEM-7):
 * what it does not know falls back to everything, by name, from the start.
 *
 * @param text what was typed into the search; empty for no search
 * @param team the team whose people are asked for; null for all
 * @param teamName the same by its name, as it was typed; empty for all, and whatever is typed where {@code team} is there
 * @param department the department whose people are asked for, with those of all that lies in it; null for all
 * @param departmentName the same by its name or path, as it was typed
 * @param from the key of the row to go on from; null for the first page
 * @param backward whether the page before the key is asked for, instead of the page after it
 */
public record MemberListQuery(
        String text,
        RoleFilter role,
        StatusFilter status,
        SourceFilter source,
        ActivityFilter activity,
        @Nullable SubjectId team,
        String teamName,
        @Nullable DepartmentId department,
        String departmentName,
        Column column,
        boolean descending,
        @Nullable MemberKey from,
        boolean backward) {

    /** After so long without activity a member counts as inactive (MEM-3). */
    public static final Duration INACTIVE = Duration.ofDays(90);

    private static final int LONGEST_TEXT = 200;

    /** What the list is sorted by; within it by name. */
    public enum Column {
        NAME,
        STATUS,
        ROLE,
        ACTIVE
    }

    /** How high the highest role stands: each kind of administrator, none of those, or no role at all. */
    public enum RoleFilter {
        ANY,
        ADMIN,
        HUB_ADMIN,
        OTHER_ADMIN,
        NONE,
        NOTHING
    }

    /** Which status; {@code EXPIRED} are those of the invited whose link has ended. */
    public enum StatusFilter {
        ANY,
        ACTIVE,
        INVITED,
        EXPIRED,
        REGISTERING,
        CREATED,
        BLOCKED,
        TERMINATED;

        Set<MemberStatus> statuses() {
            return switch (this) {
                case ANY -> EnumSet.allOf(MemberStatus.class);
                case ACTIVE -> Set.of(MemberStatus.REGISTERED);
                case INVITED, EXPIRED -> Set.of(MemberStatus.INVITED);
                case REGISTERING -> Set.of(MemberStatus.REGISTERING);
                case CREATED -> Set.of(MemberStatus.CREATED);
                case BLOCKED -> Set.of(MemberStatus.BLOCKED);
                case TERMINATED -> Set.of(MemberStatus.TERMINATED);
            };
        }
    }

    /** How they sign in. */
    public enum SourceFilter {
        ANY,
        PASSWORD,
        SSO
    }

    /** Whether only active members without activity for {@link #INACTIVE} are asked for. */
    public enum ActivityFilter {
        ANY,
        INACTIVE
    }

    /** Everybody, by name. */
    public static MemberListQuery everybody() {
        return of(Map.of());
    }

    /** Reads the parameters of an address. */
    public static MemberListQuery of(Map<String, String> parameters) {
        var sort = parameters.getOrDefault("sort", "");
        var descending = sort.startsWith("-");
        var column = oneOf(Column.class, descending ? sort.substring(1) : sort, Column.NAME);
        var before = parameters.get("before");
        var key = MemberKey.parse(before == null ? parameters.get("after") : before, column == Column.ACTIVE);
        return new MemberListQuery(
                typed(parameters.getOrDefault("q", "")),
                oneOf(RoleFilter.class, parameters.get("role"), RoleFilter.ANY),
                oneOf(StatusFilter.class, parameters.get("status"), StatusFilter.ANY),
                oneOf(SourceFilter.class, parameters.get("source"), SourceFilter.ANY),
                oneOf(ActivityFilter.class, parameters.get("activity"), ActivityFilter.ANY),
                team(parameters.get("team")),
                typed(parameters.getOrDefault("team_name", "")),
                department(parameters.get("department")),
                typed(parameters.getOrDefault("department_name", "")),
                column,
                descending,
                key,
                key != null && before != null);
    }

    /** The same question about the people of a team and of a department, as far as each was found; null for everybody's. */
    MemberListQuery in(@Nullable ListedTeam team, @Nullable ListedDepartment department) {
        return new MemberListQuery(
                text,
                role,
                status,
                source,
                activity,
                team == null ? null : team.id(),
                "",
                department == null ? null : department.id(),
                "",
                column,
                descending,
                from,
                backward);
    }

    private static @Nullable SubjectId team(@Nullable String id) {
        if (id == null || id.isEmpty()) return null;
        try {
            return SubjectId.parse(id);
        } catch (Refusal malformed) {
            return null;
        }
    }

    private static @Nullable DepartmentId department(@Nullable String id) {
        if (id == null || id.isEmpty()) return null;
        try {
            return DepartmentId.parse(id);
        } catch (Refusal malformed) {
            return null;
        }
    }

    private static String typed(String text) {
        var clean = text.replaceAll("\\p{Cntrl}", " ").strip();
        var end = clean.offsetByCodePoints(0, Math.min(LONGEST_TEXT, clean.codePointCount(0, clean.length())));
        return clean.substring(0, end);
    }

    private static <E extends Enum<E>> E oneOf(Class<E> options, @Nullable String word, E fallback) {
        for (var option : options.getEnumConstants()) if (word(option).equals(word)) return option;
        return fallback;
    }

    private static String word(Enum<?> option) {
        return option.name().toLowerCase(Locale.ROOT);
    }

    /** The same question as the page shows it and puts it into addresses. */
    MembersView.Query shown() {
        return new MembersView.Query(
                text,
                role == RoleFilter.ANY ? "" : word(role),
                status == StatusFilter.ANY ? "" : word(status),
                source == SourceFilter.ANY ? "" : word(source),
                activity == ActivityFilter.ANY ? "" : word(activity),
                team == null ? "" : team.toString(),
                department == null ? "" : department.toString(),
                (descending ? "-" : "") + word(column));
    }

    /** Which kinds of filter are set, for the log: never what was typed. */
    String filters() {
        var kinds = new ArrayList<String>();
        if (!text.isEmpty()) kinds.add("search");
        if (role != RoleFilter.ANY) kinds.add("role");
        if (status != StatusFilter.ANY) kinds.add("status");
        if (source != SourceFilter.ANY) kinds.add("source");
        if (activity != ActivityFilter.ANY) kinds.add("activity");
        if (team != null) kinds.add("team");
        if (department != null) kinds.add("department");
        return String.join(" ", kinds);
    }

    /** Whether it depends on the time of asking who is in the list. */
    boolean timely() {
        return status == StatusFilter.EXPIRED || activity == ActivityFilter.INACTIVE;
    }

    /** All cells where a member may stand to be in the list. */
    List<MemberCell> cells() {
        var statuses = EnumSet.copyOf(status.statuses());
        if (activity == ActivityFilter.INACTIVE) statuses.retainAll(Set.of(MemberStatus.REGISTERED));
        return MemberCell.ALL.stream()
                .filter(cell -> statuses.contains(cell.status())
                        && switch (role) {
                            case ANY -> true;
                            case ADMIN -> cell.at(Level.ORGANIZATION_ADMIN);
                            case HUB_ADMIN -> cell.at(Level.HUB_ADMIN);
                            case OTHER_ADMIN -> cell.at(Level.OTHER_ADMIN);
                            case NONE -> cell.at(Level.MEMBER) || cell.level() == MemberCell.NO_LEVEL;
                            case NOTHING -> cell.level() == MemberCell.NO_LEVEL;
                        }
                        && switch (source) {
                            case ANY -> true;
                            case PASSWORD -> !cell.sso();
                            case SSO -> cell.sso();
                        })
                .toList();
    }

    /** Where a cell comes in the sort; cells of the same place are merged by name. */
    int place(MemberCell cell) {
        return switch (column) {
            case NAME, ACTIVE -> 0;
            case STATUS -> cell.number() / MemberCell.PER_STATUS;
            case ROLE -> cell.level();
        };
    }
}
