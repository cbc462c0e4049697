package dev.gatehouse.organizations;

import dev.gatehouse.platform.Refusal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The user types of an organization (TYP-1). */
public record UserTypesView(String address, List<Row> rows) {

    /**
     * One of them.
     *
     * @param people how many members are of it, counted up to {@link ListedName#COUNTED}
     */
    public record Row(UserType type, int people) {}

    /**
     * The pane that makes or edits one.
     *
     * @param type null for a new one
     */
    public record Pane(
            String action,
            String back,
            @Nullable UserType type,
            UserTypeForm form,
            @Nullable Refusal refusal) {

        Pane refused(UserTypeForm typed, Refusal no) {
            return new Pane(action, back, type, typed, no);
        }
    }
}
