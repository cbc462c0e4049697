package dev.gatehouse.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.gatehouse.organizations.Attribute;
import dev.gatehouse.organizations.AttributeValues;
import dev.gatehouse.platform.AttributeId;
import dev.gatehouse.platform.Refusal;
import dev.gatehouse.platform.Texts;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ColumnsTest {

    private final Texts texts = new Texts();
    private final Columns columns = new Columns(texts);
    private final CellWords words = new CellWords(texts);

    @Test
    @DisplayName(
            "CRE-4 a column is known by its name and by each synonym, in all our languages, and none names two fields")
    void everyName() {
        var known = new HashMap<String, String>();
        for (var language : texts.all())
            for (var field : PersonField.values()) {
                var name = "imports.column." + field.key();
                var also = language.text(name + ".also").split("; ?", -1);
                for (var column : Stream.concat(Stream.of(language.text(name)), Stream.of(also))
                        .toList()) {
                    assertThat(columns.match(List.of(column), List.of()))
                            .as(language.tag() + " " + column)
                            .containsExactly(field.key());
                    var other = known.put(CellText.folded(column), field.key());
                    assertThat(other).as(column).isIn(null, field.key());
                }
            }
        assertThat(texts.all()).hasSize(7);
        assertThat(known).hasSizeGreaterThan(250);
    }

    @Test
    @DisplayName("CRE-4 case, accents, spaces, signs and what stands in brackets do not matter to the name of a column")
    void folded() {
        assertThat(columns.match(
                        List.of(
                                "VORNAME *",
                                "  nach-name",
                                "E_MAIL",
                                "Telefon (mobil)",
                                "prenom",
                                "WAEHRUNG",
                                "währung",
                                "",
                                "Schuhgröße"),
                        List.of()))
                .containsExactly("firstName", "lastName", "email", "phone", "", "", "currency", "", "");
        assertThat(columns.match(List.of("Pre\u0301nom", "ＥＭＡＩＬ", "رقم الهـــاتف"), List.of()))
                .containsExactly("firstName", "email", "phone");
        assertThat(columns.match(List.of("電話番号（携帯）"), List.of())).containsExactly("phone");
        assertThat(columns.match(List.of("x".repeat(30_000)), List.of())).containsExactly("");
    }

    @Test
    @DisplayName("CRE-4 no field is guessed twice: the name goes before the synonym, and the first before the second")
    void once() {
        assertThat(columns.match(List.of("Name", "Vorname", "Nachname"), List.of()))
                .containsExactly("", "firstName", "lastName");
        assertThat(columns.match(List.of("Name", "Vorname"), List.of())).containsExactly("lastName", "firstName");
        assertThat(columns.match(List.of("Email", "Mail", "E-Mail-Adresse"), List.of()))
                .containsExactly("", "", "email");
        assertThat(columns.match(List.of("Email", "Email"), List.of())).containsExactly("email", "");
    }

    @Test
    @DisplayName(
            "CRE-4 attributes are known by their names; one that is called like a field has the second such column")
    void attributes() {
        var shoe = attribute("Schuhgröße", false);
        var phone = attribute("Telefonnummer", false);
        var area = attribute("Bereich", false);
        var odd = attribute("+++", false);
        assertThat(columns.match(
                        List.of("SCHUHGRÖSSE", "telefonnummer", "Telefonnummer", "Bereich", "***"),
                        List.of(shoe, phone, area, odd)))
                .containsExactly(field(shoe), "phone", field(phone), field(area), "");
        assertThat(columns.match(List.of("Bereich"), List.of())).containsExactly("department");
    }

    @Test
    @DisplayName(
            "CRE-4 MEM-7 the columns of an export of members are known, but for those that say how somebody fares here")
    void export() {
        assertThat(columns.match(
                        List.of(
                                "id",
                                "first_name",
                                "last_name",
                                "email",
                                "username",
                                "phone",
                                "universal_identifier",
                                "language",
                                "currency",
                                "department",
                                "job_profile",
                                "user_type",
                                "partner",
                                "role",
                                "status",
                                "level",
                                "teams",
                                "sign_in",
                                "invitation_expires_at",
                                "last_active_at",
                                "created_at"),
                        List.of()))
                .containsExactly(
                        "",
                        "firstName",
                        "lastName",
                        "email",
                        "username",
                        "phone",
                        "identifier",
                        "language",
                        "currency",
                        "department",
                        "jobProfile",
                        "userType",
                        "partner",
                        "role",
                        "",
                        "",
                        "",
                        "",
                        "",
                        "",
                        "");
    }

    @Test
    @DisplayName("CRE-4 a choice of fields with which every row would be wrong is refused with what is missing")
    void check() {
        var shoe = attribute("Schuhgröße", true);
        var none = List.<Attribute>of();
        Columns.check(List.of("firstName", "", "lastName", "email", ""), none);
        Columns.check(List.of("firstName", "lastName", "username", "phone", field(shoe)), List.of(shoe));
        assertRefused(List.of("firstName", "email"), none, "imports.columns.name[]", "columns");
        assertRefused(List.of("lastName", "email"), none, "imports.columns.name[]", "columns");
        assertRefused(List.of("firstName", "lastName", "phone"), none, "imports.columns.sign_in[]", "columns");
        assertRefused(List.of("firstName", "lastName", "username"), none, "imports.columns.phone[]", "columns");
        assertRefused(
                List.of("firstName", "lastName", "email"),
                List.of(shoe),
                "imports.columns.attribute[Schuhgröße]",
                "columns");
        assertRefused(
                List.of("firstName", "lastName", "email", "", "email"),
                none,
                "imports.columns.twice[C, E]",
                "column.4");
        for (var unknown : List.of(field(shoe), "password", "FIRST_NAME", " email"))
            assertRefused(
                    List.of("firstName", "lastName", "email", unknown), none, "imports.columns.unknown[D]", "column.3");
    }

    @Test
    @DisplayName("CRE-4 all fields can be chosen, each by what people call it")
    void keys() {
        var shoe = attribute("Schuhgröße", false);
        var german = texts.in(Locale.GERMAN);
        var keys = Columns.keys(List.of(shoe));
        assertThat(keys).hasSize(PersonField.values().length + 1).doesNotHaveDuplicates();
        assertThat(Columns.label(field(shoe), List.of(shoe), german)).isEqualTo("Schuhgröße");
        assertThat(Columns.label("identifier", List.of(shoe), german)).isEqualTo("Universelle Kennung");
        for (var key : keys.subList(0, keys.size() - 1))
            assertThat(columns.match(List.of(Columns.label(key, List.of(), german)), List.of()))
                    .containsExactly(key);
    }

    @Test
    @DisplayName("CRE-4 languages, ways to come in, yes and no are read in all our languages")
    void words() {
        assertThat(Stream.of("de", "DE", "de-AT", "de_CH", "Deutsch", "german", "Allemand", "ドイツ語", "الألمانية"))
                .allSatisfy(word -> assertThat(words.language(word)).hasValue("de"));
        assertThat(Stream.of("", "Klingon", "d", "xx-DE", "de-x", "deutschland"))
                .allSatisfy(word -> assertThat(words.language(word)).isEmpty());
        for (var language : texts.all()) {
            assertThat(words.language(language.name())).hasValue(language.tag());
            for (var key : CellWords.ACTIVATIONS)
                assertThat(words.activation(language.text("imports.activation." + key)))
                        .as(language.tag() + " " + key)
                        .hasValue(key);
            assertThat(words.answer(language.text("attribute.yes"))).hasValue("true");
            assertThat(words.answer(language.text("attribute.no"))).hasValue("false");
        }
        assertThat(words.activation("pigeon")).isEmpty();
        assertThat(words.answer("TRUE")).hasValue("true");
        assertThat(words.answer("0")).hasValue("false");
        assertThat(words.answer("maybe")).isEmpty();
        assertThat(words.answer("")).isEmpty();
    }

    private static void assertRefused(List<String> fields, List<Attribute> attributes, String what, String field) {
        var refusal = catchThrowableOfType(Refusal.class, () -> Columns.check(fields, attributes));
        assertThat(refusal.code() + refusal.arguments()).isEqualTo(what);
        assertThat(refusal.field()).isEqualTo(field);
        assertThat(refusal.kind()).isEqualTo(Refusal.Kind.INPUT);
    }

    private static String field(Attribute attribute) {
        return AttributeValues.field(attribute.id());
    }

    private static Attribute attribute(String name, boolean required) {
        return new Attribute(
                new AttributeId(UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8))),
                name,
                Attribute.Kind.TEXT,
                List.of(),
                required,
                false,
                false,
                false);
    }
}
