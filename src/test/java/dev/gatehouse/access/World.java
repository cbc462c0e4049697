package dev.gatehouse.access;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.gatehouse.access.Model.Given;
import dev.gatehouse.access.Model.Scope;
import dev.gatehouse.platform.AccountId;
import dev.gatehouse.platform.Actor;
import dev.gatehouse.platform.MemberId;
import dev.gatehouse.platform.OrganizationId;
import dev.gatehouse.platform.Origin;
import dev.gatehouse.platform.RoleId;
import dev.gatehouse.platform.ScopeId;
import dev.gatehouse.platform.SubjectId;
import dev.gatehouse.platform.Timestamps;
import dev.gatehouse.testing.House;
import dev.gatehouse.testing.Tenant;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** An organization made at random, in the database and in the model alike: places, roles, people, teams, and what was given to whom. */
final class World {

    private static final int HUBS = 3;
    private static final int REPOSITORIES = 2;
    private static final int CUSTOM_ROLES = 4;
    private static final int MEMBERS = 7;
    private static final int TEAMS = 4;
    private static final int GRANTS = 24;

    final Model model = new Model();
    final Tenant tenant;
    final OrganizationId organization;
    private final House house;
    private final JdbcClient owner;
    private final Random random;

    World(House house, Random random) {
        this.house = house;
        this.random = random;
        owner = house.asOwner();
        tenant = house.tenant("World");
        organization = tenant.id();
        model.now = house.clock().instant();
        places();
        roles();
        people();
        for (var i = 0; i < GRANTS; i++) give(random.nextInt(3) == 0 ? anyTeam() : anyMember());
    }

    /** Somebody who asks; what they may depends on their grants alone. */
    Actor actor(SubjectId subject) {
        return Actor.member(
                organization,
                new AccountId(UUID.nameUUIDFromBytes(subject.toString().getBytes(UTF_8))),
                new MemberId(subject.value()),
                subject,
                Origin.SERVER);
    }

    /** Somebody who came in by the usual way, with the role Member, becomes one of those whom the model knows. */
    void adopt(Actor actor) {
        var subject = Objects.requireNonNull(actor.subject());
        model.members.put(subject, true);
        var member = house.gift(tenant, PredefinedRole.MEMBER, ScopeId.of(organization));
        model.grants.add(new Given(subject, member.role(), member.scope(), null, false));
    }

    <T> T any(Iterable<T> from) {
        var all = new ArrayList<T>();
        from.forEach(all::add);
        return all.get(random.nextInt(all.size()));
    }

    SubjectId anyMember() {
        return any(sorted(model.members.keySet()));
    }

    SubjectId anyTeam() {
        return any(sorted(model.teams.keySet()));
    }

    ScopeId anyScope() {
        return any(model.scopes.keySet().stream()
                .sorted((a, b) -> a.value().compareTo(b.value()))
                .toList());
    }

    RoleId anyRole() {
        return any(model.roles.keySet().stream()
                .sorted((a, b) -> a.value().compareTo(b.value()))
                .toList());
    }

    Permission anyPermission() {
        return new Permission(any(model.catalogue.keySet().stream().sorted().toList()));
    }

    private void places() {
        var whole = ScopeId.of(organization);
        model.scopes.put(whole, new Scope(whole, ScopeKind.ORGANIZATION, null, false));
        for (var h = 0; h < HUBS; h++) {
            var hub = place(ScopeKind.HUB, whole, "Hub " + h);
            for (var r = 0; r < REPOSITORIES; r++) place(ScopeKind.REPOSITORY, hub, "Repository " + r);
        }
    }

    private ScopeId place(ScopeKind kind, ScopeId parent, String name) {
        var archived = random.nextInt(6) == 0;
        var id = new ScopeId(owner.sql("""
                insert into scope (organization_id, id, kind, parent_id, path, archived_at)
                select :organization, fresh.id, :kind, :parent, fresh.id || above.path, :archived::timestamptz
                  from scope above, (select uuidv7() as id) fresh where above.organization_id = :organization and above.id = :parent
                returning id
                """)
                .param("organization", organization.value())
                .param("kind", kind.key())
                .param("parent", parent.value())
                .param("archived", archived ? Timestamps.utc(model.now) : null)
                .query(UUID.class)
                .single());
        var statement = kind == ScopeKind.HUB
                ? "insert into hub (organization_id, id, name, created_at) values (:organization, :id, :name, :now)"
                : "insert into repository (organization_id, id, hub_id, name, created_at) values (:organization, :id, :parent, :name, :now)";
        owner.sql(statement)
                .param("organization", organization.value())
                .param("id", id.value())
                .param("parent", parent.value())
                .param("name", name)
                .param("now", Timestamps.utc(model.now))
                .update();
        model.scopes.put(id, new Scope(id, kind, parent, archived));
        return id;
    }

    private void roles() {
        var face = house.get(Roles.class);
        for (var entry : face.catalogue())
            model.catalogue.put(entry.permission().key(), entry);
        for (var i = 0; i < CUSTOM_ROLES; i++) {
            Set<String> permissions = new LinkedHashSet<>();
            // One that not everybody holds anyway: a role of nothing else is refused.
            permissions.add(any(model.catalogue.values().stream()
                    .filter(entry -> !entry.everybody())
                    .map(entry -> entry.permission().key())
                    .sorted()
                    .toList()));
            while (permissions.size() < 1 + random.nextInt(5))
                permissions.add(anyPermission().key());
            if (random.nextBoolean()) permissions.add(Permission.ROLES_ASSIGN.key());
            face.create(tenant.admin(), new RoleForm("Custom " + i, "", permissions));
        }
        for (var role : face.all(tenant.admin())) model.roles.put(role.id(), role);
    }

    private void people() {
        for (var i = 0; i < MEMBERS; i++) {
            var active = random.nextInt(5) > 0;
            model.members.put(subject("member", active), active);
        }
        for (var i = 0; i < TEAMS; i++) {
            var team = subject("team", true);
            owner.sql(
                            "insert into team (organization_id, id, name, created_at) values (:organization, :id, :name, :now)")
                    .param("organization", organization.value())
                    .param("id", team.value())
                    .param("name", "Team " + i)
                    .param("now", Timestamps.utc(model.now))
                    .update();
            var inside = new HashSet<SubjectId>();
            for (var member : sorted(model.members.keySet())) {
                if (random.nextInt(3) > 0) continue;
                inside.add(member);
                owner.sql("""
                        insert into team_member (organization_id, team_id, subject_id, added_at) values (:organization, :team, :member, :now)
                        """)
                        .param("organization", organization.value())
                        .param("team", team.value())
                        .param("member", member.value())
                        .param("now", Timestamps.utc(model.now))
                        .update();
            }
            model.teams.put(team, inside);
        }
    }

    private SubjectId subject(String kind, boolean active) {
        return new SubjectId(owner.sql("""
                insert into permission_subject (organization_id, kind, active) values (:organization, :kind, :active) returning id
                """)
                .param("organization", organization.value())
                .param("kind", kind)
                .param("active", active)
                .query(UUID.class)
                .single());
    }

    /** Something at random, somewhere, and perhaps over already. */
    void give(SubjectId holder) {
        var role = anyRole();
        var scope = anyScope();
        @Nullable
        Instant expires =
                switch (random.nextInt(6)) {
                    case 0 -> model.now.minus(Duration.ofDays(1));
                    case 1 -> model.now;
                    case 2 -> model.now.plus(Duration.ofDays(1));
                    default -> null;
                };
        var ended = expires != null && !expires.isAfter(model.now) && random.nextBoolean();
        var added = owner.sql("""
                insert into role_grant (organization_id, subject_id, role_id, scope_id, granted_at, expires_at, ended_at)
                values (:organization, :holder, :role, :scope, :now, :expires::timestamptz, :ended::timestamptz)
                    on conflict do nothing
                """)
                .param("organization", organization.value())
                .param("holder", holder.value())
                .param("role", role.value())
                .param("scope", scope.value())
                .param("now", Timestamps.utc(model.now))
                .param("expires", expires == null ? null : Timestamps.utc(expires))
                .param("ended", ended && expires != null ? Timestamps.utc(expires) : null)
                .update();
        if (added == 1) model.grants.add(new Given(holder, role, scope, expires, ended));
    }

    private static List<SubjectId> sorted(Set<SubjectId> subjects) {
        return subjects.stream()
                .sorted((a, b) -> a.value().compareTo(b.value()))
                .toList();
    }
}
