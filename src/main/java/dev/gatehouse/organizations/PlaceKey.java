package dev.gatehouse.organizations;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Where a hub or a repository stands in a list by name, as an address carries it. */
record PlaceKey(String name, UUID id) {

    private static final int LONGEST = 2_000;
    private static final int ID = 36;

    static String of(String sortKey, UUID id) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString((id + sortKey).getBytes(StandardCharsets.UTF_8));
    }

    /** Reads a key; null where it is none. */
    static @Nullable PlaceKey parse(@Nullable String key) {
        if (key == null || key.length() > LONGEST) return null;
        try {
            var text = new String(Base64.getUrlDecoder().decode(key), StandardCharsets.UTF_8);
            if (text.length() < ID || text.indexOf('\0') >= 0) return null;
            return new PlaceKey(text.substring(ID), UUID.fromString(text.substring(0, ID)));
        } catch (IllegalArgumentException forged) {
            return null;
        }
    }
}
