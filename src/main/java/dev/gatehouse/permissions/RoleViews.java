package dev.gatehouse.permissions;

import static java.util.stream.Collectors.toSet;

import dev.gatehouse.access.Access;
import dev.gatehouse.access.CatalogueEntry;
import dev.gatehouse.access.Grants;
import dev.gatehouse.access.Permission;
import dev.gatehouse.access.Role;
import dev.gatehouse.access.RoleForm;
import dev.gatehouse.access.RoleHolders;
import dev.gatehouse.access.Roles;
import dev.gatehouse.platform.Actor;
import dev.gatehouse.platform.Refusal;
import dev.gatehouse.platform.RoleId;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What the pages of roles show, with the buttons that the viewer may use (ROL-1). */
@Service
public class RoleViews {

    private final Roles roles;
    private final Grants grants;
    private final Access access;

    RoleViews(Roles roles, Grants grants, Access access) {
        this.roles = roles;
        this.grants = grants;
        this.access = access;
    }

    /** All roles with the number of those who hold them; a fixed number of questions. */
    @Transactional(readOnly = true)
    public RolesView list(Actor actor, String slug) {
        var holders = roles.holders(actor);
        return new RolesView(
                slug,
                roles.all(actor).stream()
                        .map(role -> new RolesView.Row(role, holders.getOrDefault(role.id(), RoleHolders.NONE)))
                        .toList(),
                access.may(actor, Permission.ROLES_EDIT));
    }

    /** The page of a role. Refuses with {@code not.found}. */
    @Transactional(readOnly = true)
    public RoleView role(Actor actor, String slug, RoleId id, @Nullable String after, @Nullable String before) {
        var role = roles.get(actor, id);
        var given = grants.ofRole(actor, id, after, before);
        return new RoleView(
                slug,
                role,
                RoleSection.of(roles.catalogue()),
                roles.holders(actor, id),
                given,
                grants.takeable(actor, given.rows()),
                access.may(actor, Permission.ROLES_EDIT));
    }

    /** The empty form, or the copy of a role with as much of it as the viewer holds. */
    @Transactional(readOnly = true)
    public RoleFormView fresh(Actor actor, String slug, @Nullable RoleId original, @Nullable RoleForm typed) {
        access.require(actor, Permission.ROLES_EDIT);
        var role = original == null ? null : roles.get(actor, original);
        var held = access.permissionsOf(actor);
        var copied = role == null ? Set.<String>of() : keys(role.permissions(), held);
        var form = typed != null ? typed : new RoleForm("", role == null ? "" : role.description(), copied);
        var list = "/o/" + slug + "/roles";
        return new RoleFormView(
                slug,
                role == null ? "create" : "copy",
                role == null ? null : role.name(),
                role == null ? list : list + "?copy=" + role.id(),
                role == null ? list : list + "/" + role.id(),
                form,
                RoleSection.of(roles.catalogue()),
                held,
                role != null && copied.size() < role.permissions().size(),
                roles.places(actor, form.permissions()),
                0,
                null,
                null,
                null);
    }

    /**
     * The form of a custom role. Refuses with {@code role.predefined} for the others.
     *
     * @param typed what somebody made of it; null for the role as it is
     * @param seen the role as that was filled from; null where nobody says
     */
    @Transactional(readOnly = true)
    public RoleFormView edit(Actor actor, String slug, RoleId id, @Nullable RoleForm typed, @Nullable RoleForm seen) {
        var role = custom(actor, id);
        var now = RoleForm.of(role);
        var form = typed != null ? typed : now;
        var change = seen == null || seen.equals(now)
                ? null
                : RoleChange.of(actor, roles.lastEdit(actor, id).orElse(null), seen, now);
        var page = "/o/" + slug + "/roles/" + id;
        return new RoleFormView(
                slug,
                "edit",
                role.name(),
                page,
                page,
                form,
                RoleSection.of(roles.catalogue()),
                access.permissionsOf(actor),
                false,
                roles.places(actor, form.permissions()),
                roles.uses(actor, id),
                now,
                change,
                null);
    }

    /**
     * What a form of a role that is there comes to: boxes that are fixed are not sent, so what the viewer does not hold stays
     * as it is.
     */
    @Transactional(readOnly = true)
    public RoleForm merged(Actor actor, RoleId id, RoleForm typed) {
        var role = custom(actor, id);
        var held = access.permissionsOf(actor);
        var known = roles.catalogue().stream().map(CatalogueEntry::permission).collect(toSet());
        var permissions = new HashSet<>(typed.permissions());
        for (var permission : role.permissions())
            if (known.contains(permission) && !held.contains(permission)) permissions.add(permission.key());
        return new RoleForm(typed.name(), typed.description(), permissions);
    }

    /** The question before a custom role is deleted. Refuses with {@code role.predefined} for the others. */
    @Transactional(readOnly = true)
    public RoleDeletionView deletion(Actor actor, String slug, RoleId id, @Nullable Refusal refusal) {
        var role = custom(actor, id);
        return new RoleDeletionView(slug, role, roles.uses(actor, id), roles.replacements(actor, id), refusal);
    }

    private Role custom(Actor actor, RoleId id) {
        var role = roles.get(actor, id);
        access.require(actor, Permission.ROLES_EDIT);
        if (role.predefined()) throw new Refusal("role.predefined");
        return role;
    }

    private static Set<String> keys(Set<Permission> permissions, Set<Permission> held) {
        return permissions.stream().filter(held::contains).map(Permission::key).collect(toSet());
    }
}
