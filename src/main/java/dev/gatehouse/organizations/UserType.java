package dev.gatehouse.organizations;

import dev.gatehouse.platform.UserTypeId;
import org.jspecify.annotations.Nullable;

/**
 * A kind of person, beside the role (TYP-1).
 *
 * @param predefined {@code platform}, {@code advertiser} or {@code consultant}, which have words in every language; null for a custom one
 * @param name what a custom one is called; null for a predefined one
 * @param newsletter whether they get the product newsletter
 * @param services whether they may book additional services
 * @param keyAccounts whether they may be key account managers (TYP-2)
 */
public record UserType(
        UserTypeId id,
        @Nullable String predefined,
        @Nullable String name,
        boolean newsletter,
        boolean services,
        boolean keyAccounts) {}
