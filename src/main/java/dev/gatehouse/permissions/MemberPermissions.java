package dev.gatehouse.permissions;

import dev.gatehouse.access.Access;
import dev.gatehouse.access.Grants;
import dev.gatehouse.access.Permission;
import dev.gatehouse.members.Member;
import dev.gatehouse.members.MemberStatus;
import dev.gatehouse.members.Members;
import dev.gatehouse.permissions.TeamsPaneView.Choice;
import dev.gatehouse.platform.Actor;
import dev.gatehouse.platform.MemberId;
import dev.gatehouse.platform.Refusal;
import dev.gatehouse.platform.TeamId;
import dev.gatehouse.teams.Team;
import dev.gatehouse.teams.Teams;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * One member's teams and roles, and putting them into teams and taking them out (MEM-6, TEA-5). The page of a member is put together
 * in this room, because it shows what stands above {@code members}: teams and grants, with the right to change each.
 */
@Service
public class MemberPermissions {

    private static final int OFFERED = 20;

    private final PromiseStore store;
    private final Access access;
    private final Grants grants;
    private final Members members;
    private final Teams teams;
    private final Why why;

    MemberPermissions(PromiseStore store, Access access, Grants grants, Members members, Teams teams, Why why) {
        this.store = store;
        this.access = access;
        this.grants = grants;
        this.members = members;
        this.teams = teams;
        this.why = why;
    }

    /** What the page shows. Every active member may see it (MEM-2). Refuses with {@code not.found}. */
    @Transactional(readOnly = true)
    public MemberPermissionsView of(Actor actor, String slug, MemberId id) {
        access.require(actor, Permission.MEMBERS_READ);
        var member = members.get(actor, id);
        var anywhere = access.permissionsAnywhere(actor);
        var in = teams.ofMember(actor, member.subject());
        var held = grants.ofMember(actor, member.subject());
        var awaited =
                switch (member.status()) {
                    case CREATED, INVITED, REGISTERING -> true;
                    case REGISTERED, BLOCKED, TERMINATED -> false;
                };
        var promises = awaited ? store.promises(actor.organization(), id) : List.<MemberPermissionsView.Promise>of();
        var onboarding = awaited && promises.isEmpty() && held.isEmpty() && in.isEmpty()
                ? teams.names(actor.organization(), teams.onboarding(actor.organization()))
                : List.<String>of();
        var former = member.status() == MemberStatus.TERMINATED;
        return new MemberPermissionsView(
                "/o/" + slug + "/members/" + id,
                in,
                teams.editable(actor, in),
                !former && !teams.open(actor, "", 1).isEmpty(),
                held,
                grants.takeable(actor, held),
                !former && anywhere.contains(Permission.ROLES_ASSIGN),
                awaited,
                promises,
                onboarding,
                awaited ? List.of() : store.leftOut(actor.organization(), id),
                why.ask(actor, slug, id, "", "", ""));
    }

    /** The pane that puts a member into teams: those that were chosen, and those that were found. */
    @Transactional(readOnly = true)
    public TeamsPaneView pane(Actor actor, String slug, MemberId id, List<TeamId> chosen, String find) {
        access.require(actor, Permission.TEAMS_READ);
        var member = members.get(actor, id);
        return new TeamsPaneView(
                "/o/" + slug + "/members/" + id, member.label(), choices(actor, member, chosen, find), find, null);
    }

    /** Puts a member into teams, as {@link Teams#addMembers}. Refuses with {@code teams.choose} where none is chosen. */
    @Transactional
    public Member join(Actor actor, MemberId id, List<TeamId> chosen) {
        access.require(actor, Permission.TEAMS_READ);
        var member = members.get(actor, id);
        if (chosen.isEmpty()) throw Refusal.input("team", "teams.choose");
        teams.addMembers(actor, chosen, List.of(id));
        return member;
    }

    /** What is to be known before a member is taken out of a team. Refuses with {@code forbidden}, and with {@code not.found} where they are not in it. */
    @Transactional(readOnly = true)
    public LeaveView leaving(Actor actor, String slug, MemberId id, TeamId teamId) {
        access.require(actor, Permission.TEAMS_READ);
        var member = members.get(actor, id);
        var team = in(actor, member, teamId);
        if (teams.editable(actor, List.of(team)).isEmpty()) throw Refusal.forbidden();
        var page = "/o/" + slug + "/members/" + id;
        return new LeaveView(
                page + "/teams/" + teamId + "/removal",
                page,
                member.label(),
                team,
                grants.ofHolder(actor, teamId.subject()).stream()
                        .filter(grant -> !grant.ended())
                        .toList());
    }

    /** Takes a member out of a team, as {@link Teams#removeMembers}. */
    @Transactional
    public LeaveView leave(Actor actor, String slug, MemberId id, TeamId team) {
        var view = leaving(actor, slug, id, team);
        teams.removeMembers(actor, List.of(team), List.of(id));
        return view;
    }

    private List<Choice> choices(Actor actor, Member member, List<TeamId> chosen, String find) {
        var in = teams.ofMember(actor, member.subject()).stream().map(Team::id).toList();
        var choices = new ArrayList<Choice>();
        for (var team : teams.get(actor, chosen)) choices.add(new Choice(team, true));
        for (var team : teams.open(actor, find, OFFERED + in.size()))
            if (!in.contains(team.id()) && !chosen.contains(team.id()) && choices.size() < OFFERED + chosen.size())
                choices.add(new Choice(team, false));
        return choices;
    }

    private Team in(Actor actor, Member member, TeamId id) {
        return teams.ofMember(actor, member.subject()).stream()
                .filter(team -> team.id().equals(id))
                .findFirst()
                .orElseThrow(Refusal::notFound);
    }
}
