package dev.gatehouse.creation;

import dev.gatehouse.access.Role;
import dev.gatehouse.organizations.Attribute;
import dev.gatehouse.organizations.ConsentText;
import dev.gatehouse.organizations.JobProfile;
import dev.gatehouse.organizations.Organization;
import dev.gatehouse.organizations.Partner;
import dev.gatehouse.organizations.Policy;
import dev.gatehouse.organizations.UserType;
import dev.gatehouse.platform.RoleId;
import dev.gatehouse.platform.TeamId;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What somebody can be created with (CRE-1).
 *
 * @param departments whether there are any to choose from
 * @param roles those that the actor may give in the whole organization, and the organization's default one
 * @param given those of them that the actor gives; the default one may be the organization's own decision
 * @param team the organization's default team; null where it has none, or people get administrative roles by it that the actor may not give
 * @param teamName what that is called
 * @param teamGiven whether the actor may put people into it; else it is the organization's own decision
 * @param onboarding the names of the teams that people join who get nothing else (INV-6)
 * @param attributes those that are asked for
 * @param sms whether text messages can be sent at all
 */
public record CreateOffer(
        Organization organization,
        Policy policy,
        List<JobProfile> jobProfiles,
        boolean departments,
        List<Role> roles,
        List<RoleId> given,
        @Nullable TeamId team,
        String teamName,
        boolean teamGiven,
        List<String> onboarding,
        List<UserType> userTypes,
        List<Partner> partners,
        List<Attribute> attributes,
        ConsentText consent,
        boolean sms) {

    /** The blank form. */
    CreateForm form(String language) {
        var platform = userTypes.stream()
                .filter(type -> "platform".equals(type.predefined()))
                .map(type -> type.id().toString())
                .findFirst()
                .orElse("");
        var links = policy.activationEmails() || (policy.activationSms() && sms);
        return new CreateForm(
                "email",
                "",
                "",
                "",
                "",
                "",
                language,
                "",
                text(policy.defaultJobProfile()),
                text(policy.defaultDepartment()),
                roles.stream().anyMatch(role -> role.id().equals(policy.defaultRole()))
                        ? text(policy.defaultRole())
                        : "",
                team != null,
                platform,
                "",
                "",
                Map.of(),
                links ? Way.LINKS : Way.NONE,
                policy.activationEmails(),
                policy.activationSms() && sms,
                "",
                "",
                1,
                0);
    }

    private static String text(@Nullable Object id) {
        return id == null ? "" : id.toString();
    }
}
