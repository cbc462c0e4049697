package dev.gatehouse.access;

import dev.gatehouse.platform.Actor;
import dev.gatehouse.platform.OrganizationId;
import dev.gatehouse.platform.Refusal;
import dev.gatehouse.platform.ScopeId;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** The places where roles are given. What they are, and what they are called, is the matter of the rooms that make them. */
@Service
public class Scopes {

    private static final int FOUND = 20;
    private static final int LONGEST = 100;

    /** So many fit into a plain list; beyond, one searches. */
    private static final int FEW = 30;

    private final ScopeStore store;
    private final Access access;
    private final Clock clock;

    Scopes(ScopeStore store, Access access, Clock clock) {
        this.store = store;
        this.access = access;
        this.clock = clock;
    }

    /** Makes a place inside another one. */
    @Transactional(propagation = Propagation.MANDATORY)
    public ScopeId add(Actor actor, ScopeKind kind, ScopeId parent) {
        return store.insert(actor.organization(), kind, parent);
    }

    /** Takes access to a place, and to what lies in it, away, or gives it back; the grants stay (ORG-2). Returns whether that changed anything. */
    @Transactional(propagation = Propagation.MANDATORY)
    public boolean setArchived(Actor actor, ScopeId scope, boolean archived) {
        return store.setArchived(actor.organization(), scope, archived ? clock.instant() : null);
    }

    /** One place. Every active member may see it (MEM-2). Refuses with {@code not.found}. */
    @Transactional(readOnly = true)
    public Place get(Actor actor, ScopeId scope) {
        access.require(actor, Permission.HUBS_READ);
        return store.find(actor.organization(), scope).orElseThrow(Refusal::notFound);
    }

    /** What a hub or repository is called; empty for the whole organization. For jobs and events, which nobody asked for. Refuses with {@code not.found}. */
    @Transactional(propagation = Propagation.MANDATORY)
    public String name(OrganizationId organization, ScopeId scope) {
        var place = store.find(organization, scope).orElseThrow(Refusal::notFound);
        return place.kind() == ScopeKind.ORGANIZATION ? "" : place.name();
    }

    /** Places that are not archived whose name contains what was typed, the widest first; some for nothing typed. */
    @Transactional(readOnly = true)
    public List<Place> search(Actor actor, String typed) {
        access.require(actor, Permission.HUBS_READ);
        var text = typed.strip();
        return store.search(
                actor.organization(), text.length() > LONGEST ? text.substring(0, LONGEST) : text, null, FOUND);
    }

    /** The hub of a repository, or a hub itself; empty for the whole organization. Refuses with {@code not.found}. */
    @Transactional(readOnly = true)
    public Optional<ScopeId> hubOf(Actor actor, ScopeId scope) {
        access.require(actor, Permission.HUBS_READ);
        var path = store.path(actor.organization(), scope);
        if (path.isEmpty()) throw Refusal.notFound();
        return path.size() < 2 ? Optional.empty() : Optional.of(path.get(path.size() - 2));
    }

    /**
     * What a form offers to choose a place from; archived ones are left out.
     *
     * @param mine only those where the actor may give roles
     * @param typed what is searched for, where there are many
     * @param wanted the place that is chosen; null for the first one
     */
    @Transactional(readOnly = true)
    public Places choice(Actor actor, boolean mine, String typed, @Nullable ScopeId wanted) {
        access.require(actor, Permission.HUBS_READ);
        var within = mine && !access.may(actor, Permission.ROLES_ASSIGN)
                ? access.placesOf(actor, Permission.ROLES_ASSIGN)
                : null;
        var text = typed.strip();
        if (text.length() > LONGEST) text = text.substring(0, LONGEST);
        var all = store.first(actor.organization(), within, FEW + 1);
        var many = all.size() > FEW;
        var shown = new ArrayList<>(many ? store.search(actor.organization(), text, within, FOUND) : all);
        var chosen =
                wanted == null ? null : store.find(actor.organization(), wanted).orElse(null);
        if (chosen == null && !shown.isEmpty()) chosen = shown.getFirst();
        if (chosen != null && !shown.contains(chosen) && !chosen.archived()) shown.addFirst(chosen);
        return new Places(List.copyOf(shown), many, chosen, text);
    }
}
