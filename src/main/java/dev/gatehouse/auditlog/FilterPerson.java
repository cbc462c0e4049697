package dev.gatehouse.auditlog;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Whom a filter means.
 *
 * @param member null where nobody here has the address
 * @param label what to call them; empty for someone who is forgotten, what was typed where nobody was found
 */
public record FilterPerson(@Nullable UUID member, String label) {}
