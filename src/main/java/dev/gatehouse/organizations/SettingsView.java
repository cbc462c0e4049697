package dev.gatehouse.organizations;

import dev.gatehouse.console.Shell;
import dev.gatehouse.platform.Refusal;
import org.jspecify.annotations.Nullable;

/**
 * The settings page.
 *
 * @param refusal what is wrong with the form; null where nothing is
 */
public record SettingsView(
        Organization organization,
        SettingsForm form,
        @Nullable Refusal refusal) {

    /** The sentence that stands at a field; null where it is right. */
    public @Nullable String problem(Shell shell, String field) {
        return refusal != null && field.equals(refusal.field())
                ? shell.text("refusal." + refusal.code(), refusal.arguments().toArray())
                : null;
    }
}
