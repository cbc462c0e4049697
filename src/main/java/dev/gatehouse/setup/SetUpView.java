package dev.gatehouse.setup;

import dev.gatehouse.console.Shell;
import dev.gatehouse.platform.Refusal;
import org.jspecify.annotations.Nullable;

/**
 * The set-up page.
 *
 * @param refusal what is wrong with the form; null where nothing is
 */
public record SetUpView(
        String secret, SetUpForm form, @Nullable Refusal refusal) {

    /** The sentence that stands at a field; null where it is right. */
    public @Nullable String problem(Shell shell, String field) {
        var at = refusal == null || "name".equals(refusal.field()) ? "organization" : refusal.field();
        return refusal != null && field.equals(at)
                ? shell.text("refusal." + refusal.code(), refusal.arguments().toArray())
                : null;
    }

    /** The fewest characters of the password. */
    public int passwordMinimum() {
        return SetUp.PASSWORD_MINIMUM;
    }

    /** Never the secret. */
    @Override
    public String toString() {
        return "SetUpView";
    }
}
