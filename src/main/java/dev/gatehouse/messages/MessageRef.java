package dev.gatehouse.messages;

import dev.gatehouse.platform.OrganizationId;
import java.util.UUID;

/** Which message a delivery is for: all that its job carries. */
record MessageRef(UUID organization, UUID message) {

    OrganizationId organizationId() {
        return new OrganizationId(organization);
    }
}
