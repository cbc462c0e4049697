package dev.gatehouse.currencies;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A file of exchange rates, read whole. Either a line for each rate under {@code currency,day,rate}, or a line for each day with a column for
 * each currency, as the European Central Bank publishes them: {@code Date,USD,JPY,…}. Where anything is wrong, nothing of it counts.
 *
 * @param rates empty where there are faults
 * @param faults the first ones, by line
 * @param more how many faults there are beyond
 */
record RateFile(List<ExchangeRate> rates, List<RateFault> faults, int more) {

    /** The day the euro began; there are no rates before. */
    static final LocalDate FIRST_DAY = LocalDate.of(1999, 1, 1);

    static final Pattern RATE = Pattern.compile("[0-9]{1,12}(\\.[0-9]{1,10})?");

    private static final int FAULTS_SHOWN = 20;
    private static final int VALUE_SHOWN = 40;

    /** As the ECB dates its daily file. */
    private static final DateTimeFormatter IN_WORDS =
            DateTimeFormatter.ofPattern("d MMMM uuuu", Locale.ENGLISH).withResolverStyle(ResolverStyle.STRICT);

    /** Those of the past too: their rates stand in the ECB's history. */
    private static final Set<String> CURRENCIES = Currency.getAvailableCurrencies().stream()
            .map(Currency::getCurrencyCode)
            .collect(Collectors.toUnmodifiableSet());

    static boolean knows(String currency) {
        return CURRENCIES.contains(currency) && !currency.equals("EUR");
    }

    /** Reads a file. No rate may be of a day after {@code last}. */
    static RateFile read(byte[] file, LocalDate last) {
        return new Reading(last).of(file);
    }

    private static final class Reading {

        private final LocalDate last;
        private final List<ExchangeRate> rates = new ArrayList<>();
        private final Map<RateKey, Integer> seen = new HashMap<>();
        private final List<RateFault> faults = new ArrayList<>();
        private int more;

        private Reading(LocalDate last) {
            this.last = last;
        }

        private RateFile of(byte[] file) {
            var text = decoded(file);
            if (text != null) read(text.lines().toList());
            return new RateFile(faults.isEmpty() ? rates : List.of(), faults, more);
        }

        private @Nullable String decoded(byte[] file) {
            try {
                var text = StandardCharsets.UTF_8
                        .newDecoder()
                        .decode(ByteBuffer.wrap(file))
                        .toString();
                return text.startsWith("\uFEFF") ? text.substring(1) : text;
            } catch (CharacterCodingException binary) {
                fault(1, "encoding", "");
                return null;
            }
        }

        private void read(List<String> lines) {
            var header = lines.isEmpty() ? List.<String>of() : cells(lines.getFirst());
            var names =
                    header.stream().map(name -> name.toLowerCase(Locale.ROOT)).toList();
            if (names.equals(List.of("currency", "day", "rate"))) eachRate(lines);
            else if (!names.isEmpty() && names.getFirst().equals("date")) eachDay(header, lines);
            else fault(1, "header", lines.isEmpty() ? "" : lines.getFirst());
            if (faults.isEmpty() && rates.isEmpty()) fault(1, "empty", "");
        }

        private void eachRate(List<String> lines) {
            for (var number = 2; number <= lines.size(); number++) {
                var line = lines.get(number - 1);
                if (line.isBlank()) continue;
                var cells = cells(line);
                if (cells.size() != 3) fault(number, "columns", line);
                else add(number, cells.get(0), day(number, cells.get(1)), cells.get(2));
            }
        }

        private void eachDay(List<String> header, List<String> lines) {
            for (var number = 2; number <= lines.size(); number++) {
                var line = lines.get(number - 1);
                if (line.isBlank()) continue;
                var cells = cells(line);
                if (cells.size() != header.size()) {
                    fault(number, "columns", line);
                    continue;
                }
                var day = day(number, cells.getFirst());
                for (var column = 1; day != null && column < cells.size(); column++) {
                    var rate = cells.get(column);
                    // A currency that was not quoted on the day; and the ECB ends each line with a comma.
                    if (!rate.isEmpty() && !rate.equals("N/A")) add(number, header.get(column), day, rate);
                }
            }
        }

        private void add(int number, String currency, @Nullable LocalDate day, String rate) {
            if (!knows(currency)) fault(number, "currency", currency);
            if (!RATE.matcher(rate).matches() || new BigDecimal(rate).signum() == 0) {
                fault(number, "rate", rate);
            } else if (day != null) {
                var before = seen.putIfAbsent(new RateKey(day, currency), number);
                if (before == null) rates.add(new ExchangeRate(currency, day, new BigDecimal(rate)));
                else fault(number, "twice", Integer.toString(before));
            }
        }

        private @Nullable LocalDate day(int number, String text) {
            try {
                var day = Character.isLetter(text.isEmpty() ? ' ' : text.charAt(text.length() / 2))
                        ? LocalDate.parse(text, IN_WORDS)
                        : LocalDate.parse(text);
                if (!day.isBefore(FIRST_DAY) && !day.isAfter(last)) return day;
                fault(number, day.isAfter(last) ? "future" : "past", text);
            } catch (DateTimeException odd) {
                fault(number, "day", text);
            }
            return null;
        }

        private void fault(int line, String code, String value) {
            if (faults.size() == FAULTS_SHOWN) more++;
            else
                faults.add(new RateFault(
                        line, code, value.length() > VALUE_SHOWN ? value.substring(0, VALUE_SHOWN) + "…" : value));
        }

        private static List<String> cells(String line) {
            var cells = new ArrayList<String>();
            for (var cell : line.split(",", -1)) {
                var bare = cell.strip();
                var quoted = bare.length() > 1 && bare.startsWith("\"") && bare.endsWith("\"");
                cells.add(quoted ? bare.substring(1, bare.length() - 1).strip() : bare);
            }
            return cells;
        }
    }
}
