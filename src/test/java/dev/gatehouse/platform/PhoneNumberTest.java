package dev.gatehouse.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberType;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PhoneNumberTest {

    private static final PhoneNumberUtil NUMBERS = PhoneNumberUtil.getInstance();

    @ParameterizedTest
    @CsvSource({
        "+49 151 12345678,    , +4915112345678",
        "0049 (0)151/12345678,, +4915112345678",
        "+49 (0) 151 12345678,, +4915112345678",
        "0151-12345678,     DE, +4915112345678",
        "+39 06 1234 5678,    , +390612345678",
        "+1 202 555 0123,   DE, +12025550123",
        "+٤٩ ١٥١ ١٢٣٤٥٦٧٨,  , +4915112345678",
        "٠٠۴۹ ۱۵۱ ۱۲۳۴۵۶۷۸, , +4915112345678",
        "０１５１－１２３４５６７８, DE, +4915112345678"
    })
    @DisplayName("CRE-1 a number has one form, however it is written")
    void reads(String typed, String country, String value) {
        assertThat(PhoneNumber.parse(typed, country)).isEqualTo(new PhoneNumber(value));
    }

    @ParameterizedTest
    @CsvSource({
        "0151 12345678,    ",
        "+49 151 123,      ",
        "+999 123456789,   ",
        "+,                ",
        "+49151123456789012345678,",
        "+49 151 1234abcd, ",
        "12345,          DE"
    })
    @DisplayName("CRE-1 what is no possible number is none")
    void refuses(String typed, String country) {
        assertThat(PhoneNumber.read(typed, country)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "0151 1,   phone.country",
        "٠١٥١ ١,   phone.country",
        "0049 1,   phone.malformed",
        "٠٠٤٩ ١,   phone.malformed",
        "＋٤٩ ١,   phone.malformed"
    })
    @DisplayName("CRE-1 whoever names a country is not asked for it, in whatever digits they write")
    void refusal(String typed, String code) {
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> PhoneNumber.parse(typed, null))
                .satisfies(refusal -> assertThat(refusal.code()).isEqualTo(code));
    }

    @Test
    @DisplayName(
            "CRE-1 numbers of every country and kind are read as the library reads them, dialled from abroad or with the prefix of home")
    void everyCountry() {
        var written = NUMBERS.getSupportedRegions().stream()
                .flatMap(PhoneNumberTest::examples)
                .toList();
        assertThat(written).hasSizeGreaterThan(4_000);
        assertThat(written)
                .allSatisfy(number -> assertThat(PhoneNumber.read(number, null).map(PhoneNumber::value))
                        .as(number)
                        .isEqualTo(inFull(number)));
    }

    /** Examples of a country, each also a digit longer and shorter, and with what is dialled before it at home. */
    private static Stream<String> examples(String region) {
        var home = Objects.requireNonNullElse(NUMBERS.getNddPrefixForRegion(region, true), "0");
        return Arrays.stream(PhoneNumberType.values())
                .map(type -> NUMBERS.getExampleNumberForType(region, type))
                .filter(Objects::nonNull)
                .flatMap(example -> {
                    var code = "+" + example.getCountryCode() + " ";
                    var rest = NUMBERS.getNationalSignificantNumber(example);
                    return List.of(
                            code + rest,
                            code + home + rest,
                            code + rest + "7",
                            code + rest.substring(0, rest.length() - 1))
                            .stream();
                });
    }

    private static Optional<String> inFull(String number) {
        try {
            var read = NUMBERS.parse(number, null);
            return NUMBERS.isValidNumber(read)
                    ? Optional.of(NUMBERS.format(read, PhoneNumberFormat.E164))
                    : Optional.empty();
        } catch (NumberParseException unreadable) {
            return Optional.empty();
        }
    }
}
