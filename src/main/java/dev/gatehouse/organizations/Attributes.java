package dev.gatehouse.organizations;

import dev.gatehouse.access.Access;
import dev.gatehouse.access.Permission;
import dev.gatehouse.audit.Audit;
import dev.gatehouse.audit.Event;
import dev.gatehouse.organizations.Attribute.Kind;
import dev.gatehouse.platform.Actor;
import dev.gatehouse.platform.AttributeId;
import dev.gatehouse.platform.OneLine;
import dev.gatehouse.platform.Refusal;
import dev.gatehouse.platform.Retried;
import java.text.Normalizer;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * What an organization keeps about its people beyond what everybody has (CRE-9). Whoever changes an attribute holds it against those who
 * write values of it, so that every value fits what its attribute is.
 */
@Service
public class Attributes {

    /** As many as a form still bears. */
    public static final int MOST = 40;

    private static final int MOST_CHOICES = 200;
    private static final int LONGEST_NAME = 60;
    private static final int LONGEST_CHOICE = 100;
    private static final AttributeId NEW = new AttributeId(new UUID(0, 0));

    private final AttributeStore store;
    private final PolicyStore policies;
    private final Directory directory;
    private final OrganizationStore organizations;
    private final Access access;
    private final Audit audit;
    private final Clock clock;

    Attributes(
            AttributeStore store,
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

    /** All of them. */
    @Transactional(readOnly = true)
    public AttributesView all(Actor actor) {
        access.require(actor, Permission.SETTINGS_EDIT);
        return new AttributesView(
                address(actor),
                directory.attributes(actor.organization()),
                policies.of(actor.organization()).attributesAfterRegistered());
    }

    /** The pane that makes one. */
    @Transactional(readOnly = true)
    public AttributesView.Pane fresh(Actor actor) {
        access.require(actor, Permission.SETTINGS_EDIT);
        var address = address(actor);
        return new AttributesView.Pane(address, address, null, false, AttributeForm.blank(), null);
    }

    /** The pane that edits one. Refuses with {@code not.found}. */
    @Transactional(readOnly = true)
    public AttributesView.Pane editing(Actor actor, AttributeId id) {
        access.require(actor, Permission.SETTINGS_EDIT);
        var attribute = get(actor, id);
        var address = address(actor);
        return new AttributesView.Pane(
                address + "/" + id,
                address,
                attribute,
                store.hasValues(actor.organization(), id),
                AttributeForm.of(attribute),
                null);
    }

    /** Makes one, as the last. Refuses what is wrong at its field, and {@code attribute.many}. */
    @Retried
    @Transactional
    public AttributeId create(Actor actor, AttributeForm form) {
        access.require(actor, Permission.SETTINGS_EDIT);
        policies.lock(actor.organization());
        if (directory.attributes(actor.organization()).size() >= MOST) throw new Refusal("attribute.many", MOST);
        var attribute = checked(NEW, form);
        var id = store.insert(actor.organization(), attribute, clock.instant())
                .orElseThrow(() -> Refusal.input("name", "attribute.name.taken", attribute.name()));
        audit.record(
                actor,
                Event.of("attribute.created", "attribute", id.value())
                        .with("name", attribute.name())
                        .with("kind", attribute.kind().key()));
        return id;
    }

    /**
     * Changes one. Refuses as {@link #create}; a change of kind while somebody has a value with {@code attribute.kind.used}; choices that
     * leave out what somebody has with {@code attribute.choices.used}; unique values where some repeat with {@code attribute.unique.repeated}.
     */
    @Retried
    @Transactional
    public void edit(Actor actor, AttributeId id, AttributeForm form) {
        access.require(actor, Permission.SETTINGS_EDIT);
        policies.lock(actor.organization());
        store.lock(actor.organization(), id);
        var before = get(actor, id);
        var attribute = checked(id, form);
        if (attribute.equals(before)) return;
        if (attribute.kind() != before.kind() && store.hasValues(actor.organization(), id))
            throw Refusal.input("kind", "attribute.kind.used");
        if (attribute.kind() == Kind.CHOICE)
            store.valueBeside(actor.organization(), id, attribute.choices()).ifPresent(value -> {
                throw Refusal.input("choices", "attribute.choices.used", value);
            });
        if (!store.update(actor.organization(), attribute))
            throw Refusal.input("name", "attribute.name.taken", attribute.name());
        if (attribute.unique() != before.unique() && !store.setUnique(actor.organization(), id, attribute.unique()))
            throw Refusal.input("unique", "attribute.unique.repeated");
        audit.record(actor, changes(before, attribute));
    }

    /** Moves one a place up or down in the organization's order; at the end it stays. Refuses with {@code not.found}. */
    @Retried
    @Transactional
    public void move(Actor actor, AttributeId id, boolean up) {
        access.require(actor, Permission.SETTINGS_EDIT);
        policies.lock(actor.organization());
        var attribute = get(actor, id);
        var order = new ArrayList<>(directory.attributes(actor.organization()).stream()
                .map(Attribute::id)
                .toList());
        var from = order.indexOf(id);
        var to = up ? from - 1 : from + 1;
        if (to < 0 || to >= order.size()) return;
        Collections.swap(order, from, to);
        store.order(actor.organization(), order);
        audit.record(actor, Event.of("attribute.moved", "attribute", id.value()).with("name", attribute.name()));
    }

    /** What is to be known before one is deleted. Refuses with {@code not.found}. */
    @Transactional(readOnly = true)
    public AttributesView.Removal removal(Actor actor, AttributeId id) {
        access.require(actor, Permission.SETTINGS_EDIT);
        var attribute = get(actor, id);
        var address = address(actor);
        return new AttributesView.Removal(
                address + "/" + id + "/removal", address, attribute, store.values(actor.organization(), id));
    }

    /** Deletes one with the values that people have. Refuses with {@code not.found}. */
    @Retried
    @Transactional
    public Attribute delete(Actor actor, AttributeId id) {
        access.require(actor, Permission.SETTINGS_EDIT);
        policies.lock(actor.organization());
        store.lock(actor.organization(), id);
        var attribute = get(actor, id);
        var people = store.values(actor.organization(), id);
        store.delete(actor.organization(), id);
        audit.record(
                actor,
                Event.of("attribute.deleted", "attribute", id.value())
                        .with("name", attribute.name())
                        .with("people", Long.toString(people)));
        return attribute;
    }

    private Attribute get(Actor actor, AttributeId id) {
        return directory.attributes(actor.organization()).stream()
                .filter(attribute -> attribute.id().equals(id))
                .findFirst()
                .orElseThrow(Refusal::notFound);
    }

    private static Attribute checked(AttributeId id, AttributeForm form) {
        var kind = Arrays.stream(Kind.values())
                .filter(one -> one.key().equals(form.kind()))
                .findFirst()
                .orElseThrow(() -> Refusal.input("kind", "attribute.kind"));
        if (!List.of("none", "see", "edit").contains(form.person())) throw Refusal.input("person", "attribute.person");
        return new Attribute(
                id,
                OneLine.require("name", "attribute.name", form.name(), LONGEST_NAME),
                kind,
                kind == Kind.CHOICE ? choices(form.choices()) : List.of(),
                form.required(),
                form.unique(),
                !form.person().equals("none"),
                form.person().equals("edit"));
    }

    private static List<String> choices(String typed) {
        var choices = new ArrayList<String>();
        var seen = new HashSet<String>();
        for (var line : typed.split("\\R", -1)) {
            if (line.isBlank()) continue;
            var choice = OneLine.require("choices", "attribute.choices", line, LONGEST_CHOICE);
            if (!seen.add(Normalizer.normalize(choice, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT)))
                throw Refusal.input("choices", "attribute.choices.twice", choice);
            choices.add(choice);
        }
        if (choices.isEmpty()) throw Refusal.input("choices", "attribute.choices.empty");
        if (choices.size() > MOST_CHOICES) throw Refusal.input("choices", "attribute.choices.many", MOST_CHOICES);
        return choices;
    }

    private static Event changes(Attribute before, Attribute after) {
        var event =
                Event.of("attribute.edited", "attribute", after.id().value()).with("name", after.name());
        if (!after.name().equals(before.name())) event = event.with("was", before.name());
        if (!after.choices().equals(before.choices())) event = event.with("choices", "*");
        event = changed(event, "kind", before.kind().key(), after.kind().key());
        event = changed(event, "required", before.required(), after.required());
        event = changed(event, "unique", before.unique(), after.unique());
        event = changed(event, "shown", before.shown(), after.shown());
        return changed(event, "editable", before.editable(), after.editable());
    }

    private static Event changed(Event event, String fact, Object before, Object after) {
        return before.equals(after) ? event : event.with(fact, before + " → " + after);
    }

    private String address(Actor actor) {
        var organization = organizations.find(actor.organization()).orElseThrow(Refusal::notFound);
        return SettingsSection.ATTRIBUTES.address(organization.slug());
    }
}
