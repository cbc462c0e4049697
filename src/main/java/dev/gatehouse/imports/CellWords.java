package dev.gatehouse.imports;

import dev.gatehouse.platform.Texts;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Words of cells that mean the same in each of our languages, whatever their case, accents and signs are (CRE-4). */
@Component
class CellWords {

    /** How a way in is opened for somebody, as an import keeps it. */
    static final List<String> ACTIVATIONS = List.of("email", "sms", "email_sms", "code", "none");

    private final Map<String, String> languages = new HashMap<>();
    private final Map<String, String> activations = new HashMap<>();
    private final Map<String, String> answers = new HashMap<>();

    CellWords(Texts texts) {
        for (var language : texts.all()) {
            languages.put(CellText.folded(language.tag()), language.tag());
            for (var speaker : texts.all())
                languages.put(CellText.folded(language.locale().getDisplayLanguage(speaker.locale())), language.tag());
            for (var key : ACTIVATIONS) {
                activations.put(CellText.folded(key), key);
                activations.put(CellText.folded(language.text("imports.activation." + key)), key);
            }
            for (var word : language.text("imports.answer.yes").split(";", -1))
                answers.put(CellText.folded(word), "true");
            for (var word : language.text("imports.answer.no").split(";", -1))
                answers.put(CellText.folded(word), "false");
        }
    }

    /** The tag of a language: for the tag itself, with a country or without, and for its name in any of our languages. */
    Optional<String> language(String cell) {
        var named = Optional.ofNullable(languages.get(CellText.folded(cell)));
        if (named.isPresent() || !cell.matches("[A-Za-z]{2,3}[-_][A-Za-z0-9_-]{2,20}")) return named;
        return Optional.ofNullable(languages.get(
                cell.substring(0, cell.indexOf(cell.contains("-") ? '-' : '_')).toLowerCase(Locale.ROOT)));
    }

    /** One of {@link #ACTIVATIONS}. */
    Optional<String> activation(String cell) {
        return Optional.ofNullable(activations.get(CellText.folded(cell)));
    }

    /** {@code true} or {@code false}, as attributes keep it. */
    Optional<String> answer(String cell) {
        return Optional.ofNullable(answers.get(CellText.folded(cell)));
    }
}
