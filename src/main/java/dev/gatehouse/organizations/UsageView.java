package dev.gatehouse.organizations;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Seats and their use (ORG-5).
 *
 * @param allowed the most seats; null for no limit
 * @param splits the members by status and source; those who hold a seat first
 * @param months the last twelve, oldest first
 * @param currency what the viewer sees amounts in
 */
public record UsageView(@Nullable Integer allowed, int used, List<Split> splits, List<Month> months, String currency) {

    /** How near the limit is. */
    public enum Warning {
        NONE,
        NEAR,
        FULL
    }

    /** Members of one status and source of sign-in; whether each holds a seat. */
    public record Split(String status, String source, long members, boolean holdsSeat) {}

    /**
     * Seats at the end of a month, or now, and at its highest.
     *
     * @param cost what those at its end cost; null where no price was known then
     */
    public record Month(
            LocalDate month, int inUse, int peak, @Nullable Cost cost) {

        public Month(LocalDate month, int inUse, int peak) {
            this(month, inUse, peak, null);
        }

        Month costing(Cost itsCost) {
            return new Month(month, inUse, peak, itsCost);
        }

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

    /** What this month costs; null where no price is known. */
    public @Nullable Cost cost() {
        return months.getLast().cost();
    }

    /** Whether any of the months has a cost. */
    public boolean priced() {
        return months.stream().anyMatch(month -> month.cost() != null);
    }

    /** The currencies that some month's cost stays in, because there is no rate for the viewer's. */
    public List<String> unconverted() {
        return months.stream()
                .map(Month::cost)
                .filter(Objects::nonNull)
                .map(cost -> cost.money().currency())
                .filter(kept -> !kept.equals(currency))
                .distinct()
                .toList();
    }

    /** The highest number that the chart shows. */
    public int ceiling() {
        var highest = months.stream().mapToInt(Month::peak).max().orElse(0);
        return Math.max(1, allowed == null ? highest : Math.max(highest, Math.min(allowed, highest * 2)));
    }
}
