package dev.gatehouse.organizations;

import java.util.Map;

/** A custom user type as an admin typed it; nothing is checked yet. */
public record UserTypeForm(String name, boolean newsletter, boolean services, boolean keyAccounts) {

    static UserTypeForm of(Map<String, String> parameters) {
        return new UserTypeForm(
                parameters.getOrDefault("name", ""),
                "yes".equals(parameters.get("newsletter")),
                "yes".equals(parameters.get("services")),
                "yes".equals(parameters.get("keyAccounts")));
    }

    static UserTypeForm of(UserType type) {
        return new UserTypeForm(
                type.name() == null ? "" : type.name(), type.newsletter(), type.services(), type.keyAccounts());
    }
}
