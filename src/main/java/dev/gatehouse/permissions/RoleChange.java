package dev.gatehouse.permissions;

import dev.gatehouse.access.RoleEdit;
import dev.gatehouse.access.RoleForm;
import dev.gatehouse.platform.Actor;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What became of a role while somebody had its form open (ROL-1).
 *
 * @param key the text key of the sentence that says who it was
 * @param by their name; empty where the sentence names nobody
 * @param before the role as the form showed it
 * @param now the role as it is
 */
public record RoleChange(String key, String by, RoleForm before, RoleForm now) {

    static RoleChange of(Actor actor, @Nullable RoleEdit edit, RoleForm before, RoleForm now) {
        if (edit == null || edit.name() == null) return new RoleChange("roles.changed", "", before, now);
        if (edit.by() != null && edit.by().equals(actor.member()))
            return new RoleChange("roles.changed.self", "", before, now);
        return new RoleChange("roles.changed.by", edit.name(), before, now);
    }

    /** The keys of what it holds now and did not. */
    public List<String> added() {
        return without(now.permissions(), before.permissions());
    }

    /** The keys of what it does not hold any more. */
    public List<String> removed() {
        return without(before.permissions(), now.permissions());
    }

    /** Whether it is called otherwise. */
    public boolean renamed() {
        return !before.name().equals(now.name());
    }

    /** Whether it is described otherwise. */
    public boolean described() {
        return !before.description().equals(now.description());
    }

    private static List<String> without(Set<String> all, Set<String> some) {
        var rest = new HashSet<>(all);
        rest.removeAll(some);
        return rest.stream().sorted().toList();
    }
}
