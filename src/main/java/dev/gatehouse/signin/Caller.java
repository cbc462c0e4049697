package dev.gatehouse.signin;

import dev.gatehouse.platform.Identifier;
import dev.gatehouse.platform.OrganizationId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What somebody typed to be known by, and what is known of where they want to go (ACT-3).
 *
 * @param organization the one whose own page it is, or that they named; null on the page of the platform
 * @param likely the addresses of organizations that decide where several would fit: where the person was going, where the browser was last
 */
record Caller(Identifier identifier, @Nullable OrganizationId organization, List<String> likely) {

    /** Never what was typed. */
    @Override
    public String toString() {
        return "Caller[" + identifier.kind() + "]";
    }
}
