package dev.gatehouse.organizations;

import dev.gatehouse.console.Shell;
import dev.gatehouse.platform.Refusal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The custom attributes, in the organization's order (CRE-9).
 *
 * @param hidden whether admins do not see their values until somebody is {@code REGISTERED}
 */
public record AttributesView(String address, List<Attribute> attributes, boolean hidden) {

    /**
     * The pane that makes or edits one.
     *
     * @param attribute null for a new one
     * @param values whether some member has a value, so that its kind cannot change
     */
    public record Pane(
            String action,
            String back,
            @Nullable Attribute attribute,
            boolean values,
            AttributeForm form,
            @Nullable Refusal refusal) {

        Pane refused(AttributeForm typed, Refusal no) {
            return new Pane(action, back, attribute, values, typed, no);
        }

        /** The sentence that stands at a field; null where it is right. */
        public @Nullable String problem(Shell shell, String field) {
            return refusal != null && field.equals(refusal.field()) ? shell.refusal(refusal) : null;
        }
    }

    /**
     * The question before one is deleted.
     *
     * @param people how many members have a value
     */
    public record Removal(String action, String back, Attribute attribute, long people) {}
}
