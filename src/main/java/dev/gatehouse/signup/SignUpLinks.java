package dev.gatehouse.signup;

import dev.gatehouse.access.Access;
import dev.gatehouse.access.LastDay;
import dev.gatehouse.access.Permission;
import dev.gatehouse.audit.Audit;
import dev.gatehouse.audit.Event;
import dev.gatehouse.organizations.DepartmentChoice;
import dev.gatehouse.organizations.DepartmentChoices;
import dev.gatehouse.organizations.Departments;
import dev.gatehouse.organizations.Organization;
import dev.gatehouse.organizations.Organizations;
import dev.gatehouse.organizations.Policies;
import dev.gatehouse.organizations.Policy;
import dev.gatehouse.organizations.SignUpMode;
import dev.gatehouse.platform.Actor;
import dev.gatehouse.platform.Refusal;
import dev.gatehouse.platform.Retried;
import dev.gatehouse.platform.Slice;
import dev.gatehouse.signup.SignUpLink.Kind;
import java.time.Clock;
import java.time.ZoneId;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Links and QR codes that open the sign-up form with a department set, and the colleagues' links beside them (CRE-6, INV-8). */
@Service
public class SignUpLinks {

    /** Rows of a page. */
    static final int PAGE = 50;

    /** More uses than any organization has people. */
    static final int MOST_USES = 1_000_000;

    private final SignUpLinkStore store;
    private final Access access;
    private final Organizations organizations;
    private final Policies policies;
    private final Departments departments;
    private final DepartmentChoices choices;
    private final Audit audit;
    private final Clock clock;

    SignUpLinks(
            SignUpLinkStore store,
            Access access,
            Organizations organizations,
            Policies policies,
            Departments departments,
            DepartmentChoices choices,
            Audit audit,
            Clock clock) {
        this.store = store;
        this.access = access;
        this.organizations = organizations;
        this.policies = policies;
        this.departments = departments;
        this.choices = choices;
        this.audit = audit;
        this.clock = clock;
    }

    /** The address of the organization that a short address leads to. Refuses with {@code not.found}. */
    @Transactional(readOnly = true)
    public String place(String typed) {
        return LinkCode.read(typed).flatMap(store::place).orElseThrow(Refusal::notFound);
    }

    /** A page of the links of a kind, the newest first. */
    @Transactional(readOnly = true)
    public LinksView page(Actor actor, Kind kind, @Nullable UUID after, @Nullable UUID before) {
        access.require(actor, Permission.SETTINGS_EDIT);
        var backward = before != null;
        var from = backward ? before : after;
        var rows = store.page(actor.organization(), kind, from, backward, PAGE + 1);
        return new LinksView(
                organizations.get(actor.organization()).slug(),
                kind,
                on(policies.of(actor.organization()), kind),
                Slice.of(rows, PAGE, from != null, backward, link -> link.id().toString()));
    }

    /** Whether links of a kind open anything, as the organization decided. */
    private static boolean on(Policy policy, Kind kind) {
        return kind == Kind.COLLEAGUE ? policy.colleagueInvitations() : policy.signUp() != SignUpMode.OFF;
    }

    /** The departments that a link may lead into, with the one that the form says. */
    @Transactional(readOnly = true)
    public DepartmentChoice departments(Actor actor, LinkForm form) {
        access.require(actor, Permission.SETTINGS_EDIT);
        return choices.offer(actor.organization(), form.department());
    }

    /** One link. Refuses with {@code not.found}. */
    @Transactional(readOnly = true)
    public SignUpLink get(Actor actor, UUID id) {
        access.require(actor, Permission.SETTINGS_EDIT);
        return found(actor, id);
    }

    /** A link of a department with the organization that it belongs to, for its picture and its sheet. Refuses with {@code not.found}. */
    @Transactional(readOnly = true)
    public SheetView sheet(Actor actor, UUID id) {
        var link = get(actor, id);
        if (link.kind() != Kind.DEPARTMENT) throw Refusal.notFound();
        return new SheetView(organization(actor), link);
    }

    private Organization organization(Actor actor) {
        return organizations.get(actor.organization());
    }

    /**
     * Makes a link of a department (CRE-6). Refuses at its field a department that is gone, a day that is none or past, and a number of uses
     * that is none.
     */
    @Transactional
    public UUID create(Actor actor, LinkForm form, ZoneId zone) {
        access.require(actor, Permission.SETTINGS_EDIT);
        var department = choices.read(actor.organization(), "department", form.department());
        if (department != null) departments.hold(actor.organization(), department);
        var now = clock.instant();
        var expires = LastDay.end(form.until(), zone);
        if (expires != null && !expires.isAfter(now)) throw Refusal.input("until", "sign_up.past");
        var id = store.insert(
                actor.organization(),
                LinkCode.random(),
                Kind.DEPARTMENT,
                department,
                Objects.requireNonNull(actor.member()),
                now,
                expires,
                form.uses());
        audit.record(actor, event("sign_up_link.created", found(actor, id)));
        return id;
    }

    /**
     * Puts a new link in place of one of a department: the old one is dead at once, the new one leads to the same place, with the same end
     * and as many uses. Refuses with {@code not.found}, and with {@code sign_up.over} where it is dead already.
     */
    @Retried
    @Transactional
    public UUID replace(Actor actor, UUID id) {
        access.require(actor, Permission.SETTINGS_EDIT);
        var old = found(actor, id);
        if (old.kind() != Kind.DEPARTMENT) throw Refusal.notFound();
        var now = clock.instant();
        if (!store.end(actor.organization(), id, now)) throw new Refusal("sign_up.over");
        var fresh = store.insert(
                actor.organization(),
                LinkCode.random(),
                Kind.DEPARTMENT,
                old.department(),
                Objects.requireNonNull(actor.member()),
                now,
                old.expiresAt(),
                old.mostUses());
        audit.record(actor, event("sign_up_link.replaced", found(actor, fresh)));
        return fresh;
    }

    /** Switches a link off: from now on it opens nothing. Refuses with {@code not.found}; of a dead one nothing changes. */
    @Transactional
    public SignUpLink end(Actor actor, UUID id) {
        access.require(actor, Permission.SETTINGS_EDIT);
        var link = found(actor, id);
        if (store.end(actor.organization(), id, clock.instant()))
            audit.record(actor, event("sign_up_link.ended", link));
        return link;
    }

    static Event event(String kind, SignUpLink link) {
        var event = Event.of(kind, "sign_up_link", link.id());
        return link.departmentPath() == null ? event : event.with("department", link.departmentPath());
    }

    private SignUpLink found(Actor actor, UUID id) {
        return store.find(actor.organization(), id).orElseThrow(Refusal::notFound);
    }
}
