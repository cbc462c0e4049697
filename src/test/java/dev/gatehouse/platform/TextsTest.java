package dev.gatehouse.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.ibm.icu.text.MessagePattern;
import com.ibm.icu.text.PluralRules;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.MissingResourceException;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class TextsTest {

    private static final Sources SOURCES = Sources.read();
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final Instant NOW = Instant.parse("2026-11-21T14:30:00Z");

    private final Texts texts = new Texts();
    private final Texts.Language english = texts.in(Locale.ENGLISH);
    private final Texts.Language german = texts.in(Locale.GERMAN);

    @Test
    @DisplayName("CON-2 every language has the same keys, and each sentence the same arguments")
    void sameKeys() {
        assertThat(texts.all()).hasSizeGreaterThanOrEqualTo(5);
        for (var language : texts.all()) {
            assertThat(language.keys()).as(language.tag()).isEqualTo(english.keys());
            for (var key : english.keys())
                assertThat(arguments(language.pattern(key)))
                        .as(language.tag() + " " + key)
                        .isEqualTo(arguments(english.pattern(key)));
        }
    }

    @Test
    @DisplayName("CON-2 every sentence that templates and rooms name is there")
    void namedKeys() {
        var missing = new TreeSet<String>();
        for (var source : SOURCES.programs()) {
            var named = Pattern.compile("\\.text\\(\"([^\"/]+)\"[,)]").matcher(source);
            while (named.find()) if (!english.has(named.group(1))) missing.add(named.group(1));
            var refused = Pattern.compile(
                            "(?:new Refusal\\(|Refusal\\.input\\([^\",]*\"[^\"]*\",\\s*|Refusal\\.(?:tooMany|unavailable)\\()\\s*\"([^\"]+)\"")
                    .matcher(source);
            while (refused.find())
                if (!english.has("refusal." + refused.group(1))) missing.add("refusal." + refused.group(1));
            var noted = Pattern.compile("Note\\.(?:success|info|danger)\\(\\s*\"([^\"]+)\"")
                    .matcher(source);
            while (noted.find()) if (!english.has(noted.group(1))) missing.add(noted.group(1));
        }
        assertThat(missing).isEmpty();
    }

    @Test
    @DisplayName("CON-2 no sentence is there that nothing says")
    void unusedKeys() {
        assertThat(english.keys().stream().filter(key -> !SOURCES.canSay(key)).sorted())
                .isEmpty();
        assertThat(SOURCES.canSay("members.title")).isTrue();
        assertThat(SOURCES.canSay("role.hub_admin.meaning")).isTrue();
        assertThat(SOURCES.canSay("auditlog.event.role.granted.scope.until")).isTrue();
        assertThat(SOURCES.canSay("members.title.nobody")).isFalse();
        assertThat(SOURCES.canSay("refusal.what.nobody.refuses")).isFalse();
    }

    @Test
    @DisplayName("CON-2 no phone number of a sentence is broken over two lines, nor turned around among Arabic letters")
    void phoneNumbers() {
        var number = Pattern.compile("(.?)\\+49(.)151");
        for (var language : texts.all()) {
            var found = language.keys().stream()
                    .flatMap(key -> number.matcher(language.pattern(key)).results())
                    .toList();
            assertThat(found).as(language.tag()).hasSizeGreaterThanOrEqualTo(8);
            assertThat(found)
                    .extracting(match -> match.group(2))
                    .as(language.tag())
                    .containsOnly("\u00a0");
            if (language.rightToLeft())
                assertThat(found).extracting(match -> match.group(1)).containsOnly("\u2066");
        }
    }

    @Test
    @DisplayName("CON-2 no template holds words of its own")
    void templates() {
        var words = new TreeMap<Path, List<String>>();
        SOURCES.templates().forEach((template, text) -> {
            var own = TemplateWords.of(text);
            if (!own.isEmpty()) words.put(template, own);
        });
        assertThat(words).isEmpty();
        assertThat(TemplateWords.of("@if(x)<p title=\"Close\">Hello ${name}</p>@endif"))
                .containsExactly("Close", "Hello");
        assertThat(TemplateWords.of("@template.card(title = \"All\", lead = t(\"a.b\"), content = @`<b>Go</b>`)"))
                .containsExactly("All", "Go");
        assertThat(TemplateWords.of("<!-- --><a href=\"/o/\" class=\"x\">${t(\"a.b\")} · Gatehouse</a>"))
                .isEmpty();
    }

    @Test
    @DisplayName("CON-2 a plural has all the forms of its language, and none that it does not have")
    void pluralForms() {
        for (var language : texts.all()) {
            var forms = PluralRules.forLocale(language.locale()).getKeywords();
            for (var key : language.keys())
                for (var plural : plurals(language.pattern(key)))
                    assertThat(plural).as(language.tag() + " " + key).isEqualTo(forms);
        }
        assertThat(plurals("{0, plural, =0 {none} one {{1, plural, other {#}}} other {#}}"))
                .containsExactly(Set.of("one", "other"), Set.of("other"));
    }

    /** The named forms of each plural, without those for one number alone. */
    private static List<Set<String>> plurals(String pattern) {
        var parsed = new MessagePattern(pattern);
        var plurals = new ArrayList<Set<String>>();
        for (var i = 0; i < parsed.countParts(); i++) {
            if (parsed.getPart(i).getArgType() != MessagePattern.ArgType.PLURAL
                    || parsed.getPart(i).getType() != MessagePattern.Part.Type.ARG_START) continue;
            var forms = new TreeSet<String>();
            for (var j = i + 1; j < parsed.getLimitPartIndex(i); j++) {
                if (parsed.getPart(j).getType() == MessagePattern.Part.Type.ARG_SELECTOR
                        && !parsed.getSubstring(parsed.getPart(j)).startsWith("="))
                    forms.add(parsed.getSubstring(parsed.getPart(j)));
                if (parsed.getPart(j).getType() == MessagePattern.Part.Type.MSG_START) j = parsed.getLimitPartIndex(j);
            }
            plurals.add(forms);
        }
        return plurals;
    }

    private static Set<String> arguments(String pattern) {
        var parsed = new MessagePattern(pattern);
        var names = new TreeSet<String>();
        for (var i = 0; i < parsed.countParts(); i++)
            if (parsed.getPart(i).getType() == MessagePattern.Part.Type.ARG_NUMBER)
                names.add(parsed.getSubstring(parsed.getPart(i)));
        return names;
    }

    @Test
    @DisplayName("CON-2 plurals and numbers follow the language")
    void plurals() {
        assertThat(english.text("time.left.days", 1)).isEqualTo("1 day left");
        assertThat(english.text("time.left.days", 6)).isEqualTo("6 days left");
        assertThat(german.text("time.left.days", 1)).isEqualTo("noch 1 Tag");
        assertThat(english.text("members.totals", 1198, 86)).isEqualTo("1,198 active · 86 invited");
        assertThat(german.text("members.totals", 1198, 86)).isEqualTo("1.198 aktiv · 86 eingeladen");
        assertThat(english.list(List.of("A", "B", "C"))).isEqualTo("A, B and C");
    }

    @Test
    @DisplayName("CON-2 times are said as near as they are, in the reader's zone")
    void times() {
        assertThat(english.when(NOW.minusSeconds(20), NOW, BERLIN)).isEqualTo("just now");
        assertThat(english.when(NOW.minusSeconds(120), NOW, BERLIN)).isEqualTo("2 min ago");
        assertThat(english.when(Instant.parse("2026-11-21T08:12:00Z"), NOW, BERLIN))
                .isEqualTo("Today 09:12");
        assertThat(german.when(Instant.parse("2026-11-21T08:12:00Z"), NOW, BERLIN))
                .isEqualTo("Heute 09:12");
        assertThat(english.when(Instant.parse("2026-11-20T22:59:00Z"), NOW, BERLIN))
                .isEqualTo("Yesterday");
        assertThat(english.when(Instant.parse("2026-11-03T10:00:00Z"), NOW, BERLIN))
                .isEqualTo("3 Nov");
        assertThat(english.when(Instant.parse("2024-11-03T10:00:00Z"), NOW, BERLIN))
                .isEqualTo("3 Nov 2024");
        assertThat(english.exact(NOW, BERLIN)).isEqualTo("Saturday, 21 November 2026 at 15:30");
        assertThat(german.exact(NOW, BERLIN)).isEqualTo("Samstag, 21. November 2026 um 15:30");
    }

    @Test
    @DisplayName("CON-2 French counts none as one, and writes numbers and times as in France")
    void french() {
        var french = texts.in(Locale.FRENCH);
        assertThat(french.text("hubs.totals", 0)).isEqualTo("0 hub");
        assertThat(french.text("grants.holder.team", 1_000_000)).isEqualTo("1\u202f000\u202f000 de membres");
        assertThat(french.text("removal.title", "Lena")).isEqualTo("Retirer Lena\u00a0?");
        assertThat(french.when(Instant.parse("2026-11-21T08:12:00Z"), NOW, BERLIN))
                .isEqualTo("Aujourd’hui 09:12");
        assertThat(french.exact(NOW, BERLIN)).isEqualTo("samedi 21 novembre 2026 à 15:30");
        assertThat(french.name()).isEqualTo("Français");
    }

    @Test
    @DisplayName("CON-2 Spanish and Danish write numbers, lists and times as their readers do")
    void spanishAndDanish() {
        var spanish = texts.in(Locale.of("es"));
        var danish = texts.in(Locale.of("da"));
        assertThat(spanish.name()).isEqualTo("Español");
        assertThat(danish.name()).isEqualTo("Dansk");
        assertThat(spanish.text("members.totals", 1198, 1)).isEqualTo("1.198 activos · 1 invitado");
        assertThat(danish.text("members.totals", 1198, 1)).isEqualTo("1.198 aktive · 1 inviteret");
        assertThat(spanish.list(List.of("Ana", "Isabel"))).isEqualTo("Ana e Isabel");
        assertThat(danish.list(List.of("Ana", "Isabel"))).isEqualTo("Ana og Isabel");
        assertThat(danish.exact(NOW, BERLIN)).isEqualTo("lørdag den 21. november 2026 kl. 15.30");
        assertThat(spanish.exact(NOW, BERLIN)).isEqualTo("sábado, 21 de noviembre de 2026, 15:30");
    }

    @Test
    @DisplayName("CON-2 menus have the languages in the order of their own names")
    void menus() {
        assertThat(texts.all().stream().map(Texts.Language::name))
                .containsSubsequence("Dansk", "Deutsch", "English", "Español", "Français");
    }

    @Test
    @DisplayName("CON-2 a name cannot turn the direction of a sentence, nor break its line")
    void names() {
        assertThat(english.text("removal.verb", "Lena")).isEqualTo("Remove Lena");
        assertThat(english.text("removal.verb", "ليلى")).isEqualTo("Remove \u2068ليلى\u2069");
        assertThat(english.text("removal.verb", "L\u202eena\r\nBcc: x")).isEqualTo("Remove Lena  Bcc: x");
        assertThat(english.text("removal.verb", "{0} <b>'")).isEqualTo("Remove {0} <b>'");
    }

    @Test
    @DisplayName("CON-2 a missing text or argument is loud")
    void loud() {
        assertThatThrownBy(() -> english.text("no.such.text")).isInstanceOf(MissingResourceException.class);
        assertThatThrownBy(() -> english.text("removal.verb")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> english.text("removal.seat")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    @DisplayName("CON-2 the browser's languages are heard, and odd headers do no harm")
    void accepted() {
        assertThat(texts.accepted("de-AT,de;q=0.9,en;q=0.5", Locale.ENGLISH).tag())
                .isEqualTo("de");
        assertThat(texts.accepted("fr-CA,en;q=0.8", Locale.ENGLISH).tag()).isEqualTo("fr");
        assertThat(texts.accepted("es-419", Locale.ENGLISH).tag()).isEqualTo("es");
        assertThat(texts.accepted("nb-NO,da;q=0.7,en;q=0.3", Locale.ENGLISH).tag())
                .isEqualTo("da");
        assertThat(texts.accepted("*", Locale.GERMAN).tag()).isEqualTo("de");
        assertThat(texts.accepted("tlh", Locale.GERMAN).tag()).isEqualTo("de");
        assertThat(texts.accepted(";;;q=x", Locale.ENGLISH).tag()).isEqualTo("en");
        assertThat(texts.accepted("de,".repeat(1000), Locale.ENGLISH).tag()).isEqualTo("en");
        assertThat(texts.accepted(null, Locale.GERMAN).tag()).isEqualTo("de");
    }
}
