package dev.gatehouse.organizations;

import org.jspecify.annotations.Nullable;

/**
 * What people are asked to agree to: the storage and use of their data (PRI-3).
 *
 * @param version counts up with each change; 0 before the first
 * @param text the organization's own sentence; null for the product's, which has words in every language: {@code consent.personal_data}
 */
public record ConsentText(int version, @Nullable String text) {

    /** The product's own sentence, before an organization wrote one. */
    public static final ConsentText STANDARD = new ConsentText(0, null);
}
