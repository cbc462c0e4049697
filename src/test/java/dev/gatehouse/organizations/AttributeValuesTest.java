package dev.gatehouse.organizations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.gatehouse.organizations.Attribute.Kind;
import dev.gatehouse.platform.AttributeId;
import dev.gatehouse.platform.Refusal;
import dev.gatehouse.platform.Texts;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AttributeValuesTest {

    private static final AttributeId ID = new AttributeId(new UUID(1, 2));

    @ParameterizedTest(name = "CRE-9 {0} typed as {2} in {1} is stored as {3}")
    @CsvSource(
            delimiter = '|',
            value = {
                "TEXT|en|' Straße 5 '|Straße 5",
                "NUMBER|en|1,234.50|1234.5",
                "NUMBER|en|1234.5|1234.5",
                "NUMBER|de|1.234.567,25|1234567.25",
                "NUMBER|de|1234,5|1234.5",
                "NUMBER|de|1.234|1.234",
                "NUMBER|fr|1 234,5|1234.5",
                "NUMBER|ar|-٤٢|-42",
                "NUMBER|en|-0.0|0",
                "NUMBER|en|007|7",
                "NUMBER|ja|１２３|123",
                "DATE|en|2027-02-28|2027-02-28",
                "DATE|de|28.2.2027|2027-02-28",
                "DATE|de|28.02.2027|2027-02-28",
                "DATE|fr|28/02/2027|2027-02-28",
                "DATE|en-US|2/28/2027|2027-02-28",
                "DATE|en-GB|28/02/2027|2027-02-28",
                "CHOICE|en|M|M",
                "CHOICE|en|xl|XL",
                "YES_NO|en|true|true",
                "YES_NO|en|No|false"
            })
    void read(Kind kind, String language, String typed, String stored) {
        assertThat(AttributeValues.check(attribute(kind, false), typed, Locale.forLanguageTag(language)))
                .isEqualTo(stored);
    }

    @ParameterizedTest(name = "CRE-9 {0} typed as {2} in {1} is refused: {3}")
    @CsvSource(
            delimiter = '|',
            value = {
                "TEXT|en|a\u202eb|attribute.text.characters",
                "NUMBER|en|twelve|attribute.number",
                "NUMBER|en|1.234,5|attribute.number",
                "NUMBER|de|1.23,4|attribute.number",
                "NUMBER|en|1e9|attribute.number",
                "NUMBER|en|NaN|attribute.number",
                "NUMBER|en|123456789012345678901|attribute.number",
                "DATE|en|2027-02-29|attribute.date",
                "DATE|de|31.4.2027|attribute.date",
                "DATE|en|28.2.27|attribute.date",
                "DATE|en|+12027-01-01|attribute.date",
                "DATE|en|0000-01-01|attribute.date",
                "CHOICE|en|XXL|attribute.choice",
                "YES_NO|en|maybe|attribute.yes_no"
            })
    void refused(Kind kind, String language, String typed, String code) {
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> AttributeValues.check(attribute(kind, false), typed, Locale.forLanguageTag(language)))
                .satisfies(refusal -> {
                    assertThat(refusal.code()).isEqualTo(code);
                    assertThat(refusal.field()).isEqualTo("attribute." + ID);
                });
    }

    @Test
    @DisplayName("CRE-9 nothing is no value, unless one is required; a text may have 500 characters")
    void empty() {
        for (var kind : Kind.values()) {
            assertThat(AttributeValues.check(attribute(kind, false), "  ", Locale.ENGLISH))
                    .isNull();
            assertThatExceptionOfType(Refusal.class)
                    .isThrownBy(() -> AttributeValues.check(attribute(kind, true), "", Locale.ENGLISH))
                    .satisfies(refusal -> assertThat(refusal.code()).isEqualTo("attribute.required"));
        }
        var text = attribute(Kind.TEXT, false);
        assertThat(AttributeValues.check(text, "😀".repeat(500), Locale.ENGLISH))
                .hasSize(1000);
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> AttributeValues.check(text, "a".repeat(501), Locale.ENGLISH));
        assertThat(AttributeValues.read(List.of(text), Map.of("attribute." + ID, "4711"), Locale.ENGLISH))
                .isEqualTo(Map.of(ID, "4711"));
        assertThat(AttributeValues.read(List.of(text), Map.of(), Locale.ENGLISH))
                .isEmpty();
    }

    @Test
    @DisplayName("CRE-9 a value is read in the reader's language")
    void shown() {
        var german = new Texts().in(Locale.GERMAN);
        assertThat(AttributeValues.shown(attribute(Kind.NUMBER, false), "1234.5", german))
                .isEqualTo("1.234,5");
        assertThat(AttributeValues.shown(attribute(Kind.YES_NO, false), "true", german))
                .isEqualTo("Ja");
        assertThat(AttributeValues.shown(attribute(Kind.DATE, false), "2027-02-28", german))
                .isEqualTo("28. Feb. 2027");
        assertThat(AttributeValues.shown(attribute(Kind.CHOICE, false), "XL", german))
                .isEqualTo("XL");
    }

    private static Attribute attribute(Kind kind, boolean required) {
        return new Attribute(
                ID,
                "Size",
                kind,
                kind == Kind.CHOICE ? List.of("S", "M", "XL") : List.of(),
                required,
                false,
                true,
                true);
    }
}
