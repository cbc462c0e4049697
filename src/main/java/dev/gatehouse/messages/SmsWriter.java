package dev.gatehouse.messages;

import dev.gatehouse.platform.Texts;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** Writes a text message from a letter: one sentence, which says who writes. */
class SmsWriter {

    /** The most letters of a name: a text message is paid by the piece. */
    private static final int NAME_BOUND = 40;

    /** Stands for the link while the sentence is put together, so that nothing invisible sticks to it. */
    private static final String LINK = "\ue000";

    private final Texts texts;
    private final Links links;

    SmsWriter(Texts texts, String publicUrl) {
        this.texts = texts;
        this.links = new Links(publicUrl);
    }

    Sms write(Letter letter, Map<String, String> parameters) {
        var language = texts.in(Locale.forLanguageTag(letter.language()));
        var brand = letter.organization() == null ? MailWriter.PRODUCT : Words.name(letter.organization(), NAME_BOUND);
        var link = Objects.requireNonNullElseGet(
                links.link(parameters), () -> Objects.requireNonNullElse(Links.code(parameters), ""));
        var words = new Sentences(language, letter, parameters, List.of(brand, LINK), NAME_BOUND);
        var text = words.sentence("text")
                .replaceAll("[\u2068\u2069]?" + LINK + "[\u2068\u2069]?", LINK)
                .replace(LINK, link);
        return new Sms(letter.ref().message(), letter.address(), language.tag(), text, letter.expiresAt());
    }
}
