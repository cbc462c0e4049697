package dev.gatehouse.imports;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A number of a spreadsheet as a person reads it. */
final class CellNumber {

    private static final int LONGEST = 40;

    /** What spreadsheets show of a number. */
    private static final MathContext SHOWN = new MathContext(15);

    private static final LocalDate DAY_0 = LocalDate.of(1899, 12, 30);
    private static final LocalDate DAY_0_OF_1904 = LocalDate.of(1904, 1, 1);
    private static final double LAST_DAY = 2_958_466;
    private static final int SECONDS_OF_A_DAY = 86_400;

    /** A whole number that something wrote as a fraction, as in {@code 491701234567.0}; too long to be one. */
    private static final Pattern WHOLE = Pattern.compile("([1-9][0-9]{6,17})\\.0+");

    /** A whole number that something wrote with all its digits and a power of ten. */
    private static final Pattern POWER = Pattern.compile("([1-9])[.,]([0-9]{5,17})[eE]\\+?([0-9]{1,2})");

    private CellNumber() {}

    /** What a cell with a number says: {@code 491701234567} for {@code 4.91701234567E11}, {@code 2024-02-29} for a day. */
    static String text(String raw, CellFormats.Format format, boolean from1904) {
        if (raw.isEmpty() || raw.length() > LONGEST) return raw;
        BigDecimal number;
        try {
            number = new BigDecimal(raw);
        } catch (NumberFormatException none) {
            return raw;
        }
        if (Math.abs((long) number.precision() - number.scale()) > LONGEST || number.scale() > 400) return raw;
        if (format.kind() != CellFormats.Kind.NUMBER) {
            var moment = moment(number.doubleValue(), format.kind(), from1904);
            if (moment != null) return moment;
        }
        if (number.signum() == 0) return "0".repeat(Math.max(1, format.digits()));
        var whole = number.stripTrailingZeros();
        if (whole.scale() > 0) whole = whole.round(SHOWN).stripTrailingZeros();
        var text = whole.toPlainString();
        var missing = whole.signum() > 0 && whole.scale() <= 0 ? format.digits() - text.length() : 0;
        return missing > 0 ? "0".repeat(missing) + text : text;
    }

    /** Text that a program made of a whole number, as a person meant it; any other text as it is. */
    static String repaired(String text) {
        if (text.length() < 8 || text.length() > LONGEST || text.charAt(0) < '1' || text.charAt(0) > '9') return text;
        var whole = WHOLE.matcher(text);
        if (whole.matches()) return whole.group(1);
        var power = POWER.matcher(text);
        // With fewer digits than the power some were rounded away, and nobody knows them any more.
        return power.matches() && power.group(2).length() == Integer.parseInt(power.group(3))
                ? power.group(1) + power.group(2)
                : text;
    }

    /** A whole number of an attribute; -1 where it is none. */
    static int integer(@Nullable String text) {
        if (text == null || text.isEmpty() || text.length() > 9) return -1;
        var number = 0;
        for (var at = 0; at < text.length(); at++) {
            var digit = text.charAt(at) - '0';
            if (digit < 0 || digit > 9) return -1;
            number = number * 10 + digit;
        }
        return number;
    }

    private static @Nullable String moment(double days, CellFormats.Kind kind, boolean from1904) {
        if (days < 0 || days >= LAST_DAY) return null;
        var day = (long) days;
        var seconds = Math.round((days - day) * SECONDS_OF_A_DAY);
        if (seconds == SECONDS_OF_A_DAY) {
            day++;
            seconds = 0;
        }
        var time = LocalTime.ofSecondOfDay(seconds);
        if (kind == CellFormats.Kind.TIME && day == 0) return time.toString();
        // Spreadsheets count a 29th of February 1900, which there was not: days before it are one further on.
        var date = from1904 ? DAY_0_OF_1904.plusDays(day) : DAY_0.plusDays(day < 60 ? day + 1 : day);
        return seconds == 0
                ? date.toString()
                : date + " "
                        + LocalDateTime.of(date, time)
                                .truncatedTo(ChronoUnit.SECONDS)
                                .toLocalTime();
    }
}
