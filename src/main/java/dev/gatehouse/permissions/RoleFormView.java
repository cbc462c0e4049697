package dev.gatehouse.permissions;

import dev.gatehouse.access.CatalogueEntry;
import dev.gatehouse.access.Permission;
import dev.gatehouse.access.RoleForm;
import dev.gatehouse.access.RoleName;
import dev.gatehouse.access.ScopeKind;
import dev.gatehouse.platform.Refusal;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The pane that makes, copies or edits a role (ROL-1).
 *
 * @param way {@code create}, {@code copy} or {@code edit}
 * @param about the role that is copied or edited; null for a new one
 * @param action where the form posts
 * @param back the page behind the pane
 * @param form what is filled in
 * @param held what the viewer holds in the whole organization: nothing else may be put in or taken out (ROL-3)
 * @param missing whether the copy lacks something of the original for that reason
 * @param kinds where a role of these permissions can be given
 * @param uses how often the role is given, so that an edit acts on so many
 * @param seen the role as the form was first filled from it; null for a new one
 * @param change what became of the role since; null for nothing
 * @param refusal what is wrong with it; null for nothing
 */
public record RoleFormView(
        String slug,
        String way,
        @Nullable RoleName about,
        String action,
        String back,
        RoleForm form,
        List<RoleSection> sections,
        Set<Permission> held,
        boolean missing,
        Set<ScopeKind> kinds,
        long uses,
        @Nullable RoleForm seen,
        @Nullable RoleChange change,
        @Nullable Refusal refusal) {

    RoleFormView refused(Refusal no) {
        return new RoleFormView(
                slug, way, about, action, back, form, sections, held, missing, kinds, uses, seen, change, no);
    }

    /** Whether an entry is ticked: chosen, or held by everybody anyway. */
    public boolean ticked(CatalogueEntry entry) {
        return entry.everybody()
                || form.permissions().contains(entry.permission().key());
    }

    /** Whether the viewer may not change it, because they do not hold it themselves. */
    public boolean beyond(CatalogueEntry entry) {
        return !entry.everybody() && !held.contains(entry.permission());
    }

    /** Whether a field is wrong. */
    public boolean wrong(String field) {
        return refusal != null && field.equals(refusal.field());
    }

    /** Where the summary of places comes from while one ticks. */
    public String places() {
        return "/o/" + slug + "/roles/places";
    }
}
