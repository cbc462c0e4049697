package dev.gatehouse.permissions;

import dev.gatehouse.access.Role;
import dev.gatehouse.platform.Refusal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The question before a role is deleted (ROL-1).
 *
 * @param uses how often it is given or promised: then another one must take its place
 * @param replacements which ones could
 * @param refusal what is wrong with the choice; null for nothing
 */
public record RoleDeletionView(
        String slug,
        Role role,
        long uses,
        List<Role> replacements,
        @Nullable Refusal refusal) {

    /** The page of the role. */
    public String back() {
        return "/o/" + slug + "/roles/" + role.id();
    }
}
