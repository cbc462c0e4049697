package dev.gatehouse.teams;

import static java.util.stream.Collectors.joining;

import dev.gatehouse.access.Access;
import dev.gatehouse.access.Grants;
import dev.gatehouse.access.Permission;
import dev.gatehouse.audit.Audit;
import dev.gatehouse.audit.Event;
import dev.gatehouse.platform.Actor;
import dev.gatehouse.platform.MemberId;
import dev.gatehouse.platform.OneLine;
import dev.gatehouse.platform.OrganizationId;
import dev.gatehouse.platform.Refusal;
import dev.gatehouse.platform.Retried;
import dev.gatehouse.platform.SubjectId;
import dev.gatehouse.platform.TeamId;
import dev.gatehouse.teams.TeamStore.Candidate;
import dev.gatehouse.teams.TeamStore.Moved;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Teams, and who is in them (TEA-1..6). Locks are taken in one order: organization, teams by id, members by id. Whoever puts
 * somebody into a team gives them the team's roles, and must be allowed to (ROL-3).
 */
@Service
public class Teams {

    private static final int LONGEST_NAME = 100;

    private final TeamStore store;
    private final Access access;
    private final Grants grants;
    private final Audit audit;
    private final Clock clock;

    Teams(TeamStore store, Access access, Grants grants, Audit audit, Clock clock) {
        this.store = store;
        this.access = access;
        this.grants = grants;
        this.audit = audit;
        this.clock = clock;
    }

    /** One team. Every active member may see it (MEM-2). Refuses with {@code not.found}. */
    @Transactional(readOnly = true)
    public Team get(Actor actor, TeamId id) {
        access.require(actor, Permission.TEAMS_READ);
        return find(actor, id);
    }

    /** Teams by their ids, by name; those that are gone are left out. */
    @Transactional(readOnly = true)
    public List<Team> get(Actor actor, List<TeamId> ids) {
        access.require(actor, Permission.TEAMS_READ);
        return store.find(actor.organization(), ids);
    }

    /** The teams that a member is in, by name (MEM-6). */
    @Transactional(readOnly = true)
    public List<Team> ofMember(Actor actor, SubjectId subject) {
        access.require(actor, Permission.TEAMS_READ);
        return store.ofSubject(actor.organization(), subject);
    }

    /** Teams whose name contains what was typed, those that begin with it first; at most so many. */
    @Transactional(readOnly = true)
    public List<Team> search(Actor actor, String typed, int most) {
        access.require(actor, Permission.TEAMS_READ);
        return store.search(actor.organization(), searchable(typed), null, most);
    }

    /** The same, only those that the actor may put people into. */
    @Transactional(readOnly = true)
    public List<Team> open(Actor actor, String typed, int most) {
        access.require(actor, Permission.TEAMS_READ);
        var all = access.may(actor, Permission.TEAMS_EDIT);
        if (!all && !access.permissionsAnywhere(actor).contains(Permission.TEAMS_CREATE)) return List.of();
        var found = store.search(actor.organization(), searchable(typed), all ? null : actor.member(), most);
        var beyond = access.teamsBeyond(actor, found.stream().map(Team::id).toList());
        return found.stream().filter(team -> !beyond.contains(team.id())).toList();
    }

    /** Which of some teams the actor may edit (TEA-3), all asked at once. */
    @Transactional(readOnly = true)
    public List<TeamId> editable(Actor actor, Collection<Team> teams) {
        var rights = rights(actor);
        return teams.stream().filter(rights::edit).map(Team::id).toList();
    }

    /** Whether the actor may edit and delete a team: all of them, or those that they made (TEA-3). */
    @Transactional(readOnly = true)
    public boolean mayEdit(Actor actor, Team team) {
        return rights(actor).edit(team);
    }

    /** What the actor may do about teams, asked once for a whole list of them. */
    @Transactional(readOnly = true)
    public TeamRights rights(Actor actor) {
        var everywhere = access.permissionsOf(actor);
        var anywhere = access.permissionsAnywhere(actor);
        return new TeamRights(
                actor.member(),
                anywhere.contains(Permission.TEAMS_CREATE),
                everywhere.contains(Permission.TEAMS_EDIT),
                everywhere.contains(Permission.TEAMS_ONBOARD),
                anywhere.contains(Permission.ROLES_ASSIGN));
    }

    /**
     * Makes a team, at once with its first members (TEA-1). Refuses a wrong or taken name at its field, with
     * {@code forbidden} who may make none, or none that new people join by themselves (TEA-2), with {@code team.people.gone}
     * where one of the members is none any more.
     */
    @Retried
    @Transactional
    public TeamId create(Actor actor, String wantedName, boolean onboarding, List<MemberId> members) {
        access.requireAnywhere(actor, Permission.TEAMS_CREATE);
        if (onboarding) access.require(actor, Permission.TEAMS_ONBOARD);
        var name = name(actor, wantedName, null);
        var team = grants.newTeam(actor.organization());
        if (!store.insert(actor.organization(), team, name, onboarding, actor.member(), clock.instant()))
            throw Refusal.input("name", "team.name.taken", name);
        audit.record(actor, described(Event.of("team.created", "team", team.value()), name, onboarding));
        demandAll(add(actor, List.of(find(actor, team)), members));
        return team;
    }

    /**
     * Applies all that the edit pane wants, or nothing (TEA-4). Refuses with {@code forbidden} who may not edit it (TEA-3), or not
     * switch onboarding (TEA-2); with {@code team.beyond} who may not give what it gives, be it to those they add or to all who
     * come by making it an onboarding team (ROL-3); with {@code team.people.gone} and {@code members.last_admin.any}.
     */
    @Retried
    @Transactional
    public void save(Actor actor, TeamId id, TeamChange change) {
        access.require(actor, Permission.TEAMS_READ);
        var guarded = hold(actor, List.of(id));
        var team = find(actor, id);
        var rights = rights(actor);
        if (!rights.edit(team)) throw Refusal.forbidden();
        var turned = change.onboarding() != team.onboarding();
        if (turned && !rights.onboard()) throw Refusal.forbidden();
        if (turned && change.onboarding()) demandWithin(actor, List.of(team));
        // Before the team's row, as whoever removes a member does: its number of members is written after the member is
        // held.
        store.lockMembers(
                actor.organization(),
                Stream.concat(change.add().stream(), change.remove().stream()).toList());
        var name = name(actor, change.name(), id);
        if (!store.update(actor.organization(), id, name, change.onboarding()))
            throw Refusal.input("name", "team.name.taken", name);
        if (!name.equals(team.name()))
            audit.record(
                    actor,
                    Event.of("team.renamed", "team", id.value())
                            .with("team", name)
                            .with("from", team.name()));
        if (turned)
            audit.record(
                    actor,
                    Event.of(change.onboarding() ? "team.onboarding_on" : "team.onboarding_off", "team", id.value())
                            .with("team", name));
        var saved = List.of(find(actor, id));
        remove(actor, saved, change.remove());
        demandAll(add(actor, saved, change.add()));
        if (guarded) grants.keepLastAdmin(actor);
    }

    /** Deletes a team and nothing else (TEA-6): its members stay. Refuses as {@link #save}. */
    @Retried
    @Transactional
    public Team delete(Actor actor, TeamId id) {
        access.require(actor, Permission.TEAMS_READ);
        var guarded = hold(actor, List.of(id));
        var team = find(actor, id);
        if (!mayEdit(actor, team)) throw Refusal.forbidden();
        grants.remove(actor.organization(), List.of(id.subject()));
        audit.record(actor, Event.of("team.deleted", "team", id.value()).with("team", team.name()));
        if (guarded) grants.keepLastAdmin(actor);
        return team;
    }

    /**
     * Puts members into teams (TEA-5); who is terminated, or not there, is left out. Refuses with {@code forbidden} for a team
     * that the actor may not edit, with {@code team.beyond}, and with {@code not.found} for a team that is not there.
     */
    @Retried
    @Transactional
    public TeamMoves addMembers(Actor actor, List<TeamId> teams, List<MemberId> members) {
        return addWithin(actor, teams, members);
    }

    /** Takes members out of teams (TEA-5). Refuses as {@link #addMembers}, and with {@code members.last_admin.any}. */
    @Retried
    @Transactional
    public TeamMoves removeMembers(Actor actor, List<TeamId> teams, List<MemberId> members) {
        return removeWithin(actor, teams, members);
    }

    /** Puts members into teams as part of the caller's transaction, which is tried again as a whole: as {@link #addMembers}. */
    @Transactional(propagation = Propagation.MANDATORY)
    public TeamMoves addWithin(Actor actor, List<TeamId> teams, List<MemberId> members) {
        access.require(actor, Permission.TEAMS_READ);
        hold(actor, teams);
        return add(actor, editable(actor, teams), members);
    }

    /** Takes members out of teams as part of the caller's transaction, which is tried again as a whole: as {@link #removeMembers}. */
    @Transactional(propagation = Propagation.MANDATORY)
    public TeamMoves removeWithin(Actor actor, List<TeamId> teams, List<MemberId> members) {
        access.require(actor, Permission.TEAMS_READ);
        var guarded = hold(actor, teams);
        var moves = remove(actor, editable(actor, teams), members);
        if (guarded) grants.keepLastAdmin(actor);
        return moves;
    }

    /**
     * Teams that the actor may edit, by name, to choose from: those whose name holds what was typed, at most so many (TEA-3, TEA-5).
     *
     * @param of only teams in which one of these members is; empty for all teams
     */
    @Transactional(readOnly = true)
    public List<Team> choice(Actor actor, String typed, List<MemberId> of, int most) {
        access.require(actor, Permission.TEAMS_READ);
        var all = access.may(actor, Permission.TEAMS_EDIT);
        if (!all && !access.permissionsAnywhere(actor).contains(Permission.TEAMS_CREATE)) return List.of();
        return store.choice(actor.organization(), typed.strip(), all ? null : actor.member(), of, most);
    }

    /** The teams that new people join by themselves (INV-6). */
    @Transactional(propagation = Propagation.MANDATORY)
    public List<TeamId> onboarding(OrganizationId organization) {
        return store.onboarding(organization);
    }

    /** Which of some teams the actor may put nobody into: it is not theirs to edit, or gives what they may not give (ROL-3, TEA-3). */
    @Transactional(propagation = Propagation.MANDATORY)
    public List<TeamId> beyond(Actor actor, List<TeamId> ids) {
        if (ids.isEmpty() || actor.account() == null) return List.of();
        var beyond = access.teamsBeyond(actor, ids);
        var rights = rights(actor);
        var open = store.find(actor.organization(), ids).stream()
                .filter(team -> !beyond.contains(team.id()) && rights.edit(team))
                .map(Team::id)
                .toList();
        return ids.stream().filter(id -> !open.contains(id)).toList();
    }

    /** What teams are called, by name; for jobs and mails, which nobody asked for. */
    @Transactional(propagation = Propagation.MANDATORY)
    public List<String> names(OrganizationId organization, List<TeamId> ids) {
        return store.find(organization, ids).stream().map(Team::name).toList();
    }

    /** Puts a new person into teams. The caller has checked that whoever promised it may (ROL-3); teams that are gone are left out. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void join(Actor actor, MemberId member, SubjectId subject, List<TeamId> teams, @Nullable MemberId giver) {
        var there = store.find(actor.organization(), held(actor, teams));
        var moved = store.insertMembers(
                actor.organization(), there.stream().map(Team::id).toList(), List.of(subject), giver, clock.instant());
        record(actor, "member.teams_joined", there, List.of(new Candidate(member, subject, false)), moved);
    }

    private List<Team> editable(Actor actor, List<TeamId> ids) {
        var teams = store.find(actor.organization(), ids);
        // What grants hang on may be a member as well.
        if (teams.size() < new HashSet<>(ids).size()) throw Refusal.notFound();
        var rights = rights(actor);
        if (!teams.stream().allMatch(rights::edit)) throw Refusal.forbidden();
        return teams;
    }

    private void demandWithin(Actor actor, List<Team> teams) {
        var beyond = access.teamsBeyond(actor, teams.stream().map(Team::id).toList());
        for (var team : teams) if (beyond.contains(team.id())) throw new Refusal("team.beyond", team.name());
    }

    /** All of it or nothing: whoever was to come in and is no member any more undoes the rest (TEA-4). */
    private static void demandAll(TeamMoves moves) {
        var gone = moves.leftOut().values().stream()
                .filter(reason -> !reason.equals("already"))
                .count();
        if (gone > 0) throw new Refusal("team.people.gone", gone);
    }

    private TeamMoves add(Actor actor, List<Team> teams, List<MemberId> members) {
        if (members.isEmpty()) return new TeamMoves(Set.of(), Map.of());
        var ids = teams.stream().map(Team::id).toList();
        demandWithin(actor, teams);
        var candidates = store.lockMembers(actor.organization(), members);
        var open = candidates.stream().filter(candidate -> !candidate.former()).toList();
        var moved = store.insertMembers(
                actor.organization(),
                ids,
                open.stream().map(Candidate::subject).toList(),
                actor.member(),
                clock.instant());
        return outcome(members, candidates, "already", record(actor, "member.teams_joined", teams, open, moved));
    }

    private TeamMoves remove(Actor actor, List<Team> teams, List<MemberId> members) {
        if (members.isEmpty()) return new TeamMoves(Set.of(), Map.of());
        var candidates = store.lockMembers(actor.organization(), members);
        var moved = store.deleteMembers(
                actor.organization(),
                teams.stream().map(Team::id).toList(),
                candidates.stream().map(Candidate::subject).toList());
        return outcome(members, candidates, "not_in_it", record(actor, "member.teams_left", teams, candidates, moved));
    }

    /** One event for each member, with the names of the teams. Returns whom it was about. */
    private Set<MemberId> record(
            Actor actor, String kind, List<Team> teams, List<Candidate> candidates, List<Moved> moved) {
        var names = new HashMap<TeamId, String>();
        for (var team : teams) names.put(team.id(), team.name());
        var bySubject = new HashMap<SubjectId, List<String>>();
        for (var move : moved)
            bySubject.computeIfAbsent(move.subject(), _ -> new ArrayList<>()).add(names.getOrDefault(move.team(), ""));
        var changed = new HashSet<MemberId>();
        var events = new ArrayList<Event>();
        for (var candidate : candidates) {
            var joined = bySubject.get(candidate.subject());
            if (joined == null) continue;
            changed.add(candidate.id());
            events.add(Event.of(kind, "member", candidate.id().value())
                    .with("team", joined.stream().sorted().collect(joining(", "))));
        }
        audit.record(actor, events);
        return changed;
    }

    private static TeamMoves outcome(
            List<MemberId> asked, List<Candidate> candidates, String unchanged, Set<MemberId> changed) {
        var leftOut = new LinkedHashMap<MemberId, String>();
        var there = new HashMap<MemberId, Candidate>();
        for (var candidate : candidates) there.put(candidate.id(), candidate);
        for (var member : asked) {
            var candidate = there.get(member);
            if (candidate == null) leftOut.put(member, "gone");
            else if (!changed.contains(member)) leftOut.put(member, candidate.former() ? "terminated" : unchanged);
        }
        return new TeamMoves(changed, leftOut);
    }

    /**
     * Holds teams until the transaction ends, and the organization before them where one gives the role Organization admin:
     * asked again once they are held, for that may have been given a moment before. Returns whether the last admin is at stake.
     */
    private boolean hold(Actor actor, List<TeamId> ids) {
        var subjects = ids.stream().map(TeamId::subject).toList();
        var guarded = grants.guardAdmins(actor, subjects);
        if (held(actor, ids).size() < new HashSet<>(ids).size()) throw Refusal.notFound();
        return grants.guardAdmins(actor, subjects) || guarded;
    }

    private List<TeamId> held(Actor actor, List<TeamId> ids) {
        return grants
                .lock(actor.organization(), ids.stream().map(TeamId::subject).toList())
                .stream()
                .map(subject -> new TeamId(subject.value()))
                .toList();
    }

    private Team find(Actor actor, TeamId id) {
        return store.find(actor.organization(), id).orElseThrow(Refusal::notFound);
    }

    private String name(Actor actor, String wanted, @Nullable TeamId id) {
        var name = OneLine.require("name", "team.name", wanted, LONGEST_NAME);
        if (store.nameTaken(actor.organization(), name, id)) throw Refusal.input("name", "team.name.taken", name);
        return name;
    }

    private static String searchable(String typed) {
        var text = typed.strip();
        return text.length() > LONGEST_NAME ? text.substring(0, LONGEST_NAME) : text;
    }

    private static Event described(Event event, String name, boolean onboarding) {
        var named = event.with("team", name);
        return onboarding ? named.with("onboarding", "yes") : named;
    }
}
