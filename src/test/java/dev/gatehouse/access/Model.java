package dev.gatehouse.access;

import dev.gatehouse.platform.RoleId;
import dev.gatehouse.platform.ScopeId;
import dev.gatehouse.platform.SubjectId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The rules of who may do what (ROL-2, ROL-3, ORG-2, ORG-3), slow and obvious: loops over lists, as one would explain them.
 * It shares nothing with the server's statements but the words.
 */
final class Model {

    record Scope(ScopeId id, ScopeKind kind, @Nullable ScopeId parent, boolean archived) {}

    record Given(
            SubjectId holder,
            RoleId role,
            ScopeId scope,
            @Nullable Instant expires,
            boolean ended) {}

    final Map<ScopeId, Scope> scopes = new HashMap<>();
    final Map<RoleId, Role> roles = new HashMap<>();
    final Map<String, CatalogueEntry> catalogue = new HashMap<>();
    final Map<SubjectId, Boolean> members = new HashMap<>();
    final Map<SubjectId, Set<SubjectId>> teams = new HashMap<>();
    final List<Given> grants = new ArrayList<>();
    Instant now = Instant.EPOCH;

    boolean may(SubjectId member, Permission permission, ScopeId place) {
        if (!active(member)) return false;
        if (entry(permission).everybody()) return true;
        if (archived(place)) return false;
        return holds(member, permission, place);
    }

    /** Whether an active member holds a permission at a place, archived or not. */
    boolean holds(SubjectId member, Permission permission, ScopeId place) {
        if (!active(member)) return false;
        for (var grant : grants)
            if (live(grant)
                    && holders(member).contains(grant.holder())
                    && path(place).contains(grant.scope())
                    && role(grant).permissions().contains(permission)) return true;
        return false;
    }

    boolean mayGive(SubjectId member, RoleId role, ScopeId place) {
        var wanted = Objects.requireNonNull(roles.get(role));
        var at = Objects.requireNonNull(scopes.get(place)).kind();
        if (!wanted.kinds().contains(at)) return false;
        if (!holds(member, Permission.ROLES_ASSIGN, place)) return false;
        for (var permission : wanted.permissions()) {
            var entry = entry(permission);
            if (entry.everybody() || entry.kind().compareTo(at) < 0) continue;
            if (!holds(member, permission, place)) return false;
        }
        return true;
    }

    /** Whether a member may put somebody into a team: they must be able to give each thing that it gives. */
    boolean mayFill(SubjectId member, SubjectId team) {
        for (var grant : grants)
            if (grant.holder().equals(team) && live(grant) && !mayGive(member, grant.role(), grant.scope()))
                return false;
        return true;
    }

    Set<ScopeId> reach(SubjectId member, Permission permission, ScopeKind kind) {
        var found = new HashSet<ScopeId>();
        for (var scope : scopes.values())
            if (scope.kind() == kind && !archived(scope.id()) && holds(member, permission, scope.id()))
                found.add(scope.id());
        return found;
    }

    Set<SubjectId> whoMay(Permission permission, ScopeId place) {
        var found = new HashSet<SubjectId>();
        for (var member : members.keySet()) if (!archived(place) && holds(member, permission, place)) found.add(member);
        return found;
    }

    boolean archived(ScopeId place) {
        for (var id : path(place)) if (Objects.requireNonNull(scopes.get(id)).archived()) return true;
        return false;
    }

    private boolean active(SubjectId member) {
        return Objects.requireNonNull(members.get(member));
    }

    private boolean live(Given grant) {
        return !grant.ended() && (grant.expires() == null || grant.expires().isAfter(now));
    }

    private Set<SubjectId> holders(SubjectId member) {
        var holders = new HashSet<SubjectId>();
        holders.add(member);
        for (var team : teams.entrySet()) if (team.getValue().contains(member)) holders.add(team.getKey());
        return holders;
    }

    private List<ScopeId> path(ScopeId place) {
        var path = new ArrayList<ScopeId>();
        for (@Nullable ScopeId at = place;
                at != null;
                at = Objects.requireNonNull(scopes.get(at)).parent()) path.add(at);
        return path;
    }

    private Role role(Given grant) {
        return Objects.requireNonNull(roles.get(grant.role()));
    }

    private CatalogueEntry entry(Permission permission) {
        return Objects.requireNonNull(catalogue.get(permission.key()));
    }
}
