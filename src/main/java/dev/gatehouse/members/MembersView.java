package dev.gatehouse.members;

import dev.gatehouse.access.RoleName;
import dev.gatehouse.organizations.Department;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The members page (MEM-1, MEM-2, MEM-3, MEM-7).
 *
 * @param address where the list is: {@code /o/<slug>/members}
 * @param inviteAddress where inviting starts: {@code /o/<slug>/invitations/new}
 * @param teams whether the organization has teams, so that their column is worth its place
 * @param teamFilter the teams to choose from
 * @param departmentFilter the departments to choose from
 * @param actions what the viewer may do to many at once, by the names of the bar's buttons (MEM-4)
 */
public record MembersView(
        String address,
        String inviteAddress,
        Totals totals,
        Query query,
        List<Row> rows,
        Page page,
        boolean mayInvite,
        boolean mayCreate,
        boolean mayRemove,
        boolean mayExport,
        boolean teams,
        TeamFilter teamFilter,
        DepartmentFilter departmentFilter,
        List<String> actions) {

    /** The figures under the title; without a limit of seats there are no seats left to count. */
    public record Totals(
            long active,
            long invited,
            @Nullable Long seatsAllowed,
            @Nullable Long seatsLeft) {}

    /** A team to choose. */
    public record TeamOption(String id, String name) {}

    /**
     * How the filter by team is offered.
     *
     * @param options all teams by name; empty where there are none, or so many that one types
     * @param many whether there are so many teams that one types their name
     * @param chosen the name of the team whose people the list shows; empty for everybody
     */
    public record TeamFilter(List<TeamOption> options, boolean many, String chosen) {}

    /**
     * How the filter by department is offered.
     *
     * @param options the tree; empty where there is none, or one so large that one types
     * @param many whether it is so large
     * @param chosen the path of the department whose people the list shows; empty for everybody
     */
    public record DepartmentFilter(List<Department> options, boolean many, String chosen) {

        /** There are no departments. */
        public static final DepartmentFilter NONE = new DepartmentFilter(List.of(), false, "");
    }

    /**
     * Where the list stands.
     *
     * @param first the number of the first row; null where the address does not carry it
     * @param matches how many match
     * @param more whether there are more than {@code matches}, which is then a bound: "10,000+"
     * @param previous the address of the page before; null on the first
     * @param next the address of the page after; null on the last
     */
    public record Page(
            @Nullable Long first,
            long matches,
            boolean more,
            @Nullable String previous,
            @Nullable String next) {}

    /** What is asked for, as the address says it; empty strings ask for everything. The sort is a column, with "-" before it for downwards. */
    public record Query(
            String text,
            String role,
            String status,
            String source,
            String activity,
            String team,
            String department,
            String sort) {

        /** Whether anything narrows the list. */
        public boolean narrow() {
            return !(text + role + status + source + activity + team + department).isEmpty();
        }

        /** The address of the same search sorted by a column; asked twice, the other way round. */
        public String sortedBy(String column, String address) {
            var turned = sort.equals(column) ? "-" + column : column;
            return address + "?" + parameters() + "sort=" + turned;
        }

        /** The same search in another form: {@code /o/<slug>/members.csv?…}. */
        public String at(String address) {
            return address + "?" + parameters() + "sort=" + sort;
        }

        /** As in {@code aria-sort}. */
        public String direction(String column) {
            if (sort.equals(column)) return "ascending";
            return sort.equals("-" + column) ? "descending" : "none";
        }

        private String parameters() {
            return parameter("q", text)
                    + parameter("role", role)
                    + parameter("status", status)
                    + parameter("source", source)
                    + parameter("activity", activity)
                    + parameter("team", team)
                    + parameter("department", department);
        }

        private static String parameter(String name, String value) {
            return value.isEmpty() ? "" : name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8) + "&";
        }
    }

    /**
     * One member.
     *
     * @param name null while nobody knows it: an invited person
     * @param contact the e-mail address, or what else they sign in with
     * @param role what the highest role is called; null without any permission
     * @param scope where that role holds, when not in the whole organization
     * @param teams the first of the teams by name
     * @param moreTeams how many more there are
     * @param invitationEnds while a link is open
     * @param resendable whether the viewer may send their invitation, or what it led to, again
     * @param activatable whether the viewer may send them an activation link
     */
    public record Row(
            String id,
            @Nullable String name,
            String contact,
            Standing standing,
            @Nullable Instant invitationEnds,
            @Nullable RoleName role,
            @Nullable String scope,
            List<String> teams,
            int moreTeams,
            @Nullable Instant lastActive,
            boolean sso,
            boolean resendable,
            boolean activatable,
            boolean removable) {}

    /** The registration status as people read it, with the invitation's state beside it. */
    public enum Standing {
        REGISTERED("green"),
        INVITED("amber"),
        EXPIRED("red"),
        REGISTERING("blue"),
        CREATED("teal"),
        BLOCKED("grey"),
        TERMINATED("grey");

        private final String tone;

        Standing(String tone) {
            this.tone = tone;
        }

        /** Where somebody stands at a moment: an invitation may be over. */
        static Standing of(MemberStatus status, @Nullable Instant invitationExpiresAt, Instant now) {
            return switch (status) {
                case REGISTERED -> REGISTERED;
                case REGISTERING -> REGISTERING;
                case CREATED -> CREATED;
                case BLOCKED -> BLOCKED;
                case TERMINATED -> TERMINATED;
                case INVITED -> invitationExpiresAt != null && !invitationExpiresAt.isAfter(now) ? EXPIRED : INVITED;
            };
        }

        /** Whether the person has a mail to act on: the invitation, or the one that confirms their address. */
        public boolean awaited() {
            return this == INVITED || this == EXPIRED || this == REGISTERING;
        }

        /** Whether a link can be handed over that lets them in. */
        public boolean invited() {
            return this == INVITED || this == EXPIRED;
        }

        /** Whether a link can be sent that lets them in, to somebody who is known or came half-way. */
        public boolean outside() {
            return this == CREATED || this == INVITED || this == EXPIRED;
        }

        public String tone() {
            return tone;
        }

        /** As in {@code status.<key>}. */
        public String key() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
