package dev.gatehouse.signin;

import org.jspecify.annotations.Nullable;

/**
 * The sign-in form as it is shown.
 *
 * @param email what was typed
 * @param onward where it leads on this site
 * @param problem why it is shown again, as in {@code refusal.<code>}
 */
public record SignInForm(
        String email, String onward, @Nullable String problem) {}
