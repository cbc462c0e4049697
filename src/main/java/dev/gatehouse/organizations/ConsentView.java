package dev.gatehouse.organizations;

import dev.gatehouse.console.Shell;
import dev.gatehouse.platform.Refusal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What people agree to, and who may edit their data (ORG-6, PRI-3).
 *
 * @param typed what is in the field
 * @param history every version after the product's own sentence, the newest first
 */
public record ConsentView(
        Organization organization,
        boolean personalDataByAdmins,
        ConsentText current,
        String typed,
        List<Version> history,
        @Nullable Refusal refusal) {

    /**
     * One version.
     *
     * @param by who wrote it, by the name that they have now; null for somebody who is not known any more
     */
    public record Version(
            ConsentText text, Instant at, @Nullable String by) {}

    /** The sentence that stands at a field; null where it is right. */
    public @Nullable String problem(Shell shell) {
        return refusal == null ? null : shell.refusal(refusal);
    }

    /** Where the page is. */
    public String address() {
        return SettingsSection.CONSENT.address(organization.slug());
    }
}
