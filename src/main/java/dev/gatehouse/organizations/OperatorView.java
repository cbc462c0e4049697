package dev.gatehouse.organizations;

import dev.gatehouse.console.Shell;
import dev.gatehouse.platform.Refusal;
import org.jspecify.annotations.Nullable;

/**
 * One organization as operators see it.
 *
 * @param seats what stands in the field; empty for no limit
 * @param refusal what is wrong with it; null where nothing is
 */
public record OperatorView(
        Organization organization, String seats, @Nullable Refusal refusal) {

    /** The sentence that stands at the seats; null where they are right. */
    public @Nullable String problem(Shell shell) {
        return refusal == null
                ? null
                : shell.text("refusal." + refusal.code(), refusal.arguments().toArray());
    }
}
