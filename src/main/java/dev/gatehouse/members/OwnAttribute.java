package dev.gatehouse.members;

import dev.gatehouse.organizations.Attribute;
import org.jspecify.annotations.Nullable;

/**
 * Something that an organization keeps about a person and lets them see (CRE-9).
 *
 * @param value as it is stored; null for none
 */
public record OwnAttribute(Attribute attribute, @Nullable String value) {}
