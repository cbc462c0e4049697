package dev.gatehouse.signin;

import dev.gatehouse.platform.Refusal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A form with the one field that says who somebody is, as it is shown.
 *
 * @param identifier what was typed
 * @param organization the address name of an organization that was typed beside it; null where it is not asked for
 * @param onward where it leads on this site
 * @param problem why it is shown again, as in {@code refusal.<code>}
 * @param arguments what fills that sentence
 */
public record SignInForm(
        String identifier,
        @Nullable String organization,
        String onward,
        @Nullable String problem,
        List<Object> arguments) {

    /** Not sent yet. */
    static SignInForm fresh(String identifier, String onward) {
        return new SignInForm(identifier, null, onward, null, List.of());
    }

    SignInForm refused(String code) {
        return new SignInForm(identifier, organization, onward, code, List.of());
    }

    SignInForm refused(Refusal refusal) {
        return new SignInForm(identifier, organization, onward, refusal.code(), refusal.arguments());
    }

    /** Also asks which organization is meant. */
    SignInForm asking() {
        return new SignInForm(identifier, organization == null ? "" : organization, onward, problem, arguments);
    }

    /** Whether what was typed can be nothing that anybody signs in with. */
    public boolean malformed() {
        return "identifier.malformed".equals(problem) || "identifier.country".equals(problem);
    }
}
