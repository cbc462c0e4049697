package dev.gatehouse.members;

import dev.gatehouse.platform.AttributeId;
import dev.gatehouse.platform.DepartmentId;
import dev.gatehouse.platform.EmailAddress;
import dev.gatehouse.platform.JobProfileId;
import dev.gatehouse.platform.PartnerId;
import dev.gatehouse.platform.PhoneNumber;
import dev.gatehouse.platform.UserTypeId;
import dev.gatehouse.platform.Username;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Someone who is to become a member (CRE-1).
 *
 * @param currency what they see amounts in (ISO 4217); null for the organization's
 * @param universalIdentifier what names them in the organization's own systems
 * @param attributes values of the organization's own attributes, already checked: dates as {@code yyyy-mm-dd}, yes/no as {@code true}
 *     or {@code false}
 */
public record NewMember(
        @Nullable EmailAddress email,
        @Nullable Username username,
        @Nullable PhoneNumber phone,
        String firstName,
        String lastName,
        String language,
        @Nullable String currency,
        @Nullable DepartmentId department,
        @Nullable JobProfileId jobProfile,
        @Nullable UserTypeId userType,
        @Nullable PartnerId partner,
        @Nullable String universalIdentifier,
        Map<AttributeId, String> attributes) {

    /** Somebody of whom nothing is known but an address. */
    public NewMember(EmailAddress email, String language) {
        this(email, null, null, "", "", language, null, null, null, null, null, null, Map.of());
    }

    public NewMember {
        attributes = Map.copyOf(attributes);
    }
}
