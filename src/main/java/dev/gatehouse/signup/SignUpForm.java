package dev.gatehouse.signup;

import dev.gatehouse.organizations.DepartmentChoice;
import dev.gatehouse.platform.DepartmentId;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What somebody who signs up typed; nothing of it has been believed yet.
 *
 * @param department its id, or what was typed; empty for none
 * @param consent the version of the text that they agreed to; empty where they did not
 * @param parameters everything that was sent, but the password: the organization's own attributes are among them
 */
public record SignUpForm(
        Way way,
        String email,
        String username,
        String phone,
        String firstName,
        String lastName,
        String password,
        String language,
        String timeZone,
        String department,
        String identifier,
        String consent,
        Map<String, String> parameters) {

    public SignUpForm {
        parameters = Map.copyOf(parameters);
    }

    /** @param language the one that the page speaks */
    static SignUpForm of(Map<String, String> sent, String language) {
        var rest = new HashMap<>(sent);
        rest.remove("password");
        return new SignUpForm(
                Way.of(sent.getOrDefault("way", "")),
                sent.getOrDefault("email", ""),
                sent.getOrDefault("username", ""),
                sent.getOrDefault("phone", ""),
                sent.getOrDefault("firstName", ""),
                sent.getOrDefault("lastName", ""),
                sent.getOrDefault("password", ""),
                sent.getOrDefault("language", language),
                sent.getOrDefault("timeZone", "UTC"),
                Objects.toString(DepartmentChoice.sent(sent::get, "department"), ""),
                sent.getOrDefault("identifier", ""),
                sent.getOrDefault("consent", ""),
                rest);
    }

    /** The same in a language that there is. */
    SignUpForm in(String known) {
        return new SignUpForm(
                way,
                email,
                username,
                phone,
                firstName,
                lastName,
                password,
                known,
                timeZone,
                department,
                identifier,
                consent,
                parameters);
    }

    /** The same with the department that was meant. */
    SignUpForm into(@Nullable DepartmentId meant) {
        return new SignUpForm(
                way,
                email,
                username,
                phone,
                firstName,
                lastName,
                password,
                language,
                timeZone,
                Objects.toString(meant, ""),
                identifier,
                consent,
                parameters);
    }

    /** What was typed into a field; empty for nothing. */
    public String typed(String field) {
        return parameters.getOrDefault(field, "");
    }

    /** Never the password. */
    @Override
    public String toString() {
        return "SignUpForm[" + way + "]";
    }
}
