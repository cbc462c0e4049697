package dev.gatehouse.permissions;

import dev.gatehouse.access.Access;
import dev.gatehouse.access.CatalogueEntry;
import dev.gatehouse.access.Gift;
import dev.gatehouse.access.Grant;
import dev.gatehouse.access.Grants;
import dev.gatehouse.access.LastDay;
import dev.gatehouse.access.Permission;
import dev.gatehouse.access.Place;
import dev.gatehouse.access.Places;
import dev.gatehouse.access.RoleName;
import dev.gatehouse.access.Roles;
import dev.gatehouse.access.ScopeKind;
import dev.gatehouse.access.Scopes;
import dev.gatehouse.members.Member;
import dev.gatehouse.members.MemberList;
import dev.gatehouse.members.MemberListQuery;
import dev.gatehouse.members.Members;
import dev.gatehouse.platform.Actor;
import dev.gatehouse.platform.GrantId;
import dev.gatehouse.platform.MemberId;
import dev.gatehouse.platform.Refusal;
import dev.gatehouse.platform.RoleId;
import dev.gatehouse.platform.ScopeId;
import dev.gatehouse.platform.TeamId;
import dev.gatehouse.teams.Team;
import dev.gatehouse.teams.Teams;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Giving and taking roles by hand: what the panes offer, and what they do (ROL-2, ROL-3, ROL-4). */
@Service
public class Giving {

    /** What was given. */
    record Given(String holder, RoleName role, String back) {}

    private static final int TEAMS = 6;
    private static final int PEOPLE = 10;

    private final Access access;
    private final Grants grants;
    private final Roles roles;
    private final Scopes scopes;
    private final Members members;
    private final MemberList list;
    private final Teams teams;
    private final Clock clock;

    Giving(
            Access access,
            Grants grants,
            Roles roles,
            Scopes scopes,
            Members members,
            MemberList list,
            Teams teams,
            Clock clock) {
        this.access = access;
        this.grants = grants;
        this.roles = roles;
        this.scopes = scopes;
        this.members = members;
        this.list = list;
        this.teams = teams;
        this.clock = clock;
    }

    /**
     * What the pane shows. Refuses with {@code forbidden} who may give no role anywhere, or not at the place that it is about, and
     * with {@code not.found} what it is about where that is not there.
     */
    @Transactional(readOnly = true)
    public GiveView pane(Actor actor, String slug, GiveForm form, ZoneId zone) {
        access.requireAnywhere(actor, Permission.ROLES_ASSIGN);
        var today = LocalDate.ofInstant(clock.instant(), zone).toString();
        if (form.placeFixed()) {
            var place = scopes.get(actor, ScopeId.parse(form.scope()));
            access.require(actor, Permission.ROLES_ASSIGN, place.id());
            var chosen = form.holder().isEmpty() ? null : holder(actor, form.holder());
            return new GiveView(
                    slug,
                    address(actor, slug, place),
                    "scope",
                    form.scope(),
                    chosen,
                    place,
                    null,
                    holders(actor, form.find(), chosen),
                    grants.offers(actor, place),
                    form.role(),
                    form.until(),
                    form.find(),
                    today,
                    null);
        }
        var holder = fixedHolder(actor, form);
        var places =
                scopes.choice(actor, true, form.find(), form.scope().isEmpty() ? null : ScopeId.parse(form.scope()));
        var place = places.chosen();
        return new GiveView(
                slug,
                "/o/" + slug + (holder.team() ? "/teams/" + form.team() : "/members/" + form.member()),
                holder.team() ? "team" : "member",
                holder.team() ? form.team() : form.member(),
                holder,
                place,
                places,
                List.of(),
                place == null ? List.of() : grants.offers(actor, place),
                form.role(),
                form.until(),
                form.find(),
                today,
                null);
    }

    /** The places that a pane offers while one types. */
    @Transactional(readOnly = true)
    public Places places(Actor actor, boolean mine, String typed, String chosen) {
        return scopes.choice(actor, mine, typed, chosen.isEmpty() ? null : ScopeId.parse(chosen));
    }

    /** The members and teams that a pane offers while one types. */
    @Transactional(readOnly = true)
    public List<Holder> holders(Actor actor, String typed, String chosen) {
        access.require(actor, Permission.MEMBERS_READ);
        return holders(actor, typed, chosen.isEmpty() ? null : holder(actor, chosen));
    }

    /** Who is chosen in a pane. Refuses with {@code not.found}. */
    @Transactional(readOnly = true)
    public Holder holder(Actor actor, String key) {
        access.require(actor, Permission.MEMBERS_READ);
        if (key.startsWith("team:")) return holder(teams.get(actor, TeamId.parse(key.substring("team:".length()))));
        if (key.startsWith("member:"))
            return holder(members.get(actor, MemberId.parse(key.substring("member:".length()))));
        throw Refusal.notFound();
    }

    /**
     * Gives the role. Refuses what is not chosen at its field, and as {@link Grants#give}.
     *
     * @param zone the end of the last day is that of this zone
     */
    @Transactional
    public Given give(Actor actor, String slug, GiveForm form, ZoneId zone) {
        access.requireAnywhere(actor, Permission.ROLES_ASSIGN);
        if (form.placeFixed() && form.holder().isEmpty()) throw Refusal.input("holder", "grants.holder");
        if (form.scope().isEmpty()) throw Refusal.input("scope", "grants.place");
        if (form.role().isEmpty()) throw Refusal.input("role", "grants.role");
        var holder = form.placeFixed() ? holder(actor, form.holder()) : fixedHolder(actor, form);
        var role = roles.get(actor, RoleId.parse(form.role()));
        var place = scopes.get(actor, ScopeId.parse(form.scope()));
        grants.give(actor, holder.subject(), new Gift(role.id(), place.id(), LastDay.end(form.until(), zone)));
        var back = form.placeFixed()
                ? address(actor, slug, place)
                : "/o/" + slug + (holder.team() ? "/teams/" + form.team() : "/members/" + form.member());
        return new Given(holder.name(), role.name(), back);
    }

    /** What the dialog says before a role is taken. Refuses with {@code forbidden} where the actor may not, and with {@code not.found}. */
    @Transactional(readOnly = true)
    public TakeView taking(Actor actor, String slug, GrantId id, @Nullable String back) {
        var grant = grants.get(actor, id);
        if (grants.takeable(actor, List.of(grant)).isEmpty()) throw Refusal.forbidden();
        var held = roles.get(actor, grant.role()).permissions();
        return new TakeView(
                "/o/" + slug + "/grants/" + id + "/removal",
                back == null ? holderAddress(slug, grant) : back,
                grant,
                roles.catalogue().stream()
                        .filter(entry -> held.contains(entry.permission()) && !entry.everybody())
                        .map(CatalogueEntry::permission)
                        .map(Permission::key)
                        .toList(),
                grant.team() == null ? 0 : teams.get(actor, grant.team()).members());
    }

    /** Takes the role away, as {@link Grants#take}. */
    @Transactional
    public Given take(Actor actor, String slug, GrantId id, @Nullable String back) {
        var grant = grants.take(actor, id);
        return new Given(grant.holderName(), grant.roleName(), back == null ? holderAddress(slug, grant) : back);
    }

    private Holder fixedHolder(Actor actor, GiveForm form) {
        return form.team().isEmpty()
                ? holder(members.get(actor, MemberId.parse(form.member())))
                : holder(teams.get(actor, TeamId.parse(form.team())));
    }

    private List<Holder> holders(Actor actor, String typed, @Nullable Holder chosen) {
        var found = new ArrayList<Holder>();
        if (chosen != null) found.add(chosen);
        for (var team : teams.search(actor, typed, TEAMS)) found.add(holder(team));
        var rows =
                list.page(actor, MemberListQuery.of(Map.of("q", typed.strip()))).rows();
        var ids =
                rows.stream().limit(PEOPLE).map(row -> MemberId.parse(row.id())).toList();
        for (var member : members.byIds(actor, ids)) found.add(holder(member));
        return found.stream().distinct().toList();
    }

    private String address(Actor actor, String slug, Place place) {
        if (place.kind() == ScopeKind.ORGANIZATION) return "/o/" + slug + "/roles";
        if (place.kind() == ScopeKind.HUB) return "/o/" + slug + "/hubs/" + place.id();
        var hub = scopes.hubOf(actor, place.id()).orElse(place.id());
        return "/o/" + slug + "/hubs/" + hub + "/repositories/" + place.id();
    }

    private static String holderAddress(String slug, Grant grant) {
        if (grant.team() != null) return "/o/" + slug + "/teams/" + grant.team();
        return "/o/" + slug + "/members" + (grant.member() == null ? "" : "/" + grant.member());
    }

    private static Holder holder(Member member) {
        var hint = member.email() == null || member.email().equals(member.label()) ? "" : member.email();
        return new Holder("member:" + member.id(), member.subject(), member.label(), hint, false);
    }

    private static Holder holder(Team team) {
        return new Holder(
                "team:" + team.id(), team.id().subject(), team.name(), Integer.toString(team.members()), true);
    }
}
