package dev.gatehouse.organizations;

import dev.gatehouse.platform.DepartmentId;
import dev.gatehouse.platform.JobProfileId;
import dev.gatehouse.platform.RoleId;
import dev.gatehouse.platform.TeamId;
import org.jspecify.annotations.Nullable;

/** What new people get where nobody says otherwise (ORG-6); null for nothing. */
public record NewPeopleDefaults(
        @Nullable RoleId role,
        @Nullable JobProfileId jobProfile,
        @Nullable DepartmentId department,
        @Nullable TeamId team) {

    /** As the policy has them. */
    public static NewPeopleDefaults of(Policy policy) {
        return new NewPeopleDefaults(
                policy.defaultRole(), policy.defaultJobProfile(), policy.defaultDepartment(), policy.defaultTeam());
    }
}
