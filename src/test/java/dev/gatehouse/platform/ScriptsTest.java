package dev.gatehouse.platform;

import static org.assertj.core.api.Assertions.assertThat;

import com.ibm.icu.text.MessagePattern;
import com.ibm.icu.text.PluralRules;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScriptsTest {

    private static final ZoneId TOKYO = ZoneId.of("Asia/Tokyo");
    private static final Instant NOW = Instant.parse("2026-11-21T06:30:00Z");

    private final Texts texts = new Texts();
    private final Texts.Language arabic = texts.in(Locale.of("ar"));
    private final Texts.Language japanese = texts.in(Locale.of("ja"));

    @Test
    @DisplayName("CON-2 Arabic counts with all its plurals, and Japanese with one")
    void plurals() {
        assertThat(arabic.text("time.left.days", 1)).isEqualTo("يوم واحد متبقٍّ");
        assertThat(arabic.text("time.left.days", 2)).isEqualTo("يومان متبقيان");
        assertThat(arabic.text("time.left.days", 6)).isEqualTo("6 أيام متبقية");
        assertThat(arabic.text("time.left.days", 11)).isEqualTo("11 يومًا متبقيًا");
        assertThat(arabic.text("time.left.days", 100)).isEqualTo("100 يوم متبقٍّ");
        assertThat(japanese.text("time.left.days", 1)).isEqualTo("残り1日");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ar", "ja"})
    @DisplayName("CON-2 no plural lacks a form that the language needs")
    void forms(String tag) {
        var language = texts.in(Locale.of(tag));
        var needed = PluralRules.forLocale(Locale.of(tag)).getKeywords();
        for (var key : language.keys()) {
            var pattern = new MessagePattern(language.pattern(key));
            for (var i = 0; i < pattern.countParts(); i++)
                if (pattern.getPart(i).getType() == MessagePattern.Part.Type.ARG_START
                        && pattern.getPart(i).getArgType().hasPluralStyle())
                    assertThat(selectors(pattern, i)).as(tag + " " + key).containsAll(needed);
        }
    }

    private static Set<String> selectors(MessagePattern pattern, int start) {
        var selectors = new HashSet<String>();
        for (var i = start; i < pattern.getLimitPartIndex(start); i++)
            if (pattern.getPart(i).getType() == MessagePattern.Part.Type.ARG_SELECTOR)
                selectors.add(pattern.getSubstring(pattern.getPart(i)));
        return selectors;
    }

    @Test
    @DisplayName("CON-2 sentences, dates and tables of Arabic use the same digits")
    void digits() {
        assertThat(arabic.number(12_345)).isEqualTo("12,345");
        assertThat(arabic.text("roles.count", 12_345)).isEqualTo("12,345");
        assertThat(arabic.text("grants.holder.team", 12_345)).isEqualTo("12,345 عضوًا");
        assertThat(arabic.exact(NOW, TOKYO)).isEqualTo("السبت، 21 نوفمبر 2026 في 3:30 م");
        assertThat(arabic.when(NOW.minusSeconds(86_400 * 30), NOW, TOKYO)).isEqualTo("22 أكتوبر");
    }

    @Test
    @DisplayName("CON-2 times read right in Japanese, with the year before the month and no space")
    void japaneseTimes() {
        assertThat(japanese.when(NOW.minusSeconds(120), NOW, TOKYO)).isEqualTo("2分前");
        assertThat(japanese.when(NOW.minusSeconds(3_600 * 3), NOW, TOKYO)).isEqualTo("今日 12:30");
        assertThat(japanese.when(NOW.minusSeconds(86_400 * 30), NOW, TOKYO)).isEqualTo("10月22日");
        assertThat(japanese.exact(NOW, TOKYO)).isEqualTo("2026年11月21日土曜日 15:30");
        assertThat(japanese.list(List.of("A", "B", "C"))).isEqualTo("A、B、C");
    }

    @Test
    @DisplayName(
            "CON-2 a name of any script keeps its place in an Arabic sentence, and leaves no mark where people go on writing")
    void marks() {
        assertThat(arabic.text("removal.verb", "Lena")).isEqualTo("إزالة \u2068Lena\u2069");
        assertThat(arabic.unmarked("roles.copy.name", "Press")).isEqualTo("نسخة من Press");
        assertThat(arabic.text("refusal.organization.color")).contains("\u2066#066fd1\u2069");
        assertThat(arabic.direction()).isEqualTo("rtl");
    }
}
