package dev.gatehouse.platform;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.Phonenumber;
import java.text.Normalizer;
import java.util.Optional;
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

    private static final char UNBROKEN = '\u00a0';

    private static final PhoneNumberUtil NUMBERS = PhoneNumberUtil.getInstance();

    /**
     * Reads what somebody typed. Refuses at the field {@code phone}: with {@code phone.country} where it is no number without its
     * country, else with {@code phone.malformed}.
     *
     * @param country where a number without {@code +} is from (ISO 3166), as the organization decided; null for nowhere
     */
    public static PhoneNumber parse(String typed, @Nullable String country) {
        return read(typed, country).orElseThrow(() -> {
            var international = typed.strip().startsWith("+") || typed.strip().startsWith("00");
            return Refusal.input("phone", international || country != null ? "phone.malformed" : "phone.country");
        });
    }

    /** Reads what somebody typed; empty where it is no possible number. */
    public static Optional<PhoneNumber> read(String typed, @Nullable String country) {
        if (typed.length() > LONGEST) return Optional.empty();
        var text = Normalizer.normalize(typed.strip(), Normalizer.Form.NFKC);
        if (!WRITTEN.matcher(text).matches()) return Optional.empty();
        if (text.startsWith("00")) text = "+" + text.substring(2);
        try {
            var number = NUMBERS.parse(text, country);
            return NUMBERS.isValidNumber(number)
                    ? Optional.of(new PhoneNumber(NUMBERS.format(number, PhoneNumberFormat.E164)))
                    : Optional.empty();
        } catch (NumberParseException unreadable) {
            return Optional.empty();
        }
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
