package dev.gatehouse.access;

import dev.gatehouse.platform.Refusal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The last day on which a role holds, as forms send it: it ends when that day does, where the person who types it lives. */
public final class LastDay {

    private static final Pattern FORM = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");

    private LastDay() {}

    /** The moment at which a day is over; null for no day at all. Refuses with {@code grants.until} what is none. */
    public static @Nullable Instant end(String day, ZoneId zone) {
        if (day.isBlank()) return null;
        if (!FORM.matcher(day).matches()) throw Refusal.input("until", "grants.until");
        try {
            return LocalDate.parse(day).plusDays(1).atStartOfDay(zone).toInstant();
        } catch (DateTimeParseException noDay) {
            throw Refusal.input("until", "grants.until");
        }
    }

    /** The day whose end a moment is, or in which it lies. */
    public static LocalDate of(Instant end, ZoneId zone) {
        return LocalDate.ofInstant(end.minusMillis(1), zone);
    }
}
