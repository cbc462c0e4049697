package dev.gatehouse.organizations;

import dev.gatehouse.access.Access;
import dev.gatehouse.access.Grants;
import dev.gatehouse.access.Permission;
import dev.gatehouse.access.PlaceHolders;
import dev.gatehouse.access.PredefinedRole;
import dev.gatehouse.access.Roles;
import dev.gatehouse.access.ScopeKind;
import dev.gatehouse.platform.Actor;
import dev.gatehouse.platform.ScopeId;
import java.util.Map;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What the pages of hubs and repositories show, with the buttons that the viewer may use. */
@Service
public class HubViews {

    private static final int NAMED = 2;
    private static final int AROUND = 8;

    private final Hubs hubs;
    private final Access access;
    private final Grants grants;
    private final Roles roles;

    HubViews(Hubs hubs, Access access, Grants grants, Roles roles) {
        this.hubs = hubs;
        this.access = access;
        this.grants = grants;
        this.roles = roles;
    }

    /** The list of hubs; a fixed number of questions, however many there are. */
    @Transactional(readOnly = true)
    public HubsView list(Actor actor, String slug, PlaceQuery query) {
        var page = hubs.page(actor, query);
        var ids = page.rows().stream().map(Hub::id).toList();
        Map<ScopeId, PlaceHolders> admins = grants.holders(actor, PredefinedRole.HUB_ADMIN, ids, NAMED);
        var mine = access.placesWhere(actor, Permission.ROLES_ASSIGN, ids);
        return new HubsView(
                slug,
                hubs.counts(actor),
                query,
                page.rows().stream()
                        .map(hub -> new HubsView.Row(
                                hub, admins.getOrDefault(hub.id(), PlaceHolders.NONE), mine.contains(hub.id())))
                        .toList(),
                HubsView.Pages.of(page, "/o/" + slug + "/hubs", query),
                access.may(actor, Permission.HUBS_MANAGE));
    }

    /** The page of a hub. Refuses with {@code not.found}. */
    @Transactional(readOnly = true)
    public HubView hub(Actor actor, String slug, ScopeId id, PlaceQuery query) {
        var hub = hubs.get(actor, id);
        var page = hubs.repositories(actor, id, query);
        return new HubView(
                slug,
                hub,
                query,
                page.rows(),
                HubsView.Pages.of(page, "/o/" + slug + "/hubs/" + id, query),
                at(actor, id, ScopeKind.HUB));
    }

    /** The page of a repository. Refuses with {@code not.found}. */
    @Transactional(readOnly = true)
    public RepositoryView repository(Actor actor, String slug, ScopeId hub, ScopeId id) {
        return new RepositoryView(slug, hubs.repository(actor, hub, id), at(actor, id, ScopeKind.REPOSITORY));
    }

    /** For panes and dialogs: refuses with {@code forbidden} who may not manage hubs. */
    @Transactional(readOnly = true)
    public void requireManager(Actor actor) {
        access.require(actor, Permission.HUBS_MANAGE);
    }

    private PlaceAccess at(Actor actor, ScopeId scope, ScopeKind kind) {
        var given = grants.at(actor, scope);
        var around = grants.around(actor, scope, AROUND + 1);
        var may = access.permissionsOf(actor, scope);
        return new PlaceAccess(
                given,
                grants.takeable(actor, given),
                around.size() > AROUND ? around.subList(0, AROUND) : around,
                around.size() > AROUND,
                roles.catalogue().stream()
                        .filter(entry -> may.contains(entry.permission())
                                && !entry.everybody()
                                && entry.kind().meansSomethingAt(kind))
                        .toList(),
                access.may(actor, Permission.HUBS_MANAGE),
                may.contains(Permission.ROLES_ASSIGN));
    }
}
