package dev.gatehouse.organizations;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Seats and their use (ORG-5).
 *
 * @param allowed the most seats; null for no limit
 * @param splits the members by status and source; those who hold a seat first
 * @param months the last twelve, oldest first
 */
public record UsageView(@Nullable Integer allowed, int used, List<Split> splits, List<Month> months) {

    /** How near the limit is. */
    public enum Warning {
        NONE,
        NEAR,
        FULL
    }

    /** Members of one status and source of sign-in; whether each holds a seat. */
    public record Split(String status, String source, long members, boolean holdsSeat) {}

    /** Seats at the end of a month, or now, and at its highest. */
    public record Month(LocalDate month, int inUse, int peak) {

        /** "November 2026". */
        public String name(Locale locale) {
            return DateTimeFormatter.ofLocalizedPattern("yMMMM")
                    .withLocale(locale)
                    .format(month);
        }

        /** "Nov". */
        public String shortName(Locale locale) {
            return DateTimeFormatter.ofPattern("LLL", locale).format(month);
        }
    }

    private static final int NEAR_PERCENT = 80;

    public UsageView {
        splits = List.copyOf(splits);
        months = List.copyOf(months);
    }

    /** Null where there is no limit. */
    public @Nullable Integer left() {
        return allowed == null ? null : Math.max(0, allowed - used);
    }

    /** Seats in use of a hundred; rounded down, so that 100 means full. */
    public int percent() {
        if (allowed == null) return 0;
        return allowed == 0 ? 100 : (int) Math.min(100, 100L * used / allowed);
    }

    /** Warned from 80 % and at 100 %. */
    public Warning warning() {
        if (allowed == null || percent() < NEAR_PERCENT) return Warning.NONE;
        return used >= allowed ? Warning.FULL : Warning.NEAR;
    }

    /** The highest number that the chart shows. */
    public int ceiling() {
        var highest = months.stream().mapToInt(Month::peak).max().orElse(0);
        return Math.max(1, allowed == null ? highest : Math.max(highest, Math.min(allowed, highest * 2)));
    }
}
