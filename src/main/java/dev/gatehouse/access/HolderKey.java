package dev.gatehouse.access;

import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A grant's place in the list of a role's holders, as an address carries it. */
record HolderKey(UUID subject, UUID grant) {

    private static final String UUID_FORM = "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}";
    private static final Pattern FORM = Pattern.compile("(" + UUID_FORM + ")\\.(" + UUID_FORM + ")");

    static String of(Grant grant) {
        return grant.holder().value() + "." + grant.id().value();
    }

    /** Reads a key; null where it is none. */
    static @Nullable HolderKey parse(@Nullable String key) {
        if (key == null) return null;
        var parts = FORM.matcher(key);
        return parts.matches() ? new HolderKey(UUID.fromString(parts.group(1)), UUID.fromString(parts.group(2))) : null;
    }
}
