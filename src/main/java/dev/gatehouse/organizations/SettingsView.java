package dev.gatehouse.organizations;

import dev.gatehouse.console.Shell;
import dev.gatehouse.platform.Refusal;
import org.jspecify.annotations.Nullable;

/**
 * One section of the settings that is a form.
 *
 * @param unreached whom a second factor shuts out, where the section asks for one
 * @param refusal what is wrong with the form; null where nothing is
 */
public record SettingsView(
        SettingsSection section,
        Organization organization,
        SettingsForm form,
        Unreached unreached,
        @Nullable Refusal refusal) {

    /** The sentence that stands at a field; null where it is right. */
    public @Nullable String problem(Shell shell, String field) {
        return refusal != null && field.equals(refusal.field()) ? shell.refusal(refusal) : null;
    }

    /** Where the form posts. */
    public String address() {
        return section.address(organization.slug());
    }
}
