package dev.gatehouse.members;

import org.jspecify.annotations.Nullable;

/**
 * What a person agreed to, as they see it themselves (PRI-3).
 *
 * @param text the organization's own sentence; null for the product's
 */
public record OwnConsent(Consent consent, @Nullable String text) {}
