package dev.gatehouse.access;

import org.jspecify.annotations.Nullable;

/**
 * What a role is called: the predefined ones by a text of the reader's language, {@code role.<predefined>}, the others as
 * somebody named them.
 *
 * @param predefined the key of a predefined role; null for a custom one
 * @param name the name of a custom role; empty for a predefined one
 */
public record RoleName(@Nullable String predefined, String name) {

    /** The name of a row: exactly one of the two is there. */
    public static RoleName of(@Nullable String predefined, @Nullable String name) {
        return new RoleName(predefined, name == null ? "" : name);
    }
}
