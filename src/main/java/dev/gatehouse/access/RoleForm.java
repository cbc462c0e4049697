package dev.gatehouse.access;

import static java.util.stream.Collectors.toSet;

import java.util.Set;

/** A custom role as somebody wants it: what it is called, what it is for, and the keys of what it holds. */
public record RoleForm(String name, String description, Set<String> permissions) {

    /** Nothing filled in. */
    public static RoleForm blank() {
        return new RoleForm("", "", Set.of());
    }

    /** A custom role as it is. */
    public static RoleForm of(Role role) {
        return new RoleForm(
                role.name().name(),
                role.description(),
                role.permissions().stream().map(Permission::key).collect(toSet()));
    }
}
