package dev.gatehouse.organizations;

import dev.gatehouse.access.Access;
import dev.gatehouse.access.Permission;
import dev.gatehouse.audit.Audit;
import dev.gatehouse.audit.Event;
import dev.gatehouse.organizations.ReplacementView.Option;
import dev.gatehouse.platform.Actor;
import dev.gatehouse.platform.OneLine;
import dev.gatehouse.platform.Refusal;
import dev.gatehouse.platform.Retried;
import dev.gatehouse.platform.Slice;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Keeping the lists of job profiles and of partners (CRE-9, TYP-2). */
@Service
public class NameLists {

    private static final int PAGE = 50;
    private static final int LONGEST_NAME = 100;

    private final NameListStore store;
    private final PolicyStore policies;
    private final Directory directory;
    private final OrganizationStore organizations;
    private final Access access;
    private final Audit audit;
    private final Clock clock;

    NameLists(
            NameListStore store,
            PolicyStore policies,
            Directory directory,
            OrganizationStore organizations,
            Access access,
            Audit audit,
            Clock clock) {
        this.store = store;
        this.policies = policies;
        this.directory = directory;
        this.organizations = organizations;
        this.access = access;
        this.audit = audit;
        this.clock = clock;
    }

    /** One page of a list, by name. */
    @Transactional(readOnly = true)
    public NameListView page(Actor actor, NameList list, PlaceQuery query) {
        access.require(actor, Permission.SETTINGS_EDIT);
        var rows = store.page(list, actor.organization(), query, PAGE + 1);
        var slice = Slice.of(
                rows, PAGE, query.from() != null, query.backward(), name -> PlaceKey.of(name.sortKey(), name.id()));
        var address = address(actor, list);
        return new NameListView(
                list,
                address,
                query,
                slice.rows(),
                HubsView.Pages.of(slice, address, query),
                store.count(list, actor.organization()));
    }

    /** What one is called. Refuses with {@code not.found}. */
    @Transactional(readOnly = true)
    public String name(Actor actor, NameList list, UUID id) {
        access.require(actor, Permission.SETTINGS_EDIT);
        return store.name(list, actor.organization(), id).orElseThrow(Refusal::notFound);
    }

    /** The pane that adds one to a list. */
    @Transactional(readOnly = true)
    public NamePaneView adding(Actor actor, NameList list) {
        access.require(actor, Permission.SETTINGS_EDIT);
        var address = address(actor, list);
        return new NamePaneView(list, null, address, address, "", null);
    }

    /** The pane that renames one. Refuses with {@code not.found}. */
    @Transactional(readOnly = true)
    public NamePaneView renaming(Actor actor, NameList list, UUID id) {
        access.require(actor, Permission.SETTINGS_EDIT);
        var name = store.name(list, actor.organization(), id).orElseThrow(Refusal::notFound);
        var address = address(actor, list);
        return new NamePaneView(list, name, address + "/" + id + "/name", address, name, null);
    }

    /** Adds a name. Refuses a wrong one, or one that the list has, at its field. */
    @Retried
    @Transactional
    public UUID add(Actor actor, NameList list, String wantedName) {
        access.require(actor, Permission.SETTINGS_EDIT);
        var name = require(list, wantedName);
        var id = store.insert(list, actor.organization(), name, clock.instant())
                .orElseThrow(() -> Refusal.input("name", list.one() + ".name.taken", name));
        audit.record(actor, Event.of(list.one() + ".created", list.one(), id).with("name", name));
        return id;
    }

    /** Gives one another name. Refuses as {@link #add}, and with {@code not.found}. */
    @Retried
    @Transactional
    public void rename(Actor actor, NameList list, UUID id, String wantedName) {
        access.require(actor, Permission.SETTINGS_EDIT);
        var was = store.lock(list, actor.organization(), id).orElseThrow(Refusal::notFound);
        var name = require(list, wantedName);
        if (name.equals(was)) return;
        if (!store.rename(list, actor.organization(), id, name))
            throw Refusal.input("name", list.one() + ".name.taken", name);
        audit.record(
                actor,
                Event.of(list.one() + ".renamed", list.one(), id)
                        .with("name", name)
                        .with("was", was));
    }

    /** What is to be known before one is deleted. Refuses with {@code not.found}. */
    @Transactional(readOnly = true)
    public ReplacementView removal(Actor actor, NameList list, UUID id, String chosen, @Nullable Refusal refusal) {
        access.require(actor, Permission.SETTINGS_EDIT);
        var name = store.name(list, actor.organization(), id).orElseThrow(Refusal::notFound);
        var people = store.people(list.one(), actor.organization(), id);
        var address = address(actor, list);
        return new ReplacementView(
                list.one(),
                list.section(),
                name,
                address + "/" + id + "/removal",
                address,
                people,
                true,
                people == 0
                        ? List.of()
                        : options(actor, list).stream()
                                .filter(option -> !option.id().equals(id.toString()))
                                .toList(),
                chosen,
                refusal);
    }

    /**
     * Deletes one. Where it stands at somebody, another one has to be chosen for them, or none: refuses at {@code replacement} with
     * {@code replacement.choose} and {@code replacement.gone}.
     *
     * @param replacement an id, {@link ReplacementView#NONE}, or empty for nothing chosen
     */
    @Retried
    @Transactional
    public String delete(Actor actor, NameList list, UUID id, String replacement) {
        access.require(actor, Permission.SETTINGS_EDIT);
        policies.lock(actor.organization());
        var name = store.lock(list, actor.organization(), id).orElseThrow(Refusal::notFound);
        var used = store.people(list.one(), actor.organization(), id) > 0;
        if (used && replacement.isEmpty()) throw Refusal.input("replacement", "replacement.choose");
        var successor = !used || replacement.equals(ReplacementView.NONE)
                ? null
                : options(actor, list).stream()
                        .filter(option -> option.id().equals(replacement) && !replacement.equals(id.toString()))
                        .findFirst()
                        .orElseThrow(() -> Refusal.input("replacement", "replacement.gone"));
        var successorId = successor == null ? null : UUID.fromString(successor.id());
        if (list == NameList.JOB_PROFILES)
            policies.replaceDefault("job_profile_id", actor.organization(), id, successorId);
        store.replace(list.one(), actor.organization(), id, successorId);
        var event = Event.of(list.one() + ".deleted", list.one(), id).with("name", name);
        audit.record(actor, successor == null ? event : event.with("successor", successor.name()));
        return name;
    }

    private List<Option> options(Actor actor, NameList list) {
        return switch (list) {
            case JOB_PROFILES ->
                directory.jobProfiles(actor.organization()).stream()
                        .map(one -> new Option(one.id().toString(), one.name(), null))
                        .toList();
            case PARTNERS ->
                directory.partners(actor.organization()).stream()
                        .map(one -> new Option(one.id().toString(), one.name(), null))
                        .toList();
        };
    }

    private static String require(NameList list, String wanted) {
        return OneLine.require("name", list.one() + ".name", wanted, LONGEST_NAME);
    }

    private String address(Actor actor, NameList list) {
        var organization = organizations.find(actor.organization()).orElseThrow(Refusal::notFound);
        return list.section().address(organization.slug());
    }
}
