package dev.gatehouse.organizations;

import dev.gatehouse.platform.AttributeId;
import dev.gatehouse.platform.OneLine;
import dev.gatehouse.platform.Refusal;
import dev.gatehouse.platform.Texts;
import java.math.BigDecimal;
import java.text.DecimalFormatSymbols;
import java.text.Normalizer;
import java.text.NumberFormat;
import java.time.LocalDate;
import java.time.chrono.IsoChronology;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.DateTimeParseException;
import java.time.format.FormatStyle;
import java.time.format.ResolverStyle;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The one reader of values of custom attributes, whichever way they come in (CRE-9). */
public final class AttributeValues {

    private static final int LONGEST = 500;
    private static final int LAST_YEAR = 9999;

    /** As number fields and spreadsheets send it. */
    private static final Pattern PLAIN = Pattern.compile("-?[0-9]{1,20}(\\.[0-9]{1,10})?");

    private AttributeValues() {}

    /** The name of the form field that an attribute has: {@code attribute.<id>}. */
    public static String field(AttributeId id) {
        return "attribute." + id;
    }

    /**
     * What was typed in the form in which it is stored: dates as {@code yyyy-mm-dd}, numbers with a point, yes and no as {@code true} and
     * {@code false}, choices as the organization wrote them. Null for nothing. Refuses at {@link #field} with {@code attribute.*}.
     *
     * @param locale how numbers and dates may be written too, where they are not in the form in which they are stored; a point alone is always
     *     the decimal point
     */
    public static @Nullable String check(Attribute attribute, String typed, Locale locale) {
        var field = field(attribute.id());
        var text = typed.strip();
        if (text.isEmpty()) {
            if (attribute.required()) throw Refusal.input(field, "attribute.required", attribute.name());
            return null;
        }
        return switch (attribute.kind()) {
            case TEXT -> OneLine.require(field, "attribute.text", text, LONGEST);
            case NUMBER -> number(text, locale).orElseThrow(() -> Refusal.input(field, "attribute.number"));
            case DATE -> date(text, locale).orElseThrow(() -> Refusal.input(field, "attribute.date"));
            case CHOICE -> choice(attribute, text).orElseThrow(() -> Refusal.input(field, "attribute.choice"));
            case YES_NO -> yesNo(text).orElseThrow(() -> Refusal.input(field, "attribute.yes_no"));
        };
    }

    /** The values of some attributes among the parameters of a form, checked; those that are empty are left out. Refuses as {@link #check}. */
    public static Map<AttributeId, String> read(
            Collection<Attribute> attributes, Map<String, String> parameters, Locale locale) {
        var values = new LinkedHashMap<AttributeId, String>();
        for (var attribute : attributes) {
            var value = check(attribute, parameters.getOrDefault(field(attribute.id()), ""), locale);
            if (value != null) values.put(attribute.id(), value);
        }
        return values;
    }

    /** A stored value as people read it. */
    public static String shown(Attribute attribute, String stored, Texts.Language language) {
        return switch (attribute.kind()) {
            case TEXT, CHOICE -> stored;
            case NUMBER -> {
                var format = NumberFormat.getNumberInstance(language.locale());
                format.setMaximumFractionDigits(10);
                yield format.format(new BigDecimal(stored));
            }
            case DATE -> language.date(LocalDate.parse(stored));
            case YES_NO -> language.text("true".equals(stored) ? "attribute.yes" : "attribute.no");
        };
    }

    private static Optional<String> number(String typed, Locale locale) {
        var text = asciiDigits(typed);
        if (PLAIN.matcher(text).matches()) return Optional.of(plain(text));
        var signs = DecimalFormatSymbols.getInstance(locale);
        var group = signs.getGroupingSeparator();
        // Whatever kind of space, or of apostrophe, the language puts between thousands.
        var between = Character.isSpaceChar(group)
                ? "[\\s\\u00a0\\u202f]"
                : group == '’' ? "['’]" : Pattern.quote(String.valueOf(group));
        var decimal = Pattern.quote(String.valueOf(signs.getDecimalSeparator()));
        var written = Pattern.compile(
                "-?([0-9]{1,20}|[0-9]{1,3}(" + between + "[0-9]{3}){1,5})(" + decimal + "[0-9]{1,10})?");
        if (!written.matcher(text).matches()) return Optional.empty();
        return Optional.of(plain(text.replaceAll(between, "").replace(signs.getDecimalSeparator(), '.')));
    }

    private static String plain(String number) {
        var value = new BigDecimal(number);
        return value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString();
    }

    /** Digits of any script as ours, and any minus as a hyphen. */
    private static String asciiDigits(String typed) {
        return Normalizer.normalize(typed, Normalizer.Form.NFC)
                .codePoints()
                .map(letter -> Character.isDigit(letter)
                        ? '0' + Character.digit(letter, 10)
                        : letter == '−' || letter == '‐' ? '-' : letter)
                .filter(letter -> letter != 0x200E && letter != 0x200F && letter != 0x061C)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static Optional<String> date(String typed, Locale locale) {
        var text = asciiDigits(typed);
        var local = DateTimeFormatterBuilder.getLocalizedDateTimePattern(
                        FormatStyle.SHORT, null, IsoChronology.INSTANCE, locale)
                .replaceAll("[GyuU]+", "uuuu")
                .replaceAll("[ML]+", "M")
                .replaceAll("d+", "d");
        for (var form : List.of("uuuu-MM-dd", local)) {
            try {
                var date = LocalDate.parse(
                        text, DateTimeFormatter.ofPattern(form, locale).withResolverStyle(ResolverStyle.STRICT));
                if (date.getYear() > 0 && date.getYear() <= LAST_YEAR) return Optional.of(date.toString());
            } catch (DateTimeParseException other) {
                // The next form may fit.
            }
        }
        return Optional.empty();
    }

    private static Optional<String> choice(Attribute attribute, String typed) {
        var exact = attribute.choices().stream().filter(typed::equals).findFirst();
        if (exact.isPresent()) return exact;
        return attribute.choices().stream()
                .filter(choice -> folded(choice).equals(folded(typed)))
                .findFirst();
    }

    private static String folded(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
    }

    private static Optional<String> yesNo(String typed) {
        return switch (typed.toLowerCase(Locale.ROOT)) {
            case "true", "yes", "1" -> Optional.of("true");
            case "false", "no", "0" -> Optional.of("false");
            default -> Optional.empty();
        };
    }
}
