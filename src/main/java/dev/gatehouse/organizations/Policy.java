package dev.gatehouse.organizations;

import dev.gatehouse.platform.DepartmentId;
import dev.gatehouse.platform.JobProfileId;
import dev.gatehouse.platform.RoleId;
import dev.gatehouse.platform.TeamId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an organization decided about ways in (ORG-6).
 *
 * @param oneTimePasswords whether people may be given one (ACT-2)
 * @param mfaRequired whether the password alone lets nobody in (ACT-5)
 * @param signUpDomains the domains of {@link SignUpMode#DOMAINS}, in lower case
 * @param signUpDepartmentChoice whether who signs up picks their department; else it is the default one
 * @param colleagueInvitations whether every member may invite (INV-8)
 * @param activationEmails whether creating somebody sends an activation e-mail unless the creator says otherwise (ACT-1)
 * @param activationSms the same by SMS
 * @param defaultCountry where phone numbers without a country are from (ISO 3166); null: none is guessed
 * @param defaultCurrency what new people see amounts in (ISO 4217)
 * @param personalDataByAdmins whether admins may edit what belongs to the person (LIF-6)
 * @param attributesAfterRegistered whether custom attributes are hidden from admins until the member is {@code REGISTERED} (CRE-9)
 */
public record Policy(
        boolean oneTimePasswords,
        boolean mfaRequired,
        SignUpMode signUp,
        List<String> signUpDomains,
        boolean signUpDepartmentChoice,
        boolean colleagueInvitations,
        boolean activationEmails,
        boolean activationSms,
        @Nullable String defaultCountry,
        String defaultCurrency,
        @Nullable RoleId defaultRole,
        @Nullable JobProfileId defaultJobProfile,
        @Nullable DepartmentId defaultDepartment,
        @Nullable TeamId defaultTeam,
        boolean personalDataByAdmins,
        boolean attributesAfterRegistered) {

    public Policy {
        signUpDomains = List.copyOf(signUpDomains);
    }
}
