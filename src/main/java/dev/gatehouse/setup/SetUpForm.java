package dev.gatehouse.setup;

import java.util.Map;

/** What the first person types (OPS-3); the address is made from the name where it is left empty. */
public record SetUpForm(
        String organization,
        String slug,
        String firstName,
        String lastName,
        String email,
        String password,
        String language,
        String timeZone) {

    static final SetUpForm EMPTY = of(Map.of(), "en");

    static SetUpForm of(Map<String, String> parameters, String language) {
        return new SetUpForm(
                parameters.getOrDefault("organization", ""),
                parameters.getOrDefault("slug", ""),
                parameters.getOrDefault("firstName", ""),
                parameters.getOrDefault("lastName", ""),
                parameters.getOrDefault("email", ""),
                parameters.getOrDefault("password", ""),
                language,
                parameters.getOrDefault("timeZone", "UTC"));
    }

    /** Never the password. */
    @Override
    public String toString() {
        return "SetUpForm[" + slug + "]";
    }
}
