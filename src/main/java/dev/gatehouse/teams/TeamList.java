package dev.gatehouse.teams;

import dev.gatehouse.access.Access;
import dev.gatehouse.access.Permission;
import dev.gatehouse.organizations.Organizations;
import dev.gatehouse.platform.Actor;
import java.time.Clock;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Seeing and finding the teams of an organization. Every active member may (MEM-2); the actions differ. */
@Service
public class TeamList {

    /** Rows of a page. */
    public static final int PAGE = 50;

    private final TeamListStore store;
    private final Teams teams;
    private final Access access;
    private final Organizations organizations;
    private final Clock clock;

    TeamList(TeamListStore store, Teams teams, Access access, Organizations organizations, Clock clock) {
        this.store = store;
        this.teams = teams;
        this.access = access;
        this.organizations = organizations;
        this.clock = clock;
    }

    /** One page of the list, by name. */
    @Transactional(readOnly = true)
    public TeamsView page(Actor actor, TeamListQuery query) {
        access.require(actor, Permission.TEAMS_READ);
        var found = store.page(actor.organization(), query, actor.member(), PAGE + 1);
        var more = found.size() > PAGE;
        var listed = more ? found.subList(0, PAGE) : found;
        if (query.backward()) listed = listed.reversed();
        var gives = store.gives(
                actor.organization(),
                listed.stream().map(row -> row.team().id()).toList(),
                clock.instant());
        var home = "/o/" + organizations.get(actor.organization()).slug();
        var address = home + "/teams";
        var hasPrevious = query.from() != null && (!query.backward() || more);
        var hasNext = query.backward() || more;
        return new TeamsView(
                address,
                home + "/grants/new",
                query,
                listed.stream()
                        .map(row -> new TeamsView.Row(
                                row.team(), row.maker(), gives.get(row.team().id())))
                        .toList(),
                store.count(actor.organization(), query, actor.member()),
                listed.isEmpty() || !hasPrevious
                        ? null
                        : query.at(address, "before", listed.getFirst().key()),
                listed.isEmpty() || !hasNext
                        ? null
                        : query.at(address, "after", listed.getLast().key()),
                teams.rights(actor));
    }
}
