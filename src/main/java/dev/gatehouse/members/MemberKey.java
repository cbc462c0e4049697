package dev.gatehouse.members;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A row's place in a sorted list, as an address carries it: the next page begins after it whatever was added or removed
 * meanwhile (MEM-7).
 *
 * @param place of the row's cell in the sort
 * @param name the row's sorting name; empty in a list by activity
 * @param active the row's last activity, {@link OffsetDateTime#MIN} for never; null in a list by name
 */
record MemberKey(int place, String name, @Nullable OffsetDateTime active, UUID id) {

    private static final String SEPARATOR = "\u001f";
    private static final String NEVER = "never";
    private static final int LONGEST = 2_000;
    private static final int PARTS = 3;
    private static final int PLACES = 6;
    /** The end of the year 9999. */
    private static final long LAST_MICROS = 253_402_300_799_999_999L;

    String encode() {
        var sorted = active == null
                ? name
                : active.equals(OffsetDateTime.MIN)
                        ? NEVER
                        : Long.toString(ChronoUnit.MICROS.between(Instant.EPOCH, active.toInstant()));
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(String.join(SEPARATOR, Integer.toString(place), id.toString(), sorted)
                        .getBytes(StandardCharsets.UTF_8));
    }

    /** Reads a key; null where it is none, or belongs to a list of another sort. */
    static @Nullable MemberKey parse(@Nullable String key, boolean byActivity) {
        if (key == null || key.length() > LONGEST) return null;
        try {
            var parts = new String(Base64.getUrlDecoder().decode(key), StandardCharsets.UTF_8).split(SEPARATOR, PARTS);
            if (parts.length != PARTS || parts[2].indexOf('\0') >= 0) return null;
            var place = Integer.parseInt(parts[0]);
            if (place < 0 || place >= PLACES) return null;
            var id = UUID.fromString(parts[1]);
            return byActivity
                    ? new MemberKey(place, "", moment(parts[2]), id)
                    : new MemberKey(place, parts[2], null, id);
        } catch (IllegalArgumentException | DateTimeException forged) {
            return null;
        }
    }

    private static OffsetDateTime moment(String micros) {
        if (micros.equals(NEVER)) return OffsetDateTime.MIN;
        var number = Long.parseLong(micros);
        if (number < 0 || number > LAST_MICROS) throw new DateTimeException("beyond any activity");
        return Instant.EPOCH.plus(number, ChronoUnit.MICROS).atOffset(ZoneOffset.UTC);
    }
}
