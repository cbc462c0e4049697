package dev.gatehouse.teams;

import dev.gatehouse.access.Access;
import dev.gatehouse.access.Grants;
import dev.gatehouse.access.Permission;
import dev.gatehouse.members.MemberList;
import dev.gatehouse.members.MemberListQuery;
import dev.gatehouse.members.MembersView;
import dev.gatehouse.members.MembersView.Standing;
import dev.gatehouse.organizations.Organizations;
import dev.gatehouse.platform.Actor;
import dev.gatehouse.platform.MemberId;
import dev.gatehouse.platform.Refusal;
import dev.gatehouse.platform.TeamId;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * What the page of a team, its pane and its dialog show. People are found by the members list, which stays quick in teams of
 * any size; what changes is the matter of {@link Teams}.
 */
@Service
public class TeamEditing {

    /** People offered at once while one types. */
    static final int OFFERED = 8;

    private final TeamStore store;
    private final TeamListStore lists;
    private final Teams teams;
    private final MemberList members;
    private final Access access;
    private final Grants grants;
    private final Organizations organizations;

    TeamEditing(
            TeamStore store,
            TeamListStore lists,
            Teams teams,
            MemberList members,
            Access access,
            Grants grants,
            Organizations organizations) {
        this.store = store;
        this.lists = lists;
        this.teams = teams;
        this.members = members;
        this.access = access;
        this.grants = grants;
        this.organizations = organizations;
    }

    /** The page of a team: parameters {@code q}, {@code after}, {@code before} choose among its members. Refuses with {@code not.found}. */
    @Transactional(readOnly = true)
    public TeamView view(Actor actor, TeamId id, Map<String, String> parameters) {
        var team = teams.get(actor, id);
        var home = "/o/" + slug(actor);
        var address = home + "/teams/" + id;
        var found = people(actor, id, parameters);
        var held = grants.ofHolder(actor, id.subject());
        var page = found.page();
        return new TeamView(
                address,
                home,
                team,
                lists.maker(actor.organization(), id).orElse(null),
                new TeamView.People(
                        found.query().text(),
                        found.rows().stream().map(TeamPerson::of).toList(),
                        page.matches(),
                        page.more(),
                        at(address, found, "before", page.previous()),
                        at(address, found, "after", page.next())),
                held,
                grants.takeable(actor, held),
                teams.rights(actor));
    }

    /** The pane that makes a team, with people who are to be in it (TEA-1). Refuses with {@code forbidden} who may make none. */
    @Transactional(readOnly = true)
    public TeamPane blank(Actor actor, List<MemberId> chosen) {
        access.requireAnywhere(actor, Permission.TEAMS_CREATE);
        return new TeamPane(
                slug(actor),
                null,
                "",
                false,
                teams.rights(actor).onboard(),
                List.of(),
                false,
                List.of(),
                store.people(actor.organization(), chosen),
                List.of(),
                null);
    }

    /**
     * The pane that edits a team, with what is to be changed so far. Refuses with {@code not.found}, and with {@code forbidden}
     * who may not edit it (TEA-3).
     */
    @Transactional(readOnly = true)
    public TeamPane open(Actor actor, TeamId id, List<MemberId> add, List<MemberId> remove, String typed) {
        var team = editable(actor, id);
        var members = members(actor, id, "", remove);
        return new TeamPane(
                slug(actor),
                team,
                team.name(),
                team.onboarding(),
                teams.rights(actor).onboard(),
                members,
                team.members() > members.size(),
                remove.stream().map(MemberId::toString).toList(),
                store.people(actor.organization(), add),
                typed.isBlank() ? List.of() : offer(actor, id, typed),
                null);
    }

    /** Members of a team for its pane: those to be removed, and those found by what was typed. Refuses as {@link #open}. */
    @Transactional(readOnly = true)
    public List<TeamPerson> find(Actor actor, TeamId id, String typed, List<MemberId> remove) {
        editable(actor, id);
        return members(actor, id, typed, remove);
    }

    /** Who can be put into a team, found by what was typed; those who are in it are not offered (TEA-4). Refuses as {@link #open}. */
    @Transactional(readOnly = true)
    public List<TeamPerson> candidates(Actor actor, TeamId id, String typed) {
        editable(actor, id);
        return offer(actor, id, typed);
    }

    /** A team that is to be deleted, and what that means (TEA-6). Refuses as {@link #open}. */
    @Transactional(readOnly = true)
    public DeletionView deletion(Actor actor, TeamId id) {
        var team = editable(actor, id);
        return new DeletionView(
                "/o/" + slug(actor) + "/teams",
                team,
                grants.ofHolder(actor, id.subject()).stream()
                        .filter(grant -> !grant.ended())
                        .toList(),
                null);
    }

    private Team editable(Actor actor, TeamId id) {
        var team = teams.get(actor, id);
        if (!teams.mayEdit(actor, team)) throw Refusal.forbidden();
        return team;
    }

    private List<TeamPerson> members(Actor actor, TeamId id, String typed, List<MemberId> remove) {
        var first = store.people(actor.organization(), store.inTeam(actor.organization(), id, remove));
        var shown = new HashSet<>(first.stream().map(TeamPerson::id).toList());
        return Stream.concat(
                        first.stream(),
                        people(actor, id, Map.of("q", typed)).rows().stream()
                                .map(TeamPerson::of)
                                .filter(person -> !shown.contains(person.id())))
                .toList();
    }

    private List<TeamPerson> offer(Actor actor, TeamId id, String typed) {
        var rows = members.page(actor, MemberListQuery.of(Map.of("q", typed))).rows();
        var there = new HashSet<>(store.inTeam(
                actor.organization(),
                id,
                rows.stream().map(row -> MemberId.parse(row.id())).toList()));
        return rows.stream()
                .filter(row -> row.standing() != Standing.TERMINATED && !there.contains(MemberId.parse(row.id())))
                .limit(OFFERED)
                .map(TeamPerson::of)
                .toList();
    }

    private MembersView people(Actor actor, TeamId id, Map<String, String> parameters) {
        var asked = new HashMap<String, String>();
        for (var name : List.of("q", "after", "before"))
            if (parameters.containsKey(name)) asked.put(name, parameters.get(name));
        asked.put("team", id.toString());
        return members.page(actor, MemberListQuery.of(asked));
    }

    /** The list's addresses end with the key to go on from, which means the same in a team's page. */
    private static @Nullable String at(String address, MembersView found, String direction, @Nullable String next) {
        if (next == null) return null;
        var text = found.query().text();
        var key = next.substring(next.lastIndexOf("&" + direction + "=") + 1);
        return address + "?"
                + (text.isEmpty() ? "" : "q=" + URLEncoder.encode(text, StandardCharsets.UTF_8) + "&")
                + key;
    }

    private String slug(Actor actor) {
        return organizations.get(actor.organization()).slug();
    }
}
