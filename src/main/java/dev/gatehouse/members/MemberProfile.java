package dev.gatehouse.members;

import dev.gatehouse.organizations.Attribute;
import dev.gatehouse.organizations.UserType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the page of a member says about them beside how they sign in (MEM-6, CRE-9).
 *
 * @param language the tag of the language they read
 * @param currency what they see amounts in; null for the organization's, and for viewers who are no admins
 * @param department its names from the top down: {@code Sales › Europe}
 * @param universalIdentifier null also for viewers who are no admins
 * @param broughtBy what to call who created or invited them
 * @param values the organization's own attributes that have a value; empty for viewers who are no admins
 * @param hidden whether the organization keeps its attributes from admins until the member is registered
 * @param consents what they agreed to, the newest first; empty for viewers who are no admins
 */
public record MemberProfile(
        String language,
        @Nullable String currency,
        @Nullable String department,
        @Nullable String jobProfile,
        @Nullable UserType userType,
        @Nullable String partner,
        @Nullable String universalIdentifier,
        @Nullable String broughtBy,
        List<Value> values,
        boolean hidden,
        List<Consent> consents) {

    /** One attribute and its value, as it is stored. */
    public record Value(Attribute attribute, String stored) {}
}
