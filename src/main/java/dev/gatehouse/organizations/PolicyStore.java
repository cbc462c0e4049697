package dev.gatehouse.organizations;

import dev.gatehouse.platform.DepartmentId;
import dev.gatehouse.platform.JobProfileId;
import dev.gatehouse.platform.OrganizationId;
import dev.gatehouse.platform.RoleId;
import dev.gatehouse.platform.TeamId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class PolicyStore {

    private final JdbcClient jdbc;

    PolicyStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Policy of(OrganizationId organization) {
        return jdbc.sql("select * from organization_policy where organization_id = :organization")
                .param("organization", organization.value())
                .query(PolicyStore::policy)
                .single();
    }

    private static Policy policy(ResultSet row, int number) throws SQLException {
        return new Policy(
                row.getBoolean("one_time_passwords"),
                row.getBoolean("mfa_required"),
                SignUpMode.of(row.getString("sign_up")),
                List.of((String[]) row.getArray("sign_up_domains").getArray()),
                row.getBoolean("sign_up_department_choice"),
                row.getBoolean("colleague_invitations"),
                row.getBoolean("activation_emails"),
                row.getBoolean("activation_sms"),
                row.getString("default_country"),
                row.getString("default_currency"),
                id(row, "default_role_id", RoleId::new),
                id(row, "default_job_profile_id", JobProfileId::new),
                id(row, "default_department_id", DepartmentId::new),
                id(row, "default_team_id", TeamId::new),
                row.getBoolean("personal_data_by_admins"),
                row.getBoolean("attributes_after_registered"));
    }

    private static <T> @Nullable T id(ResultSet row, String column, Function<UUID, T> made) throws SQLException {
        var id = row.getObject(column, UUID.class);
        return id == null ? null : made.apply(id);
    }
}
