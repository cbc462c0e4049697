package dev.gatehouse.organizations;

import dev.gatehouse.access.Access;
import dev.gatehouse.access.Permission;
import dev.gatehouse.access.ScopeKind;
import dev.gatehouse.access.Scopes;
import dev.gatehouse.audit.Audit;
import dev.gatehouse.audit.Event;
import dev.gatehouse.platform.Actor;
import dev.gatehouse.platform.OneLine;
import dev.gatehouse.platform.Refusal;
import dev.gatehouse.platform.Retried;
import dev.gatehouse.platform.ScopeId;
import dev.gatehouse.platform.Slice;
import java.time.Clock;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Hubs and their repositories (ORG-2). Each has a place of the same id, where roles are given. In an archived hub nothing
 * changes until it is restored. Locks are taken in one order: the hub's place, then the repository's.
 */
@Service
public class Hubs {

    private static final int PAGE = 50;
    private static final int LONGEST_NAME = 100;

    private final HubStore store;
    private final Access access;
    private final Scopes scopes;
    private final Audit audit;
    private final Clock clock;

    Hubs(HubStore store, Access access, Scopes scopes, Audit audit, Clock clock) {
        this.store = store;
        this.access = access;
        this.scopes = scopes;
        this.audit = audit;
        this.clock = clock;
    }

    /** How many hubs are not archived, and how many are. */
    public record Counts(long open, long archived) {}

    /** Hubs by name. Every active member may see them (MEM-2). */
    @Transactional(readOnly = true)
    public Slice<Hub> page(Actor actor, PlaceQuery query) {
        access.require(actor, Permission.HUBS_READ);
        var rows = store.hubs(actor.organization(), query, PAGE + 1);
        return Slice.of(
                rows,
                PAGE,
                query.from() != null,
                query.backward(),
                hub -> PlaceKey.of(hub.sortKey(), hub.id().value()));
    }

    /** How many hubs there are. */
    @Transactional(readOnly = true)
    public Counts counts(Actor actor) {
        access.require(actor, Permission.HUBS_READ);
        var counts = store.counts(actor.organization());
        return new Counts(counts[0], counts[1]);
    }

    /** One hub. Refuses with {@code not.found}. */
    @Transactional(readOnly = true)
    public Hub get(Actor actor, ScopeId id) {
        access.require(actor, Permission.HUBS_READ);
        return find(actor, id);
    }

    /** The repositories of a hub by name. Refuses with {@code not.found}. */
    @Transactional(readOnly = true)
    public Slice<Repository> repositories(Actor actor, ScopeId hub, PlaceQuery query) {
        access.require(actor, Permission.HUBS_READ);
        find(actor, hub);
        var rows = store.repositories(actor.organization(), hub, query, PAGE + 1);
        return Slice.of(
                rows,
                PAGE,
                query.from() != null,
                query.backward(),
                repository -> PlaceKey.of(repository.sortKey(), repository.id().value()));
    }

    /** One repository of a hub. Refuses with {@code not.found}. */
    @Transactional(readOnly = true)
    public Repository repository(Actor actor, ScopeId hub, ScopeId id) {
        access.require(actor, Permission.HUBS_READ);
        return findRepository(actor, hub, id);
    }

    /** Makes a hub. Refuses a wrong or taken name at its field. */
    @Transactional
    public Hub create(Actor actor, String wantedName) {
        access.require(actor, Permission.HUBS_MANAGE);
        var name = OneLine.require("name", "hub.name", wantedName, LONGEST_NAME);
        var id = scopes.add(actor, ScopeKind.HUB, ScopeId.of(actor.organization()));
        if (!store.insert(actor.organization(), id, name, actor.member(), clock.instant())) throw taken(actor, name);
        record(actor, "hub.created", "hub", id, name);
        return find(actor, id);
    }

    /** Gives a hub another name. Refuses as {@link #create}, and an archived one with {@code hub.archived}. */
    @Retried
    @Transactional
    public void rename(Actor actor, ScopeId id, String wantedName) {
        access.require(actor, Permission.HUBS_MANAGE);
        var hub = open(actor, id);
        var name = OneLine.require("name", "hub.name", wantedName, LONGEST_NAME);
        if (name.equals(hub.name())) return;
        if (!store.rename(actor.organization(), id, name)) throw Refusal.input("name", "hub.name.taken", name);
        audit.record(
                actor,
                Event.of("hub.renamed", "hub", id.value()).with("scope", name).with("from", hub.name()));
    }

    /** Takes access to a hub and its repositories away, and keeps what was given there (ORG-2). Done already, it changes nothing. */
    @Retried
    @Transactional
    public Hub archive(Actor actor, ScopeId id) {
        return setArchived(actor, id, true);
    }

    /** Gives access to a hub back, and to those repositories that are not archived themselves. */
    @Retried
    @Transactional
    public Hub restore(Actor actor, ScopeId id) {
        return setArchived(actor, id, false);
    }

    /** Makes a repository. Refuses a wrong or taken name at its field, and an archived hub with {@code hub.archived}. */
    @Retried
    @Transactional
    public Repository createRepository(Actor actor, ScopeId hub, String wantedName) {
        access.require(actor, Permission.HUBS_MANAGE);
        open(actor, hub);
        var name = OneLine.require("name", "repository.name", wantedName, LONGEST_NAME);
        var id = scopes.add(actor, ScopeKind.REPOSITORY, hub);
        if (!store.insert(actor.organization(), hub, id, name, actor.member(), clock.instant()))
            throw Refusal.input(
                    "name",
                    store.archived(actor.organization(), hub, name)
                            ? "repository.name.archived"
                            : "repository.name.taken",
                    name);
        record(actor, "repository.created", "repository", id, name);
        return findRepository(actor, hub, id);
    }

    /** Gives a repository another name. Refuses as {@link #createRepository}, and an archived one with {@code repository.archived}. */
    @Retried
    @Transactional
    public void renameRepository(Actor actor, ScopeId hub, ScopeId id, String wantedName) {
        access.require(actor, Permission.HUBS_MANAGE);
        open(actor, hub);
        store.lock(actor.organization(), id);
        var repository = findRepository(actor, hub, id);
        if (repository.archived()) throw new Refusal("repository.archived", repository.name());
        var name = OneLine.require("name", "repository.name", wantedName, LONGEST_NAME);
        if (name.equals(repository.name())) return;
        if (!store.renameRepository(actor.organization(), id, name))
            throw Refusal.input("name", "repository.name.taken", name);
        audit.record(
                actor,
                Event.of("repository.renamed", "repository", id.value())
                        .with("scope", name)
                        .with("from", repository.name()));
    }

    /** Takes access to one repository away, and keeps what was given there. Refuses in an archived hub with {@code hub.archived}. */
    @Retried
    @Transactional
    public Repository archiveRepository(Actor actor, ScopeId hub, ScopeId id) {
        return setArchived(actor, hub, id, true);
    }

    /** Gives access to one repository back. Refuses in an archived hub with {@code hub.archived}. */
    @Retried
    @Transactional
    public Repository restoreRepository(Actor actor, ScopeId hub, ScopeId id) {
        return setArchived(actor, hub, id, false);
    }

    private Hub setArchived(Actor actor, ScopeId id, boolean archived) {
        access.require(actor, Permission.HUBS_MANAGE);
        var hub = find(actor, id);
        if (scopes.setArchived(actor, id, archived))
            record(actor, archived ? "hub.archived" : "hub.restored", "hub", id, hub.name());
        return hub;
    }

    private Repository setArchived(Actor actor, ScopeId hub, ScopeId id, boolean archived) {
        access.require(actor, Permission.HUBS_MANAGE);
        open(actor, hub);
        var repository = findRepository(actor, hub, id);
        if (scopes.setArchived(actor, id, archived))
            record(
                    actor,
                    archived ? "repository.archived" : "repository.restored",
                    "repository",
                    id,
                    repository.name());
        return repository;
    }

    /** A hub that is not archived, nor becomes so until the transaction ends. */
    private Hub open(Actor actor, ScopeId id) {
        store.lock(actor.organization(), id);
        var hub = find(actor, id);
        if (hub.archived()) throw new Refusal("hub.archived", hub.name());
        return hub;
    }

    private Hub find(Actor actor, ScopeId id) {
        return store.find(actor.organization(), id).orElseThrow(Refusal::notFound);
    }

    private Repository findRepository(Actor actor, ScopeId hub, ScopeId id) {
        return store.find(actor.organization(), hub, id).orElseThrow(Refusal::notFound);
    }

    private Refusal taken(Actor actor, String name) {
        return Refusal.input(
                "name", store.archived(actor.organization(), name) ? "hub.name.archived" : "hub.name.taken", name);
    }

    private void record(Actor actor, String kind, String target, ScopeId id, String name) {
        audit.record(actor, Event.of(kind, target, id.value()).with("scope", name));
    }
}
