package dev.gatehouse.messages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.platform.Templates;
import dev.gatehouse.platform.Texts;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class MailWriterTest {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final Map<String, String> GIVEN = Map.of(
            "organization",
            "Northwind Retail",
            "inviter",
            "Amara Okafor",
            "name",
            "Jörg",
            "link",
            Outbox.PUBLIC_URL + "/accept/Secret_-1",
            "when",
            "1. März 2026, 13:00",
            "device",
            "Firefox");

    private final Texts texts = new Texts();
    private final MailWriter writer = new MailWriter(texts, new Templates(), Outbox.PUBLIC_URL);

    @Test
    @DisplayName("NOT-3 an invitation in German says who invites whom to what, how long, and what to do if unexpected")
    void germanInvitation() {
        var mail = writer.write(letter(Template.INVITATION, "de", "Northwind Retail", null), with("days", "7"));

        assertThat(mail.subject()).isEqualTo("Amara Okafor lädt Sie zu Northwind Retail ein");
        assertThat(mail.text())
                .contains(
                        "Guten Tag,",
                        "Amara Okafor lädt Sie ein, Mitglied von Northwind Retail zu werden.",
                        "Einladung annehmen:\n" + Outbox.PUBLIC_URL + "/accept/Secret_-1\n",
                        "Die Einladung gilt 7 Tage.",
                        "Sie haben damit nicht gerechnet?");
        assertThat(mail.html())
                .contains(
                        "lang=\"de\"",
                        "href=\"" + Outbox.PUBLIC_URL + "/accept/Secret_-1\"",
                        "Ihre Einladung zu Northwind Retail");
        assertThat(mail.sender()).isEqualTo("Northwind Retail");
    }

    @Test
    @DisplayName("NOT-3 one day is one day, and without days the expiry says how long")
    void plurals() {
        assertThat(writer.write(letter(Template.INVITATION, "en", "N", null), with("days", "1"))
                        .text())
                .contains("valid for one day.");
        assertThat(writer.write(letter(Template.INVITATION, "de", "N", null), with("days", "1"))
                        .text())
                .contains("gilt einen Tag.");
        assertThat(writer.write(letter(Template.PASSWORD_RESET, "en", null, null), GIVEN)
                        .text())
                .contains("valid for 7 days and works once");
    }

    @ParameterizedTest
    @MethodSource("mailed")
    @DisplayName("NOT-3 every template reads whole in every language, with and without its parameters")
    void complete(Template template) {
        for (var language : texts.all())
            for (var parameters : List.of(GIVEN, Map.of("link", Outbox.PUBLIC_URL + "/x"))) {
                var mail = writer.write(letter(template, language.tag(), "Northwind Retail", null), parameters);
                assertThat(mail.subject()).isNotBlank();
                assertThat(mail.text() + mail.html().replaceAll("(?s)<style>.*?</style>", "") + mail.subject())
                        .doesNotContain("{", "}", "null", " ,", "  :");
            }
    }

    @Test
    @DisplayName("NOT-3 names cannot bring lines, markup, links, direction tricks or another sender into a mail")
    void tricks() {
        var parameters = new HashMap<>(GIVEN);
        parameters.put(
                "inviter", "Eve\r\nBcc: x@example.org\u202e <script>alert(1)</script> https://evil.example/login");
        parameters.put("organization", "=HYPERLINK(\"http://evil.example\")");
        var mail = writer.write(
                letter(Template.INVITATION, "en", "Bank\u202e\r\n<b>", "security@bank.example"), parameters);

        assertThat(mail.subject()).doesNotContain("\r", "\n", "\u202e", "https://", "http://");
        assertThat(mail.html()).doesNotContain("<script>alert", "<b>", "\u202e", "https://evil", "http://evil");
        assertThat(mail.text()).doesNotContain("\r", "\nBcc", "\u202e", "https://evil", "http://evil");
        assertThat(mail.sender()).isEmpty();
    }

    @Test
    @DisplayName(
            "NOT-3 the sender's name of the organization stands in From, and a link leads to the public URL or the mail is not written")
    void senderAndLink() {
        assertThat(writer.write(letter(Template.INVITATION, "en", "Northwind", "Northwind People"), GIVEN)
                        .sender())
                .isEqualTo("Northwind People");
        assertThat(writer.write(letter(Template.PASSWORD_CHANGED, "en", null, null), Map.of())
                        .html())
                .contains("href=\"" + Outbox.PUBLIC_URL + "/forgot-password\"");
        assertThatThrownBy(() -> writer.write(
                        letter(Template.INVITATION, "en", "Northwind", null),
                        Map.of("link", Outbox.PUBLIC_URL + ".evil.example/accept/x")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    @DisplayName("NOT-3 a Turkish machine writes the same mail")
    void turkish() {
        var before = Locale.getDefault();
        var expected = writer.write(letter(Template.INVITATION, "en", "intranet", null), GIVEN);
        try {
            Locale.setDefault(Locale.of("tr", "TR"));
            assertThat(writer.write(letter(Template.INVITATION, "en", "intranet", null), GIVEN))
                    .isEqualTo(expected);
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    @DisplayName(
            "ORG-6 a mail shows the organization's picture by its public address, and its initials where it has none")
    void logo() {
        var plain = letter(Template.INVITATION, "en", "Blue Heron", null);
        assertThat(writer.write(plain, GIVEN).html()).contains(">BH</td>").doesNotContain("<img");
        var pictured = new Letter(
                plain.ref(),
                plain.channel(),
                plain.template(),
                plain.language(),
                plain.address(),
                null,
                plain.state(),
                1,
                plain.createdAt(),
                plain.expiresAt(),
                plain.organization(),
                null,
                null,
                "/logos/blue-heron/abc.png");
        assertThat(writer.write(pictured, GIVEN).html())
                .contains("<img src=\"" + Outbox.PUBLIC_URL + "/logos/blue-heron/abc.png\" alt=\"BH\"");
    }

    private static List<Template> mailed() {
        return Stream.of(Template.values())
                .filter(template -> template.goesBy(Channel.EMAIL))
                .toList();
    }

    @Test
    @DisplayName("ACT-5 a code stands in the mail to be read and marked whole, without any button or link")
    void code() {
        var mail = writer.write(
                letter(Template.SIGN_IN_CODE, "en", null, null),
                Map.of("code", "493027", "link", Outbox.PUBLIC_URL + "/x"));
        assertThat(mail.html()).contains(">493027</p>", "user-select:all").doesNotContain("<a ", Outbox.PUBLIC_URL);
        assertThat(mail.text()).contains("Your code: 493027").doesNotContain(Outbox.PUBLIC_URL);
        assertThat(mail.subject()).doesNotContain("493027");
        assertThatThrownBy(() -> writer.write(
                        letter(Template.SIGN_IN_CODE, "en", null, null), Map.of("code", "<b>1</b> evil.example")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static Letter letter(
            Template template, String language, @Nullable String organization, @Nullable String senderName) {
        return new Letter(
                new MessageRef(new UUID(1, 1), new UUID(1, 2)),
                Channel.EMAIL,
                template,
                language,
                "mei@example.org",
                null,
                MessageState.State.QUEUED,
                1,
                NOW,
                NOW.plus(Duration.ofDays(7)),
                organization,
                null,
                senderName,
                null);
    }

    private static Map<String, String> with(String name, String value) {
        var more = new HashMap<>(GIVEN);
        more.put(name, value);
        return more;
    }
}
