package dev.gatehouse.members;

import dev.gatehouse.platform.MemberId;

/**
 * Something that names one person only, and that another member has already.
 *
 * @param field {@code email}, {@code username}, {@code phone} or {@code universalIdentifier}
 */
public record Taken(String field, MemberId by) {}
