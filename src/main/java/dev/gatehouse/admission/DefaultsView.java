package dev.gatehouse.admission;

import dev.gatehouse.access.Role;
import dev.gatehouse.console.Shell;
import dev.gatehouse.organizations.DepartmentChoice;
import dev.gatehouse.organizations.JobProfile;
import dev.gatehouse.platform.Refusal;
import dev.gatehouse.teams.Team;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What new people get where nobody says otherwise, and what may be chosen for it (ORG-6).
 *
 * @param roles those that the viewer may give, and the present one
 * @param teams the chosen one, and those that were found; of them only those that the viewer may put people into, and the present one
 */
public record DefaultsView(
        String slug,
        DefaultsForm form,
        List<Role> roles,
        List<JobProfile> jobProfiles,
        DepartmentChoice departments,
        List<Team> teams,
        @Nullable Refusal refusal) {

    /** The sentence that stands at a field; null where it is right. */
    public @Nullable String problem(Shell shell, String field) {
        return refusal != null && field.equals(refusal.field()) ? shell.refusal(refusal) : null;
    }
}
