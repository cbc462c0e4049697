package dev.gatehouse.platform;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.Phonenumber;
import java.text.Normalizer;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One phone number, read by the one normalizer that every route uses (security.md 3).
 *
 * @param value in the form of E.164: {@code +4915112345678}
 */
public record PhoneNumber(String value) {

    /** More than the longest number with every way to write it, so that no reader works on a book. */
    private static final int LONGEST = 40;

    /** What people write numbers with: digits, and what stands between them. Letters name no number here. */
    private static final Pattern WRITTEN = Pattern.compile("\\+?[\\d\\s()./\\-\u2010-\u2015]+");

    /** Those of other scripts; NFKC knows the wide ones alone. */
    private static final Pattern OTHER_DIGIT = Pattern.compile("[\\p{Nd}&&[^0-9]]");

    private static final char UNBROKEN = '\u00a0';
    private static final Pattern DIGITS_APART = Pattern.compile("[^0-9]+");

    private static final PhoneNumberUtil NUMBERS = PhoneNumberUtil.getInstance();
    private static final Set<Integer> CALLING_CODES = Set.copyOf(NUMBERS.getSupportedCallingCodes());
    private static final int LONGEST_CALLING_CODE = 3;

    /** ITU-T E.164 has 15 digits with the country's; the library knows some that are longer. */
    private static final int LONGEST_REST = 17;

    /**
     * Reads what somebody typed. Refuses at the field {@code phone}: with {@code phone.country} where it is no number without its
     * country, else with {@code phone.malformed}.
     *
     * @param country where a number without {@code +} is from (ISO 3166), as the organization decided; null for nowhere
     */
    public static PhoneNumber parse(String typed, @Nullable String country) {
        return read(typed, country).orElseThrow(() -> {
            var international = written(typed).startsWith("+");
            return Refusal.input("phone", international || country != null ? "phone.malformed" : "phone.country");
        });
    }

    /** Reads what somebody typed; empty where it is no possible number. */
    public static Optional<PhoneNumber> read(String typed, @Nullable String country) {
        if (typed.length() > LONGEST) return Optional.empty();
        var text = written(typed);
        if (!WRITTEN.matcher(text).matches()) return Optional.empty();
        return international(text)
                .filter(NUMBERS::isValidNumber)
                .or(() -> national(text, country))
                .map(PhoneNumber::of);
    }

    /** The same in the digits and signs that all else here goes by: with {@code +} where its country is named. */
    private static String written(String typed) {
        var text = OTHER_DIGIT
                .matcher(Normalizer.normalize(typed.strip(), Normalizer.Form.NFKC))
                .replaceAll(
                        digit -> Integer.toString(Character.digit(digit.group().codePointAt(0), 10)));
        return text.startsWith("00") ? "+" + text.substring(2) : text;
    }

    /**
     * The number that stands behind its country's code, as it stands. Where that is a valid one, reading it in full comes to the same in four
     * times the time: that looks for an extension, and for what is dialled at home alone.
     */
    private static Optional<Phonenumber.PhoneNumber> international(String text) {
        if (!text.startsWith("+")) return Optional.empty();
        var digits = DIGITS_APART.matcher(text).replaceAll("");
        for (var length = 1; length <= LONGEST_CALLING_CODE && length < digits.length(); length++) {
            var code = Integer.parseInt(digits.substring(0, length));
            if (!CALLING_CODES.contains(code)) continue;
            var rest = digits.substring(length);
            // Those of them that may begin with 0 are read in full.
            if (rest.startsWith("0") || rest.length() > LONGEST_REST) return Optional.empty();
            return Optional.of(
                    new Phonenumber.PhoneNumber().setCountryCode(code).setNationalNumber(Long.parseLong(rest)));
        }
        return Optional.empty();
    }

    private static Optional<Phonenumber.PhoneNumber> national(String text, @Nullable String country) {
        try {
            return Optional.of(NUMBERS.parse(text, country)).filter(NUMBERS::isValidNumber);
        } catch (NumberParseException unreadable) {
            return Optional.empty();
        }
    }

    private static PhoneNumber of(Phonenumber.PhoneNumber number) {
        return new PhoneNumber(NUMBERS.format(number, PhoneNumberFormat.E164));
    }

    /** The country that the number belongs to (ISO 3166); {@code 001} for numbers of no country. */
    public String country() {
        var region = NUMBERS.getRegionCodeForNumber(number());
        return region == null ? "001" : region;
    }

    /** Whether a phone that shows text messages may be behind it: no landline, and nothing that costs more. */
    public boolean mobile() {
        return switch (NUMBERS.getNumberType(number())) {
            case MOBILE, FIXED_LINE_OR_MOBILE -> true;
            default -> false;
        };
    }

    /** What it begins with abroad: {@code +49}. */
    public String callingCode() {
        return "+" + number().getCountryCode();
    }

    /** As people write it abroad, {@code +49 1511 2345678}, with spaces at which no line breaks. */
    public String spaced() {
        return NUMBERS.format(number(), PhoneNumberFormat.INTERNATIONAL).replace(' ', UNBROKEN);
    }

    private Phonenumber.PhoneNumber number() {
        try {
            return NUMBERS.parse(value, null);
        } catch (NumberParseException e) {
            throw new IllegalStateException("a number was read once and cannot be read again", e);
        }
    }

    /** What may stand in a log or on a page for somebody else: the last two digits. */
    public String masked() {
        return "•••" + UNBROKEN + value.substring(value.length() - 2);
    }

    @Override
    public String toString() {
        return value;
    }
}
