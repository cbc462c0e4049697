package dev.gatehouse.organizations;

import dev.gatehouse.console.Shell;
import dev.gatehouse.platform.Refusal;
import org.jspecify.annotations.Nullable;

/**
 * The pane that makes, renames or moves a department.
 *
 * @param act {@code create}, {@code rename} or {@code move}
 * @param about what it is called now; null for a new one
 * @param name what is in the field of the name
 * @param parent the id of the department around it, as chosen; empty for the top
 * @param parents where it may be put; nothing where that is not asked
 */
public record DepartmentPaneView(
        String act,
        String action,
        String back,
        @Nullable String about,
        String name,
        String parent,
        DepartmentChoice parents,
        @Nullable Refusal refusal) {

    DepartmentPaneView refused(String typed, String chosen, Refusal no) {
        return new DepartmentPaneView(act, action, back, about, typed, chosen, parents, no);
    }

    /** The sentence that stands at a field; null where it is right. */
    public @Nullable String problem(Shell shell, String field) {
        return refusal != null && field.equals(refusal.field()) ? shell.refusal(refusal) : null;
    }
}
