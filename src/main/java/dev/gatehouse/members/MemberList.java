package dev.gatehouse.members;

import dev.gatehouse.access.Access;
import dev.gatehouse.access.Level;
import dev.gatehouse.access.Permission;
import dev.gatehouse.members.MemberColumnStore.Highest;
import dev.gatehouse.members.MembersView.DepartmentFilter;
import dev.gatehouse.members.MembersView.Standing;
import dev.gatehouse.members.MembersView.TeamFilter;
import dev.gatehouse.members.MembersView.TeamOption;
import dev.gatehouse.messages.Messages;
import dev.gatehouse.organizations.Department;
import dev.gatehouse.organizations.Departments;
import dev.gatehouse.organizations.Organizations;
import dev.gatehouse.platform.Actor;
import dev.gatehouse.platform.MemberId;
import dev.gatehouse.platform.OrganizationId;
import dev.gatehouse.platform.Refusal;
import dev.gatehouse.platform.SubjectId;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Seeing and finding the members of an organization (MEM-1, MEM-2, MEM-3, MEM-6). Every active member may; the
 * actions differ. What a list costs does not grow with the organization: docs/decisions/0004-member-search.md.
 */
@Service
public class MemberList {

    /** Rows of a page. */
    public static final int PAGE = 50;

    /** A search that finds more lists this many, the best matches, and says so. */
    public static final int SEARCH_BOUND = 500;

    /** Up to so many teams are offered in the filter; where there are more, one types. */
    static final int TEAMS_OFFERED = 50;

    private static final int TEAMS_SUGGESTED = 20;

    /** So many departments are a list; in a larger tree one types. */
    static final int DEPARTMENTS_OFFERED = 100;

    private static final int DEPARTMENTS_SUGGESTED = 20;

    private static final int TEAMS_SHOWN = 3;

    private final MemberListStore store;
    private final MemberPageStore pages;
    private final MemberColumnStore columns;
    private final MemberTeamStore teams;
    private final MemberSearchStore searches;
    private final MemberMatchingStore matching;
    private final MemberFinder finder;
    private final Access access;
    private final Organizations organizations;
    private final Departments departments;
    private final Messages messages;
    private final Clock clock;

    MemberList(
            MemberListStore store,
            MemberPageStore pages,
            MemberColumnStore columns,
            MemberTeamStore teams,
            MemberSearchStore searches,
            MemberMatchingStore matching,
            MemberFinder finder,
            Access access,
            Organizations organizations,
            Departments departments,
            Messages messages,
            Clock clock) {
        this.store = store;
        this.pages = pages;
        this.columns = columns;
        this.teams = teams;
        this.searches = searches;
        this.matching = matching;
        this.finder = finder;
        this.access = access;
        this.organizations = organizations;
        this.departments = departments;
        this.messages = messages;
        this.clock = clock;
    }

    /** One page of the list (MEM-1). Refuses as {@link Access#require}. */
    @Transactional(readOnly = true)
    public MembersView page(Actor actor, MemberListQuery asked) {
        access.require(actor, Permission.MEMBERS_READ);
        var may = access.permissionsOf(actor);
        var organization = organizations.get(actor.organization());
        var offered = teams.first(actor.organization(), TEAMS_OFFERED + 1);
        var team = offered.isEmpty() ? null : team(actor.organization(), asked);
        var department = department(actor.organization(), asked);
        var query = asked.in(team, department);
        var tally = store.tally(actor.organization());
        var now = clock.instant();
        var found = finder.find(actor.organization(), query, tally, team, department, now);

        var more = found.rows().size() > PAGE;
        var rows = more ? found.rows().subList(0, PAGE) : found.rows();
        if (query.backward()) rows = rows.reversed();
        var shown = query.shown();
        var address = "/o/" + organization.slug() + "/members";
        var allowed = organization.seatsAllowed();
        var left = organization.seatsLeft();
        return new MembersView(
                address,
                "/o/" + organization.slug() + "/invitations/new",
                new MembersView.Totals(
                        members(tally, MemberStatus.REGISTERED),
                        members(tally, MemberStatus.INVITED),
                        allowed == null ? null : allowed.longValue(),
                        left == null ? null : left.longValue()),
                shown,
                rows(actor.organization(), rows, !offered.isEmpty(), may, now),
                new MembersView.Page(
                        query.from() == null ? 1L : null,
                        found.matches(),
                        found.more(),
                        rows.isEmpty() || query.from() == null || (query.backward() && !more)
                                ? null
                                : shown.at(address) + "&before="
                                        + rows.getFirst().key().encode(),
                        rows.isEmpty() || !(more || query.backward())
                                ? null
                                : shown.at(address) + "&after="
                                        + rows.getLast().key().encode()),
                may.contains(Permission.MEMBERS_INVITE),
                may.contains(Permission.MEMBERS_CREATE),
                may.contains(Permission.MEMBERS_REMOVE),
                may.contains(Permission.MEMBERS_EXPORT),
                !offered.isEmpty(),
                filter(offered, team),
                filter(actor.organization(), department),
                actions(actor, may));
    }

    /** What may be done to many at once, by the names that the bar's buttons have (MEM-4). */
    private List<String> actions(Actor actor, Set<Permission> may) {
        var actions = new ArrayList<String>();
        if (may.contains(Permission.TEAMS_CREATE)
                || may.contains(Permission.TEAMS_EDIT)
                || access.permissionsAnywhere(actor).contains(Permission.TEAMS_CREATE))
            actions.addAll(List.of("team-joining", "team-leaving", "team-creation"));
        if (may.contains(Permission.MEMBERS_INVITE)) actions.add("invitation");
        if (may.contains(Permission.MEMBERS_ACTIVATE)) actions.add("activation");
        if (may.contains(Permission.MEMBERS_DEACTIVATE)) actions.add("deactivation");
        if (may.contains(Permission.MEMBERS_REMOVE)) actions.add("removal");
        return actions;
    }

    /** Names of teams that begin with what was typed into the filter (MEM-3). */
    @Transactional(readOnly = true)
    public List<String> teamsBeginning(Actor actor, String typed) {
        access.require(actor, Permission.MEMBERS_READ);
        return teams.beginning(actor.organization(), typed.strip(), TEAMS_SUGGESTED).stream()
                .map(ListedTeam::name)
                .toList();
    }

    /** The team that is asked for by its id or its name; null for everybody's, and for one that is not there. */
    private @Nullable ListedTeam team(OrganizationId organization, MemberListQuery query) {
        var id = query.team();
        if (id != null) return teams.byId(organization, id).orElse(null);
        return query.teamName().isEmpty()
                ? null
                : teams.byName(organization, query.teamName()).orElse(null);
    }

    /** Paths of departments whose name holds what was typed into the filter (MEM-3). */
    @Transactional(readOnly = true)
    public List<String> departmentsNamed(Actor actor, String typed) {
        access.require(actor, Permission.MEMBERS_READ);
        return departments.search(actor.organization(), typed, DEPARTMENTS_SUGGESTED);
    }

    /** The department that is asked for by its id, its name or its path; one of an id that is not there has nobody. Null for everybody's. */
    private @Nullable ListedDepartment department(OrganizationId organization, MemberListQuery query) {
        var id = query.department();
        if (id == null && query.departmentName().isEmpty()) return null;
        var found = id == null
                ? departments.named(organization, query.departmentName())
                : departments.find(organization, id);
        return found.map(department -> new ListedDepartment(
                        department.id(), department.path(), departments.within(organization, department.id())))
                .orElseGet(() -> id == null ? null : new ListedDepartment(id, "", List.of()));
    }

    private DepartmentFilter filter(OrganizationId organization, @Nullable ListedDepartment chosen) {
        var name = chosen == null ? "" : chosen.name();
        return departments
                .few(organization, DEPARTMENTS_OFFERED)
                .map(few -> new DepartmentFilter(few, false, name))
                .orElseGet(() -> new DepartmentFilter(List.<Department>of(), true, name));
    }

    private static TeamFilter filter(List<ListedTeam> offered, @Nullable ListedTeam chosen) {
        var many = offered.size() > TEAMS_OFFERED;
        return new TeamFilter(
                many
                        ? List.of()
                        : offered.stream()
                                .map(team -> new TeamOption(team.id().toString(), team.name()))
                                .toList(),
                many,
                chosen == null ? "" : chosen.name());
    }

    /** The rows with those columns that other rooms fill: three statements for all of them. */
    private List<MembersView.Row> rows(
            OrganizationId organization, List<Listed> listed, boolean withTeams, Set<Permission> may, Instant now) {
        if (listed.isEmpty()) return List.of();
        var subjects = listed.stream().map(Listed::subject).toList();
        var highest = columns.highest(organization, subjects);
        var joined = withTeams ? columns.teams(organization, subjects) : Map.<SubjectId, List<String>>of();
        var invited = columns.invited(
                organization,
                listed.stream()
                        .filter(row -> standing(row, now).awaited())
                        .map(Listed::id)
                        .toList());
        return listed.stream()
                .map(row -> row(
                        row,
                        highest.get(row.subject()),
                        joined.getOrDefault(row.subject(), List.of()),
                        invited.contains(row.id()),
                        may,
                        now))
                .toList();
    }

    /** The page of one member (MEM-6). Refuses with {@code not.found}. */
    @Transactional(readOnly = true)
    public MemberView member(Actor actor, MemberId id) {
        access.require(actor, Permission.MEMBERS_READ);
        var member = store.one(actor.organization(), id).orElseThrow(Refusal::notFound);
        var may = new HashSet<>(access.permissionsOf(actor));
        var self = id.equals(actor.member());
        if (self) may.remove(Permission.MEMBERS_DEACTIVATE);
        else if (!access.above(actor, List.of(member.subject())).isEmpty())
            may.removeAll(Set.of(Permission.MEMBERS_DEACTIVATE, Permission.MEMBERS_REMOVE));
        var list = "/o/" + organizations.get(actor.organization()).slug() + "/members";
        var row = rows(actor.organization(), List.of(member), true, may, clock.instant())
                .getFirst();
        return new MemberView(
                list + "/" + id,
                list,
                row,
                row.name() == null ? row.contact() : row.name(),
                profile(member),
                member.createdAt(),
                pages.invitation(actor.organization(), id).orElse(null),
                may.contains(Permission.MEMBERS_INVITE) || may.contains(Permission.MEMBERS_ACTIVATE)
                        ? messages.ofMember(actor, id)
                        : List.of(),
                may.contains(Permission.MEMBERS_ACTIVATE) && !id.equals(actor.member()),
                may.contains(Permission.MEMBERS_DEACTIVATE));
    }

    private static long members(Map<MemberCell, Long> tally, MemberStatus status) {
        return tally.entrySet().stream()
                .filter(entry -> entry.getKey().status() == status)
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    private static MembersView.Row row(
            Listed member,
            @Nullable Highest highest,
            List<String> joined,
            boolean invited,
            Set<Permission> may,
            Instant now) {
        var name = (member.firstName() + " " + member.lastName()).strip();
        var standing = standing(member, now);
        return new MembersView.Row(
                member.id().toString(),
                name.isEmpty() ? null : name,
                contact(member),
                standing,
                standing.invited() ? member.invitationExpiresAt() : null,
                highest == null ? null : highest.role(),
                highest == null ? null : highest.place(),
                joined.subList(0, Math.min(TEAMS_SHOWN, joined.size())),
                Math.max(0, joined.size() - TEAMS_SHOWN),
                member.lastActiveAt(),
                member.sso(),
                invited && standing.awaited() && may.contains(Permission.MEMBERS_INVITE),
                !invited && standing.outside() && may.contains(Permission.MEMBERS_ACTIVATE),
                may.contains(Permission.MEMBERS_REMOVE) && !above(member.level(), may));
    }

    /** Whether a row's person is above somebody who may give no roles; the act itself asks exactly. */
    private static boolean above(@Nullable Level role, Set<Permission> may) {
        return (role == Level.ORGANIZATION_ADMIN || role == Level.OTHER_ADMIN)
                && !may.contains(Permission.ROLES_ASSIGN);
    }

    private static Map<String, String> profile(Listed member) {
        var profile = new LinkedHashMap<String, String>();
        put(profile, "member.email", member.email());
        put(profile, "member.username", member.username());
        put(profile, "member.phone", member.phone());
        return profile;
    }

    private static void put(Map<String, String> profile, String key, @Nullable String value) {
        if (value != null) profile.put(key, value);
    }

    private static String contact(Listed member) {
        if (member.email() != null) return member.email();
        if (member.phone() != null) return member.phone();
        return member.username() == null ? "" : member.username();
    }

    private static Standing standing(Listed member, Instant now) {
        return Standing.of(member.status(), member.invitationExpiresAt(), now);
    }

    /** How many the list holds, counted wholly. */
    @Transactional(readOnly = true)
    public long count(Actor actor, MemberListQuery query) {
        access.require(actor, Permission.MEMBERS_READ);
        return matching.count(actor.organization(), narrowed(actor, query), clock.instant());
    }

    /** All that the list holds at this moment, by id, in portions: for what is done to all that match (MEM-4). */
    @Transactional(propagation = Propagation.MANDATORY)
    public void all(Actor actor, MemberListQuery query, int portion, Consumer<List<MemberId>> taker) {
        access.require(actor, Permission.MEMBERS_READ);
        matching.all(actor.organization(), narrowed(actor, query), clock.instant(), portion, taker);
    }

    /**
     * A list that was asked for, as statements need it.
     *
     * @param query the same question with team and department by their ids; a team that is not there narrows nothing
     * @param patterns what their words must match; empty for all
     * @param smallTeam whether the team is so small that its people are read rather than asked for
     * @param department whose people alone are meant; null for everybody
     */
    record Narrowed(
            MemberListQuery query,
            List<String> patterns,
            boolean smallTeam,
            @Nullable ListedDepartment department) {}

    /** What a list is narrowed to at this moment. */
    @Transactional(propagation = Propagation.MANDATORY)
    Narrowed narrowed(Actor actor, MemberListQuery asked) {
        var team = team(actor.organization(), asked);
        var department = department(actor.organization(), asked);
        var query = asked.in(team, department);
        return new Narrowed(
                query,
                query.text().isEmpty()
                        ? List.of()
                        : List.of(searches.words(query).patterns()),
                team != null && team.members() <= MemberFinder.SMALL_TEAM,
                department);
    }
}
