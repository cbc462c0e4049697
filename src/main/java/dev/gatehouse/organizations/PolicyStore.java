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

    List<String> openToSignUp(int most) {
        return jdbc.sql("select slug from organizations_open_to_sign_up(:most)")
                .param("most", most)
                .query((row, n) -> row.getString("slug"))
                .list();
    }

    Policy of(OrganizationId organization) {
        return jdbc.sql("select * from organization_policy where organization_id = :organization")
                .param("organization", organization.value())
                .query(PolicyStore::policy)
                .single();
    }

    /**
     * Who has nothing that a code could go to, however they sign in, among so many of those without an e-mail address: neither the
     * organization knows a way to them, nor have they proved one to be theirs.
     */
    Unreached unreached(OrganizationId organization, boolean sms, int among) {
        return jdbc.sql("""
                select count(*) filter (where status = 'REGISTERED' and (phone is null or not :sms)
                         and not exists (select from account_email e where e.account_id = m.account_id and e.verified_at is not null)
                         and not exists (select from account a where :sms and a.id = m.account_id and a.phone_verified_at is not null)) as people,
                       count(*) as looked
                  from (select account_id, phone, status from member
                         where organization_id = :organization and source = 'password' and email_key is null limit :among) m
                """)
                .param("organization", organization.value())
                .param("sms", sms)
                .param("among", among)
                .query((row, n) -> new Unreached(row.getInt("people"), row.getInt("looked") == among, sms))
                .single();
    }

    /** Holds the policy until the transaction ends. What an organization sorts its people by is changed one after the other under it. */
    void lock(OrganizationId organization) {
        jdbc.sql(
                        "select organization_id from organization_policy where organization_id = :organization for no key update")
                .param("organization", organization.value())
                .query((row, n) -> true)
                .single();
    }

    void updateRegion(OrganizationId organization, @Nullable String country, String currency) {
        jdbc.sql("""
                update organization_policy set default_country = :country, default_currency = :currency
                 where organization_id = :organization
                """)
                .param("country", country)
                .param("currency", currency)
                .param("organization", organization.value())
                .update();
    }

    void updateSignIn(
            OrganizationId organization,
            boolean oneTimePasswords,
            boolean mfaRequired,
            SignUpMode signUp,
            List<String> domains,
            boolean departmentChoice,
            boolean colleagueInvitations) {
        jdbc.sql("""
                update organization_policy
                   set one_time_passwords = :passwords, mfa_required = :mfa, sign_up = :mode, sign_up_domains = :domains,
                       sign_up_department_choice = :choice, colleague_invitations = :colleagues
                 where organization_id = :organization
                """)
                .param("passwords", oneTimePasswords)
                .param("mfa", mfaRequired)
                .param("mode", signUp.key())
                .param("domains", domains.toArray(String[]::new))
                .param("choice", departmentChoice)
                .param("colleagues", colleagueInvitations)
                .param("organization", organization.value())
                .update();
    }

    void updateActivation(OrganizationId organization, boolean emails, boolean sms) {
        jdbc.sql("""
                update organization_policy set activation_emails = :emails, activation_sms = :sms where organization_id = :organization
                """)
                .param("emails", emails)
                .param("sms", sms)
                .param("organization", organization.value())
                .update();
    }

    void updatePersonalData(OrganizationId organization, boolean byAdmins) {
        jdbc.sql("update organization_policy set personal_data_by_admins = :by where organization_id = :organization")
                .param("by", byAdmins)
                .param("organization", organization.value())
                .update();
    }

    void updateAttributesHidden(OrganizationId organization, boolean hidden) {
        jdbc.sql(
                        "update organization_policy set attributes_after_registered = :hidden where organization_id = :organization")
                .param("hidden", hidden)
                .param("organization", organization.value())
                .update();
    }

    void updateDefaults(OrganizationId organization, NewPeopleDefaults defaults) {
        jdbc.sql("""
                update organization_policy
                   set default_role_id = :role, default_job_profile_id = :profile, default_department_id = :department, default_team_id = :team
                 where organization_id = :organization
                """)
                .param("role", defaults.role() == null ? null : defaults.role().value())
                .param(
                        "profile",
                        defaults.jobProfile() == null
                                ? null
                                : defaults.jobProfile().value())
                .param(
                        "department",
                        defaults.department() == null
                                ? null
                                : defaults.department().value())
                .param("team", defaults.team() == null ? null : defaults.team().value())
                .param("organization", organization.value())
                .update();
    }

    /** Where something that goes was a default, what takes its place is. */
    void replaceDefault(String column, OrganizationId organization, UUID gone, @Nullable UUID replacement) {
        jdbc.sql("update organization_policy set default_" + column + " = :replacement"
                        + " where organization_id = :organization and default_" + column + " = :gone")
                .param("replacement", replacement)
                .param("organization", organization.value())
                .param("gone", gone)
                .update();
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
