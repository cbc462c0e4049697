package dev.gatehouse.admission;

import dev.gatehouse.access.Access;
import dev.gatehouse.access.Gift;
import dev.gatehouse.access.Grants;
import dev.gatehouse.access.Level;
import dev.gatehouse.access.Permission;
import dev.gatehouse.access.Role;
import dev.gatehouse.access.RoleOffer;
import dev.gatehouse.access.Scopes;
import dev.gatehouse.organizations.DepartmentChoices;
import dev.gatehouse.organizations.Directory;
import dev.gatehouse.organizations.NewPeopleDefaults;
import dev.gatehouse.organizations.Organizations;
import dev.gatehouse.organizations.Policies;
import dev.gatehouse.platform.Actor;
import dev.gatehouse.platform.JobProfileId;
import dev.gatehouse.platform.Refusal;
import dev.gatehouse.platform.Retried;
import dev.gatehouse.platform.RoleId;
import dev.gatehouse.platform.ScopeId;
import dev.gatehouse.platform.TeamId;
import dev.gatehouse.teams.Team;
import dev.gatehouse.teams.Teams;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * What new people get where nobody says otherwise (ORG-6). Whoever sets it gives it to everybody who comes: so they must be allowed to
 * give the role and to put people into the team (ROL-3), and a role that administers is none for everybody.
 */
@Service
public class Defaults {

    private static final int TEAMS = 20;

    private final Policies policies;
    private final Organizations organizations;
    private final DepartmentChoices departments;
    private final Directory directory;
    private final Teams teams;
    private final Grants grants;
    private final Scopes scopes;
    private final Access access;

    Defaults(
            Policies policies,
            Organizations organizations,
            DepartmentChoices departments,
            Directory directory,
            Teams teams,
            Grants grants,
            Scopes scopes,
            Access access) {
        this.policies = policies;
        this.organizations = organizations;
        this.departments = departments;
        this.directory = directory;
        this.teams = teams;
        this.grants = grants;
        this.scopes = scopes;
        this.access = access;
    }

    /** What is set, and what may be chosen. */
    @Transactional(readOnly = true)
    public DefaultsView read(Actor actor) {
        access.require(actor, Permission.SETTINGS_EDIT);
        return view(actor, DefaultsForm.of(NewPeopleDefaults.of(policies.of(actor.organization()))), null);
    }

    /** The same with what is chosen so far, and what is wrong with it. */
    @Transactional(readOnly = true)
    public DefaultsView look(Actor actor, DefaultsForm form, @Nullable Refusal refusal) {
        access.require(actor, Permission.SETTINGS_EDIT);
        return view(actor, form, refusal);
    }

    /**
     * Sets what new people get. Refuses at its field what is not there; with {@code defaults.role} a role that administers, or that the
     * actor may not give; with {@code defaults.team} a team that they may put nobody into. What stays as it is is not asked for again.
     */
    @Retried
    @Transactional
    public void change(Actor actor, DefaultsForm form) {
        access.require(actor, Permission.SETTINGS_EDIT);
        var before = policies.lock(actor.organization());
        var role = id(form.role(), RoleId::parse);
        var team = id(form.team(), TeamId::parse);
        if (role != null && !role.equals(before.defaultRole())) requireRole(actor, role);
        if (team != null && !team.equals(before.defaultTeam())) requireTeam(actor, team);
        policies.change(
                actor,
                new NewPeopleDefaults(
                        role,
                        id(form.jobProfile(), JobProfileId::parse),
                        departments.read(actor.organization(), "department", form.department()),
                        team));
    }

    /** The role is held until the transaction ends, and so stays what it is. */
    private void requireRole(Actor actor, RoleId id) {
        if (offered(actor).stream().noneMatch(role -> role.id().equals(id)))
            throw Refusal.input("role", "defaults.role");
        grants.requireGivable(actor, List.of(Gift.of(id, ScopeId.of(actor.organization()))));
    }

    private void requireTeam(Actor actor, TeamId id) {
        if (teams.get(actor, List.of(id)).isEmpty()
                || !teams.beyond(actor, List.of(id)).isEmpty()) throw Refusal.input("team", "defaults.team");
    }

    private List<Role> offered(Actor actor) {
        var whole = scopes.get(actor, ScopeId.of(actor.organization()));
        return grants.offers(actor, whole).stream()
                .filter(RoleOffer::allowed)
                .map(RoleOffer::role)
                .filter(role -> role.level() == Level.MEMBER)
                .toList();
    }

    private DefaultsView view(Actor actor, DefaultsForm form, @Nullable Refusal refusal) {
        var policy = policies.of(actor.organization());
        var roles = new ArrayList<>(offered(actor));
        var present = policy.defaultRole();
        if (present != null && roles.stream().noneMatch(role -> role.id().equals(present)))
            grants.offers(actor, scopes.get(actor, ScopeId.of(actor.organization()))).stream()
                    .map(RoleOffer::role)
                    .filter(role -> role.id().equals(present))
                    .forEach(roles::add);
        return new DefaultsView(
                organizations.get(actor.organization()).slug(),
                form,
                roles,
                directory.jobProfiles(actor.organization()),
                departments.offer(actor.organization(), form.department()),
                teams(actor, form, policy.defaultTeam()),
                refusal);
    }

    private List<Team> teams(Actor actor, DefaultsForm form, @Nullable TeamId present) {
        var shown = new ArrayList<Team>();
        var chosen = id(form.team(), TeamId::parse);
        for (var id : List.of(Objects.toString(chosen, ""), Objects.toString(present, "")))
            if (!id.isEmpty()
                    && shown.stream().noneMatch(team -> team.id().toString().equals(id)))
                shown.addAll(teams.get(actor, List.of(TeamId.parse(id))));
        for (var team : teams.open(actor, form.find(), TEAMS)) if (!shown.contains(team)) shown.add(team);
        return shown;
    }

    /** What was never in the list is not there. */
    private static <T> @Nullable T id(String typed, Function<String, T> parse) {
        return typed.isEmpty() ? null : parse.apply(typed);
    }
}
