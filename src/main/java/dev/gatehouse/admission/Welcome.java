package dev.gatehouse.admission;

import dev.gatehouse.access.Access;
import dev.gatehouse.access.Gift;
import dev.gatehouse.access.Grants;
import dev.gatehouse.access.Permission;
import dev.gatehouse.access.RoleName;
import dev.gatehouse.access.Roles;
import dev.gatehouse.access.Scopes;
import dev.gatehouse.admission.InitialPermissionStore.Promise;
import dev.gatehouse.audit.Audit;
import dev.gatehouse.audit.Event;
import dev.gatehouse.members.Member;
import dev.gatehouse.members.Members;
import dev.gatehouse.messages.Messages;
import dev.gatehouse.messages.Outgoing;
import dev.gatehouse.messages.Template;
import dev.gatehouse.organizations.Organizations;
import dev.gatehouse.platform.Actor;
import dev.gatehouse.platform.MemberId;
import dev.gatehouse.platform.Origin;
import dev.gatehouse.platform.RoleId;
import dev.gatehouse.platform.RowSource;
import dev.gatehouse.platform.ScopeId;
import dev.gatehouse.platform.Settings;
import dev.gatehouse.platform.TeamId;
import dev.gatehouse.teams.Teams;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** What new members get: what they were promised, as far as that may still be given, else what everybody new gets (INV-2, INV-6). */
@Service
class Welcome {

    /** More admins than that need not be told; one of them will act. */
    private static final int TOLD = 10;

    private static final Duration NEWS = Duration.ofDays(14);

    private final InitialPermissionStore store;
    private final Members members;
    private final Teams teams;
    private final Access access;
    private final Grants grants;
    private final Roles roles;
    private final Scopes scopes;
    private final Organizations organizations;
    private final Messages messages;
    private final Audit audit;
    private final Settings settings;
    private final Clock clock;

    Welcome(
            InitialPermissionStore store,
            Members members,
            Teams teams,
            Access access,
            Grants grants,
            Roles roles,
            Scopes scopes,
            Organizations organizations,
            Messages messages,
            Audit audit,
            Settings settings,
            Clock clock) {
        this.store = store;
        this.members = members;
        this.teams = teams;
        this.access = access;
        this.grants = grants;
        this.roles = roles;
        this.scopes = scopes;
        this.organizations = organizations;
        this.messages = messages;
        this.audit = audit;
        this.settings = settings;
        this.clock = clock;
    }

    /** Notes what people get once they are in. The caller has checked that the actor may give it. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void promise(Actor actor, List<MemberId> people, InitialPermissions promised) {
        store.insert(actor.organization(), people, promised, actor.member());
    }

    /** The same of many who wait in a table, as {@link Admission#promise} says. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void promise(Actor actor, RowSource people, List<TeamId> teams, Set<RoleId> roles) {
        store.insert(actor.organization(), people, teams, roles, actor.member());
    }

    /**
     * Gives a new member what was promised. What whoever promised it may not give any more is left out, and the organization's
     * admins are told (ROL-3). Whoever got something before, by hand or in a team, counts as somebody with permissions of their own.
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void give(Actor actor, Member member) {
        var byGiver = new LinkedHashMap<@Nullable MemberId, List<Promise>>();
        for (var promise : store.take(actor.organization(), member.id()))
            byGiver.computeIfAbsent(promise.by(), _ -> new ArrayList<>()).add(promise);
        var hadSome = members.hasPermissions(actor, member);
        var invited = InitialPermissions.NONE;
        for (var entry : byGiver.entrySet()) {
            var still = stillGiven(actor, member, entry.getKey(), promised(entry.getValue()));
            apply(actor, member, still, entry.getKey());
            invited = invited.and(still);
        }
        var onboarding = hadSome ? List.<TeamId>of() : teams.onboarding(actor.organization());
        var granted = Precedence.of(invited, InitialPermissions.NONE, onboarding);
        apply(actor, member, granted.without(invited.teams(), invited.gifts()), null);
    }

    private void apply(Actor actor, Member member, InitialPermissions permissions, @Nullable MemberId giver) {
        if (!permissions.teams().isEmpty())
            teams.join(actor, member.id(), member.subject(), permissions.teams(), giver);
        grants.give(actor, List.of(member.subject()), permissions.gifts(), giver);
    }

    private InitialPermissions stillGiven(
            Actor actor, Member member, @Nullable MemberId giver, InitialPermissions promised) {
        if (giver == null) return promised;
        var promiser = members.find(actor, giver).map(Welcome::asActor).orElse(null);
        var now = clock.instant();
        var over = promised.gifts().stream()
                .filter(gift -> gift.expiresAt() != null && !gift.expiresAt().isAfter(now))
                .toList();
        var lessTeams = promiser == null ? promised.teams() : teams.beyond(promiser, promised.teams());
        var lessGifts = promiser == null ? promised.gifts() : access.beyond(promiser, promised.gifts());
        if (!lessTeams.isEmpty() || !lessGifts.isEmpty()) tell(actor, member, lessTeams, lessGifts);
        return promised.without(lessTeams, lessGifts).without(List.of(), over);
    }

    /** Whoever promised something, as if they gave it now; null for somebody who never came in. */
    private static @Nullable Actor asActor(Member giver) {
        return giver.account() == null
                ? null
                : Actor.member(giver.organization(), giver.account(), giver.id(), giver.subject(), Origin.SERVER);
    }

    private void tell(Actor actor, Member member, List<TeamId> lessTeams, List<Gift> lessGifts) {
        var names = new ArrayList<String>();
        for (var gift : lessGifts) {
            var name = roles.name(actor.organization(), gift.role());
            names.add(key(name));
            var event = Event.of("role.left_out", "member", member.id().value()).with("role", key(name));
            var place = scopes.name(actor.organization(), gift.scope());
            audit.record(actor, place.isEmpty() ? event : event.with("scope", place));
        }
        for (var name : teams.names(actor.organization(), lessTeams)) {
            names.add(name);
            audit.record(
                    actor,
                    Event.of("team.left_out", "member", member.id().value()).with("team", name));
        }
        var organization = organizations.get(actor.organization());
        var admins = access.whoMay(
                actor.organization(), Permission.ROLES_ASSIGN, ScopeId.of(actor.organization()), null, TOLD);
        messages.stage(
                actor.organization(),
                members.bySubjects(actor, admins).stream()
                        .filter(admin -> admin.email() != null)
                        .map(admin -> new Outgoing(
                                Template.PERMISSIONS_LEFT_OUT,
                                admin.language(),
                                admin.id(),
                                null,
                                Objects.requireNonNull(admin.email()),
                                Map.of(
                                        "organization",
                                        organization.name(),
                                        "name",
                                        member.label(),
                                        "number",
                                        Integer.toString(names.size()),
                                        "link",
                                        settings.publicUrl() + "/o/" + organization.slug() + "/members/" + member.id()),
                                clock.instant().plus(NEWS)))
                        .toList());
    }

    private static InitialPermissions promised(List<Promise> promises) {
        return new InitialPermissions(
                promises.stream().map(Promise::team).filter(Objects::nonNull).toList(),
                promises.stream().map(Promise::gift).filter(Objects::nonNull).toList());
    }

    private static String key(RoleName name) {
        return name.predefined() == null ? name.name() : name.predefined();
    }
}
