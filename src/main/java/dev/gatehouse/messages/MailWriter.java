package dev.gatehouse.messages;

import dev.gatehouse.console.Avatars;
import dev.gatehouse.platform.Brand;
import dev.gatehouse.platform.Templates;
import dev.gatehouse.platform.Texts;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Writes a mail from a letter: the words from the bundles, the names made harmless, the brand's name and colour. */
class MailWriter {

    private static final String PRODUCT = "Gatehouse";
    private static final String COLOUR = "#066fd1";

    private final Texts texts;
    private final Templates templates;
    private final String publicUrl;

    MailWriter(Texts texts, Templates templates, String publicUrl) {
        this.texts = texts;
        this.templates = templates;
        this.publicUrl = publicUrl;
    }

    Mail write(Letter letter, Map<String, String> parameters) {
        var view = view(letter, parameters);
        return new Mail(
                letter.ref().message(),
                sender(letter),
                letter.address(),
                view.language().tag(),
                view.subject(),
                templates.text("messages/mail", Map.of("mail", view)),
                templates.text("messages/mail-text", Map.of("mail", view)));
    }

    MailView view(Letter letter, Map<String, String> parameters) {
        var language = texts.in(Locale.forLanguageTag(letter.language()));
        var words = new Sentences(language, letter, parameters);
        var organization = letter.organization();
        var brand = organization == null ? PRODUCT : Words.name(organization);
        var colour = Objects.requireNonNull(Brand.of(Objects.requireNonNullElse(letter.colour(), COLOUR)));
        var link = link(letter.template(), parameters);
        return new MailView(
                language,
                brand,
                Avatars.initials(brand),
                letter.logo() == null ? null : publicUrl + letter.logo(),
                colour,
                words.sentence("subject"),
                words.sentence("preview"),
                words.sentence("heading"),
                words.present("greeting", "text", "more"),
                link == null ? null : words.sentence("button"),
                link,
                words.present("validity", "unexpected"),
                organization == null
                        ? language.text("mail.footer.platform", PRODUCT)
                        : language.text("mail.footer.organization", PRODUCT, brand));
    }

    /** The name that stands before the address in From; empty where the settings' own is to stand there. */
    private static String sender(Letter letter) {
        var chosen = letter.senderName() == null ? letter.organization() : letter.senderName();
        var name = chosen == null ? "" : Words.name(chosen);
        // An address as a name would make the mail look as if it came from there.
        return name.indexOf('@') < 0 ? name : "";
    }

    /** Only addresses of this installation become buttons; whoever did not change their password gets the way to a new one. */
    private @Nullable String link(Template template, Map<String, String> parameters) {
        var link = parameters.get("link");
        if (link == null) return template == Template.PASSWORD_CHANGED ? publicUrl + "/forgot-password" : null;
        if (!link.startsWith(publicUrl + "/") || !Words.clean(link).equals(link))
            throw new IllegalArgumentException("a link in a message leads to the public URL");
        return link;
    }

    /** The sentences of one template, filled with what one letter says. */
    private static final class Sentences {

        private final Texts.Language language;
        private final String template;
        private final Object[] arguments;
        private final boolean complete;

        Sentences(Texts.Language language, Letter letter, Map<String, String> parameters) {
            this.language = language;
            this.template = "mail." + letter.template().key() + ".";
            var given = letter.template().parameters().stream()
                    .map(name -> Words.name(parameters.getOrDefault(name, "")))
                    .toList();
            this.complete = given.stream().noneMatch(String::isEmpty);
            this.arguments = Stream.concat(Stream.of(validity(language, letter, parameters)), given.stream())
                    .toArray();
        }

        String sentence(String word) {
            var without = template + word + ".without";
            return language.text(complete || !language.has(without) ? template + word : without, arguments);
        }

        List<String> present(String... words) {
            return Stream.of(words)
                    .filter(word -> language.has(template + word))
                    .map(this::sentence)
                    .toList();
        }

        /** "7 days", "24 hours", "one hour". */
        private static String validity(Texts.Language language, Letter letter, Map<String, String> parameters) {
            var days = parameters.get("days");
            if (days != null) return language.text("mail.days", Long.parseLong(days));
            var hours = parameters.get("hours");
            if (hours != null) return language.text("mail.hours", Long.parseLong(hours));
            var held = Math.max(
                    1, Duration.between(letter.createdAt(), letter.expiresAt()).toHours());
            return held >= 48 ? language.text("mail.days", held / 24) : language.text("mail.hours", held);
        }
    }
}
