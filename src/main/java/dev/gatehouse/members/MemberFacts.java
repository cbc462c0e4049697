package dev.gatehouse.members;

import dev.gatehouse.platform.AttributeId;
import dev.gatehouse.platform.DepartmentId;
import dev.gatehouse.platform.JobProfileId;
import dev.gatehouse.platform.MemberId;
import dev.gatehouse.platform.PartnerId;
import dev.gatehouse.platform.UserTypeId;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an organization knows of a member beyond who they are (CRE-1, LIF-6).
 *
 * @param currency what they see amounts in (ISO 4217); null for the organization's
 * @param broughtBy who created or invited them; null where nobody did, or it is not known
 * @param attributes values of the organization's own attributes, as they are stored
 */
public record MemberFacts(
        @Nullable String currency,
        @Nullable DepartmentId department,
        @Nullable JobProfileId jobProfile,
        @Nullable UserTypeId userType,
        @Nullable PartnerId partner,
        @Nullable String universalIdentifier,
        @Nullable MemberId broughtBy,
        Map<AttributeId, String> attributes) {

    public MemberFacts {
        attributes = Map.copyOf(attributes);
    }
}
