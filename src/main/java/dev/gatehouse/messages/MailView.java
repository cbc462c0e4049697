package dev.gatehouse.messages;

import dev.gatehouse.platform.Brand;
import dev.gatehouse.platform.Texts;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a mail says, for both of its parts.
 *
 * @param brand the organization's name, or the product's
 * @param initial what stands in the brand's mark
 * @param logo the whole address of the brand's picture; null where it has none, and its initials stand there
 * @param colour the brand's colour, and what reads well on it
 * @param preview what a list of mails shows beside the subject
 * @param code what is to be read and typed elsewhere; null without one
 * @param button what the button says; null without one
 * @param link where it leads
 * @param facts small print: how long the link holds, what to do if the mail was not expected
 */
public record MailView(
        Texts.Language language,
        String brand,
        String initial,
        @Nullable String logo,
        Brand colour,
        String subject,
        String preview,
        String heading,
        List<String> paragraphs,
        @Nullable String code,
        @Nullable String button,
        @Nullable String link,
        List<String> facts,
        String footer) {

    /** A sentence of the bundle. */
    public String text(String key, Object... arguments) {
        return language.text(key, arguments);
    }

    /** The paragraphs as plain text has them. */
    public String plainParagraphs() {
        return String.join("\n\n", paragraphs);
    }

    /** The small print as plain text has it. */
    public String plainFacts() {
        return String.join("\n\n", facts);
    }
}
