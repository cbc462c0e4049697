package dev.gatehouse.teams;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A row's place in the list of teams, as an address carries it: the next page begins after it whatever was added or removed meanwhile. */
record TeamKey(String name, UUID id) {

    private static final String SEPARATOR = "\u001f";
    private static final int LONGEST = 2_000;

    String encode() {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString((id + SEPARATOR + name).getBytes(StandardCharsets.UTF_8));
    }

    /** Reads a key; null where it is none. */
    static @Nullable TeamKey parse(@Nullable String key) {
        if (key == null || key.length() > LONGEST) return null;
        try {
            var parts = new String(Base64.getUrlDecoder().decode(key), StandardCharsets.UTF_8).split(SEPARATOR, 2);
            if (parts.length != 2 || parts[1].indexOf('\0') >= 0) return null;
            return new TeamKey(parts[1], UUID.fromString(parts[0]));
        } catch (IllegalArgumentException forged) {
            return null;
        }
    }
}
