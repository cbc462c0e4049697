package dev.gatehouse.messages;

import dev.gatehouse.console.Avatars;
import dev.gatehouse.platform.Brand;
import dev.gatehouse.platform.Templates;
import dev.gatehouse.platform.Texts;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Writes a mail from a letter: the words from the bundles, the names made harmless, the brand's name and colour. */
class MailWriter {

    static final String PRODUCT = "Gatehouse";
    private static final String COLOUR = "#066fd1";

    private final Texts texts;
    private final Templates templates;
    private final Links links;

    MailWriter(Texts texts, Templates templates, String publicUrl) {
        this.texts = texts;
        this.templates = templates;
        this.links = new Links(publicUrl);
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
        var words = new Sentences(language, letter, parameters, List.of(), Words.BOUND);
        var organization = letter.organization();
        var brand = organization == null ? PRODUCT : Words.name(organization);
        var colour = Objects.requireNonNull(Brand.of(Objects.requireNonNullElse(letter.colour(), COLOUR)));
        var code = Links.code(parameters);
        // Whoever waits for a code must not be taught to click.
        var link = code == null && words.has("button") ? link(letter.template(), parameters) : null;
        return new MailView(
                language,
                brand,
                Avatars.initials(brand),
                letter.logo() == null ? null : links.publicUrl() + letter.logo(),
                colour,
                words.sentence("subject"),
                words.sentence("preview"),
                words.sentence("heading"),
                words.present("greeting", "text", "more"),
                code,
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

    /** Whoever did not change their password gets the way to a new one. */
    private @Nullable String link(Template template, Map<String, String> parameters) {
        var link = links.link(parameters);
        return link == null && template == Template.PASSWORD_CHANGED ? links.publicUrl() + "/forgot-password" : link;
    }
}
