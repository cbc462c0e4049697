package dev.gatehouse.access;

import dev.gatehouse.platform.Actor;
import dev.gatehouse.platform.Refusal;
import dev.gatehouse.platform.ScopeId;
import java.time.Clock;
import java.util.List;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** The places where roles are given. What they are, and what they are called, is the matter of the rooms that make them. */
@Service
public class Scopes {

    private static final int FOUND = 20;
    private static final int LONGEST = 100;

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

    /** Places that are not archived whose name contains what was typed, the widest first; some for nothing typed. */
    @Transactional(readOnly = true)
    public List<Place> search(Actor actor, String typed) {
        access.require(actor, Permission.HUBS_READ);
        var text = typed.strip();
        return store.search(actor.organization(), text.length() > LONGEST ? text.substring(0, LONGEST) : text, FOUND);
    }
}
