package dev.gatehouse.creation;

import dev.gatehouse.members.Member;
import dev.gatehouse.organizations.Attribute;
import dev.gatehouse.organizations.JobProfile;
import dev.gatehouse.organizations.Partner;
import dev.gatehouse.organizations.UserType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What can be changed of a member, and to what (LIF-6).
 *
 * @param before the form as the member stands
 * @param personal whether names, language and username may be changed: the organization lets admins
 * @param contact whether the address and the number may be, too: nobody has come in with them yet
 * @param type whether the user type may be: nobody without the right to give roles changes their own
 * @param departments whether there are any to choose from
 * @param attributes those that are asked for
 * @param country where numbers without a country are from
 */
public record EditOffer(
        Member member,
        EditForm before,
        boolean personal,
        boolean contact,
        boolean type,
        List<JobProfile> jobProfiles,
        boolean departments,
        List<UserType> userTypes,
        List<Partner> partners,
        List<Attribute> attributes,
        @Nullable String country) {}
