package dev.gatehouse.admission;

import dev.gatehouse.organizations.DepartmentChoice;
import dev.gatehouse.organizations.NewPeopleDefaults;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What new people get, as an admin chose it: ids, empty for nothing, a department also by its name; nothing is checked yet. */
public record DefaultsForm(String role, String jobProfile, String department, String team, String find) {

    static DefaultsForm of(Map<String, String> parameters) {
        return new DefaultsForm(
                parameters.getOrDefault("role", ""),
                parameters.getOrDefault("jobProfile", ""),
                Objects.toString(DepartmentChoice.sent(parameters::get, "department"), ""),
                parameters.getOrDefault("team", ""),
                parameters.getOrDefault("find", ""));
    }

    static DefaultsForm of(NewPeopleDefaults defaults) {
        return new DefaultsForm(
                text(defaults.role()),
                text(defaults.jobProfile()),
                text(defaults.department()),
                text(defaults.team()),
                "");
    }

    private static String text(@Nullable Object id) {
        return id == null ? "" : id.toString();
    }
}
