package dev.gatehouse.organizations;

import org.jspecify.annotations.Nullable;

/** What an organization begins with; {@code seatsAllowed} null for no limit. */
public record NewOrganization(
        String name,
        String slug,
        String defaultLanguage,
        @Nullable Integer seatsAllowed) {}
