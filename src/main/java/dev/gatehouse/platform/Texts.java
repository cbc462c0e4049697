package dev.gatehouse.platform;

import com.ibm.icu.text.Collator;
import com.ibm.icu.text.DateFormat;
import com.ibm.icu.text.ListFormatter;
import com.ibm.icu.text.SimpleDateFormat;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.NumberFormat;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.MissingResourceException;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.stereotype.Component;

/**
 * Every sentence that people read, in every language: one UTF-8 file each, {@code texts/<language>.properties}, in ICU
 * MessageFormat. A file more is a language more (CON-2).
 */
@Component
public class Texts {

    /** English without a region is written as in Europe: 24 hours, the day before the month. Others need none. */
    private static final Map<String, Locale> REGIONS = Map.of("en", Locale.UK);

    private static final int HEADER_BOUND = 200;
    private static final int NEAR_DAYS = 60;
    private final Map<String, Language> languages = new HashMap<>();

    /** Reads all bundles. */
    public Texts() {
        try {
            for (var file : files()) {
                var tag = tag(file);
                var entries = new Properties();
                try (var reader = new InputStreamReader(file.getInputStream(), StandardCharsets.UTF_8)) {
                    entries.load(reader);
                }
                languages.put(tag, new Language(tag, entries));
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** The tags of the languages that there is a file for, in their order. */
    static List<String> tags() {
        try {
            return Stream.of(files()).map(Texts::tag).sorted().toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static Resource[] files() throws IOException {
        return new PathMatchingResourcePatternResolver().getResources("classpath:texts/*.properties");
    }

    private static String tag(Resource file) {
        var name = String.valueOf(file.getFilename());
        return name.substring(0, name.indexOf('.'));
    }

    /** The nearest language to a locale; English where there is none. */
    public Language in(Locale locale) {
        var exact = languages.get(locale.getLanguage());
        return exact == null ? english() : exact;
    }

    /** The best of a browser's {@code Accept-Language}; the fallback where the header is absent, odd or asks for others. */
    public Language accepted(@Nullable String header, Locale fallback) {
        if (header == null || header.length() > HEADER_BOUND) return in(fallback);
        try {
            var supported = languages.keySet().stream().map(Locale::of).toList();
            var best = Locale.lookup(Locale.LanguageRange.parse(header), supported);
            return in(best == null ? fallback : best);
        } catch (IllegalArgumentException malformed) {
            return in(fallback);
        }
    }

    /** All languages, by their own names: Latin letters first, with their accents, then the other scripts. */
    public List<Language> all() {
        var collator = Collator.getInstance(Locale.ROOT);
        return languages.values().stream()
                .sorted(Comparator.comparing(Language::name, collator::compare))
                .toList();
    }

    private Language english() {
        var english = languages.get("en");
        if (english == null) throw new IllegalStateException("texts/en.properties is missing");
        return english;
    }

    /** One language: its sentences and its ways to write numbers, lists and times. */
    public static final class Language {

        private final String tag;
        private final Locale locale;
        private final boolean rightToLeft;
        private final Map<String, Phrase> phrases = new HashMap<>();
        private final DateTimeFormatter time;
        private final DateTimeFormatter day;
        private final DateTimeFormatter dayOfYear;
        private volatile @Nullable DateTimeFormatter exact;

        private Language(String tag, Properties entries) {
            this.tag = tag;
            this.locale = REGIONS.getOrDefault(tag, Locale.of(tag));
            this.rightToLeft = Direction.isRightToLeft(locale.getDisplayLanguage(locale));
            entries.forEach((key, text) -> phrases.put((String) key, Phrase.of((String) text, this)));
            this.time = DateTimeFormatter.ofLocalizedTime(FormatStyle.SHORT).withLocale(locale);
            this.day = DateTimeFormatter.ofLocalizedPattern("MMMd").withLocale(locale);
            this.dayOfYear = DateTimeFormatter.ofLocalizedPattern("yMMMd").withLocale(locale);
        }

        /** As in {@code lang="de"}. */
        public String tag() {
            return tag;
        }

        public Locale locale() {
            return locale;
        }

        /** What its speakers call it. */
        public String name() {
            var name = locale.getDisplayLanguage(locale);
            return name.substring(0, 1).toUpperCase(locale) + name.substring(1);
        }

        public boolean rightToLeft() {
            return rightToLeft;
        }

        /** As in {@code dir="rtl"}. */
        public String direction() {
            return rightToLeft ? "rtl" : "ltr";
        }

        /** All keys of the bundle. */
        public Set<String> keys() {
            return Set.copyOf(phrases.keySet());
        }

        public boolean has(String key) {
            return phrases.containsKey(key);
        }

        /**
         * The sentence of a key. Numbers are written as the language does; names are isolated so that they cannot turn the
         * direction of what follows. A missing key or argument is a fault of the program and throws.
         */
        public String text(String key, Object... arguments) {
            var phrase = phrases.get(key);
            if (phrase == null) throw new MissingResourceException("no text for " + key, tag, key);
            return phrase.with(arguments);
        }

        /** The sentence for a field that people go on editing: without the marks around names, which nobody could see or type. */
        public String unmarked(String key, Object... arguments) {
            return Direction.unmarked(text(key, arguments));
        }

        /** The sentence as its file has it, for tests that compare languages. */
        String pattern(String key) {
            var phrase = phrases.get(key);
            if (phrase == null) throw new MissingResourceException("no text for " + key, tag, key);
            return phrase.pattern();
        }

        /** A number with its separators. */
        public String number(long number) {
            return NumberFormat.getIntegerInstance(locale).format(number);
        }

        /** "A, B and C". */
        public String list(Collection<String> things) {
            if (things.isEmpty()) return "";
            var isolated = things.stream()
                    .map(thing -> Direction.isolate(thing, rightToLeft))
                    .toList();
            return ListFormatter.getInstance(locale).format(isolated);
        }

        /** A moment as people say it: "2 min ago", "Today 09:12", "Yesterday", "3 Nov", "3 Nov 2024". */
        public String when(Instant moment, Instant now, ZoneId zone) {
            var minutes = Duration.between(moment, now).toMinutes();
            if (minutes >= 0 && minutes < 60) return minutes == 0 ? text("time.now") : text("time.ago", minutes);
            if (minutes < 0 && minutes > -60) return text("time.ahead", -minutes);
            var at = moment.atZone(zone);
            var today = LocalDate.ofInstant(now, zone);
            if (at.toLocalDate().equals(today)) return text("time.today", time.format(at));
            if (at.toLocalDate().equals(today.minusDays(1))) return text("time.yesterday");
            if (at.toLocalDate().equals(today.plusDays(1))) return text("time.tomorrow", time.format(at));
            return at.getYear() == today.getYear() ? day.format(at) : dayOfYear.format(at);
        }

        /** The whole moment in the reader's zone, for a tooltip. */
        public String exact(Instant moment, ZoneId zone) {
            var known = exact;
            if (known == null) exact = known = DateTimeFormatter.ofPattern(dayAtTime(), locale);
            return known.format(moment.atZone(zone));
        }

        /** ICU has the word between a day and its time, which the JDK leaves out: "à", "kl.", "at". */
        private String dayAtTime() {
            return ((SimpleDateFormat) DateFormat.getDateTimeInstance(DateFormat.FULL, DateFormat.SHORT, locale))
                    .toPattern();
        }

        /** A calendar day. */
        public String date(LocalDate date) {
            return dayOfYear.format(date);
        }

        /** How long something still holds: "6 days left"; what is far away is said as its last day in a zone: "until 31 Dec 2027". */
        public String left(Instant end, Instant now, ZoneId zone) {
            return Duration.between(now, end).toDays() <= NEAR_DAYS
                    ? left(end, now)
                    : text(
                            "time.left.until",
                            dayOfYear.format(end.minusMillis(1).atZone(zone)));
        }

        /** How long to wait, never too short: "40 seconds", "5 minutes", "1 hour". */
        public String duration(Duration wait) {
            var seconds = wait.toSeconds();
            if (seconds < 60) return text("duration.seconds", seconds);
            var minutes = Math.ceilDiv(seconds, 60);
            return minutes < 60 ? text("duration.minutes", minutes) : text("duration.hours", Math.ceilDiv(minutes, 60));
        }

        /** How long something still holds: "6 days left", "5 hours left". */
        public String left(Instant end, Instant now) {
            var hours = Math.max(0, Duration.between(now, end).toHours());
            return hours < 24 ? text("time.left.hours", hours) : text("time.left.days", Math.round(hours / 24.0));
        }
    }
}
