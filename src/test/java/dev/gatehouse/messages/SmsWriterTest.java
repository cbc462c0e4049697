package dev.gatehouse.messages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.platform.Texts;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SmsWriterTest {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final String LINK = Outbox.PUBLIC_URL + "/x/Secret_-1";
    private static final Map<String, String> GIVEN =
            Map.of("organization", "Northwind Retail", "inviter", "Amara Okafor", "name", "Jörg", "link", LINK);

    private final Texts texts = new Texts();
    private final SmsWriter writer = new SmsWriter(texts, Outbox.PUBLIC_URL);

    @ParameterizedTest
    @MethodSource("texted")
    @DisplayName("ACT-1 every text message reads whole in every language, with and without names, and says who writes")
    void complete(Template template) {
        for (var language : texts.all())
            for (var parameters : List.of(GIVEN, Map.of("link", LINK), Map.of("code", "493027"))) {
                var text = writer.write(letter(template, language.tag(), "Northwind Retail"), parameters)
                        .text();
                assertThat(text)
                        .contains(parameters.getOrDefault("link", "493027"), "Northwind Retail")
                        .doesNotContain("{", "}", "null", " ,", "  ", "\u2068http", "\ue000");
            }
    }

    private static List<Template> texted() {
        return Stream.of(Template.values())
                .filter(template -> template.goesBy(Channel.SMS))
                .toList();
    }

    @Test
    @DisplayName("ACT-5 a code by SMS holds ten minutes, and comes first where a phone shows two lines")
    void code() {
        assertThat(writer.write(letter(Template.SIGN_IN_CODE, "en", null), Map.of("code", "493027"))
                        .text())
                .isEqualTo(
                        "493027 is your sign-in code for Gatehouse. It is valid for 10 minutes. Never tell it to anybody.");
        assertThat(writer.write(letter(Template.SIGN_IN_CODE, "de", "Blue Heron"), Map.of("code", "493027"))
                        .text())
                .startsWith("493027 ist Ihr Anmeldecode für Blue Heron. Er gilt 10 Minuten.");
    }

    @Test
    @DisplayName("INV-9 names cannot bring links, lines or direction tricks into a text message, nor make it long")
    void tricks() {
        var text = writer.write(
                        letter(Template.INVITATION, "en", "x".repeat(300)),
                        Map.of(
                                "inviter",
                                "Eve\r\n\u202e https://evil.example/login",
                                "organization",
                                "N",
                                "link",
                                LINK))
                .text();
        assertThat(text).doesNotContain("\r", "\n", "\u202e", "https://evil").endsWith(LINK);
        assertThat(text).hasSizeLessThan(200);
        assertThatThrownBy(() -> writer.write(
                        letter(Template.INVITATION, "en", "N"), Map.of("link", "https://evil.example/accept/x")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static Letter letter(Template template, String language, @Nullable String organization) {
        return new Letter(
                new MessageRef(new UUID(1, 1), new UUID(1, 2)),
                Channel.SMS,
                template,
                language,
                "+4915112345678",
                null,
                MessageState.State.QUEUED,
                1,
                NOW,
                NOW.plus(Duration.ofMinutes(10)),
                organization,
                null,
                null,
                null);
    }
}
