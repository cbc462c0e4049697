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
import dev.gatehouse.platform.UserTypeId;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Kinds of people beside their roles (TYP-1): three that every organization has and that stay as they are, and its own. At most
 * {@link #MOST} of its own, for they are chosen from one list.
 */
@Service
public class UserTypes {

    /** As many as one still finds in a list. */
    public static final int MOST = 50;

    private static final int LONGEST_NAME = 100;
    private static final Set<String> PREDEFINED = Set.of("platform", "advertiser", "consultant");

    private final UserTypeStore store;
    private final NameListStore names;
    private final PolicyStore policies;
    private final Directory directory;
    private final OrganizationStore organizations;
    private final Access access;
    private final Audit audit;
    private final Clock clock;

    UserTypes(
            UserTypeStore store,
            NameListStore names,
            PolicyStore policies,
            Directory directory,
            OrganizationStore organizations,
            Access access,
            Audit audit,
            Clock clock) {
        this.store = store;
        this.names = names;
        this.policies = policies;
        this.directory = directory;
        this.organizations = organizations;
        this.access = access;
        this.audit = audit;
        this.clock = clock;
    }

    /** All of them, with how many people are of each. */
    @Transactional(readOnly = true)
    public UserTypesView all(Actor actor) {
        access.require(actor, Permission.SETTINGS_EDIT);
        return new UserTypesView(
                address(actor),
                directory.userTypes(actor.organization()).stream()
                        .map(type -> new UserTypesView.Row(type, people(actor, type.id())))
                        .toList());
    }

    /** The pane that makes one. */
    @Transactional(readOnly = true)
    public UserTypesView.Pane fresh(Actor actor) {
        access.require(actor, Permission.SETTINGS_EDIT);
        var address = address(actor);
        return new UserTypesView.Pane(address, address, null, new UserTypeForm("", false, false, false), null);
    }

    /** The pane that edits one. Refuses with {@code not.found}, and one that every organization has with {@code user_type.predefined}. */
    @Transactional(readOnly = true)
    public UserTypesView.Pane editing(Actor actor, UserTypeId id) {
        access.require(actor, Permission.SETTINGS_EDIT);
        var type = own(actor, id);
        var address = address(actor);
        return new UserTypesView.Pane(address + "/" + id, address, type, UserTypeForm.of(type), null);
    }

    /** Makes one. Refuses a wrong or taken name at its field, and {@code user_type.many}. */
    @Retried
    @Transactional
    public UserTypeId create(Actor actor, UserTypeForm form) {
        access.require(actor, Permission.SETTINGS_EDIT);
        policies.lock(actor.organization());
        var type = checked(form);
        var own = directory.userTypes(actor.organization()).stream()
                .filter(one -> one.predefined() == null)
                .count();
        if (own >= MOST) throw new Refusal("user_type.many", MOST);
        var id = store.insert(actor.organization(), type, clock.instant())
                .orElseThrow(() -> Refusal.input("name", "user_type.name.taken", type.name()));
        audit.record(actor, described(Event.of("user_type.created", "user_type", id.value()), type));
        return id;
    }

    /** Changes one, for all who are of it, at once. Refuses as {@link #create} and {@link #editing}. */
    @Retried
    @Transactional
    public void edit(Actor actor, UserTypeId id, UserTypeForm form) {
        access.require(actor, Permission.SETTINGS_EDIT);
        policies.lock(actor.organization());
        var before = UserTypeForm.of(own(actor, id));
        var type = checked(form);
        if (type.equals(before)) return;
        if (!store.update(actor.organization(), id, type))
            throw Refusal.input("name", "user_type.name.taken", type.name());
        var event = Event.of("user_type.edited", "user_type", id.value()).with("name", type.name());
        if (!type.name().equals(before.name())) event = event.with("was", before.name());
        event = changed(event, "newsletter", before.newsletter(), type.newsletter());
        event = changed(event, "services", before.services(), type.services());
        audit.record(actor, changed(event, "keyAccounts", before.keyAccounts(), type.keyAccounts()));
    }

    /** What is to be known before one is deleted. Refuses as {@link #editing}. */
    @Transactional(readOnly = true)
    public ReplacementView removal(Actor actor, UserTypeId id, String chosen, @Nullable Refusal refusal) {
        access.require(actor, Permission.SETTINGS_EDIT);
        var type = own(actor, id);
        var people = people(actor, id);
        var address = address(actor);
        return new ReplacementView(
                "user_type",
                SettingsSection.USER_TYPES,
                Objects.toString(type.name(), ""),
                address + "/" + id + "/removal",
                address,
                people,
                false,
                people == 0 ? List.of() : options(actor, id),
                chosen,
                refusal);
    }

    /** Deletes one; whoever is of it becomes of another one. Refuses as {@link NameLists#delete}. */
    @Retried
    @Transactional
    public String delete(Actor actor, UserTypeId id, String replacement) {
        access.require(actor, Permission.SETTINGS_EDIT);
        policies.lock(actor.organization());
        var type = own(actor, id);
        store.lock(actor.organization(), id);
        var used = people(actor, id) > 0;
        if (used && replacement.isEmpty()) throw Refusal.input("replacement", "replacement.choose");
        var successor = !used
                ? null
                : options(actor, id).stream()
                        .filter(option -> option.id().equals(replacement))
                        .findFirst()
                        .orElseThrow(() -> Refusal.input("replacement", "replacement.gone"));
        names.replace(
                "user_type",
                actor.organization(),
                id.value(),
                successor == null ? null : UserTypeId.parse(successor.id()).value());
        var name = Objects.toString(type.name(), "");
        var event = Event.of("user_type.deleted", "user_type", id.value()).with("name", name);
        audit.record(
                actor,
                successor == null
                        ? event
                        : event.with("userType", Objects.requireNonNullElse(successor.predefined(), successor.name())));
        return name;
    }

    private List<Option> options(Actor actor, UserTypeId without) {
        return directory.userTypes(actor.organization()).stream()
                .filter(type -> !type.id().equals(without))
                .map(type -> new Option(type.id().toString(), Objects.toString(type.name(), ""), type.predefined()))
                .toList();
    }

    private UserType own(Actor actor, UserTypeId id) {
        var type = directory.userTypes(actor.organization()).stream()
                .filter(one -> one.id().equals(id))
                .findFirst()
                .orElseThrow(Refusal::notFound);
        if (type.predefined() != null) throw new Refusal("user_type.predefined");
        return type;
    }

    private int people(Actor actor, UserTypeId id) {
        return names.people("user_type", actor.organization(), id.value());
    }

    /** A name that is the key of one that every organization has would be read as that one. */
    private static UserTypeForm checked(UserTypeForm form) {
        var name = OneLine.require("name", "user_type.name", form.name(), LONGEST_NAME);
        if (PREDEFINED.contains(name.toLowerCase(Locale.ROOT)))
            throw Refusal.input("name", "user_type.name.taken", name);
        return new UserTypeForm(name, form.newsletter(), form.services(), form.keyAccounts());
    }

    private static Event described(Event event, UserTypeForm type) {
        return event.with("name", type.name())
                .with("newsletter", Boolean.toString(type.newsletter()))
                .with("services", Boolean.toString(type.services()))
                .with("keyAccounts", Boolean.toString(type.keyAccounts()));
    }

    private static Event changed(Event event, String fact, boolean before, boolean after) {
        return before == after ? event : event.with(fact, before + " → " + after);
    }

    private String address(Actor actor) {
        var organization = organizations.find(actor.organization()).orElseThrow(Refusal::notFound);
        return SettingsSection.USER_TYPES.address(organization.slug());
    }
}
