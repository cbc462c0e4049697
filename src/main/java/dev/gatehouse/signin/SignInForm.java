package dev.gatehouse.signin;

import dev.gatehouse.platform.Refusal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The sign-in form as it is shown.
 *
 * @param email what was typed
 * @param onward where it leads on this site
 * @param problem why it is shown again, as in {@code refusal.<code>}
 * @param arguments what fills that sentence
 */
public record SignInForm(
        String email, String onward, @Nullable String problem, List<Object> arguments) {

    public SignInForm(String email, String onward, @Nullable String problem) {
        this(email, onward, problem, List.of());
    }

    /** The form again with what was refused. */
    static SignInForm refused(String email, String onward, Refusal refusal) {
        return new SignInForm(email, onward, refusal.code(), refusal.arguments());
    }
}
