package dev.gatehouse.access;

import java.util.Set;

/** A custom role as somebody wants it: what it is called, what it is for, and the keys of what it holds. */
public record RoleForm(String name, String description, Set<String> permissions) {

    /** Nothing filled in. */
    public static RoleForm blank() {
        return new RoleForm("", "", Set.of());
    }
}
