package dev.gatehouse.messages;

import dev.gatehouse.platform.Texts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The sentences of one template, filled with what one letter says. */
final class Sentences {

    private final Texts.Language language;
    private final String template;
    private final Object[] arguments;
    private final boolean complete;

    /**
     * @param more what stands after the validity and before the template's own parameters
     * @param bound the most letters of a name
     */
    Sentences(Texts.Language language, Letter letter, Map<String, String> parameters, List<String> more, int bound) {
        this.language = language;
        var key = letter.template().key();
        this.template = letter.channel() == Channel.EMAIL ? "mail." + key + "." : "sms." + key + ".";
        var given = letter.template().parameters().stream()
                .map(name -> Words.name(parameters.getOrDefault(name, ""), bound))
                .toList();
        this.complete = given.stream().noneMatch(String::isEmpty);
        var all = new ArrayList<Object>();
        all.add(validity(language, letter, parameters));
        all.addAll(more);
        all.addAll(given);
        this.arguments = all.toArray();
    }

    String sentence(String word) {
        var without = template + word + ".without";
        return language.text(complete || !language.has(without) ? template + word : without, arguments);
    }

    boolean has(String word) {
        return language.has(template + word);
    }

    List<String> present(String... words) {
        return Stream.of(words).filter(this::has).map(this::sentence).toList();
    }

    /** "7 days", "24 hours", "one hour", "10 minutes". */
    private static String validity(Texts.Language language, Letter letter, Map<String, String> parameters) {
        var days = parameters.get("days");
        if (days != null) return language.text("mail.days", Long.parseLong(days));
        var hours = parameters.get("hours");
        if (hours != null) return language.text("mail.hours", Long.parseLong(hours));
        var held = Duration.between(letter.createdAt(), letter.expiresAt());
        if (held.toHours() >= 48) return language.text("mail.days", held.toDays());
        return held.toHours() >= 1
                ? language.text("mail.hours", held.toHours())
                : language.text("mail.minutes", Math.max(1, held.toMinutes()));
    }
}
