package dev.gatehouse.setup;

import java.util.Map;

/** An organization that an operator makes, and who is to administer it (ORG-7). Empty seats mean no limit. */
public record FoundingForm(String name, String slug, String seats, String language, String email) {

    static FoundingForm of(Map<String, String> parameters, String language) {
        return new FoundingForm(
                parameters.getOrDefault("name", ""),
                parameters.getOrDefault("slug", ""),
                parameters.getOrDefault("seats", ""),
                parameters.getOrDefault("language", language),
                parameters.getOrDefault("email", ""));
    }
}
