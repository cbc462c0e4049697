package dev.gatehouse.organizations;

import dev.gatehouse.platform.AttributeId;
import java.util.List;
import java.util.Locale;

/**
 * Something that an organization keeps about its people beyond what everybody has (CRE-9).
 *
 * @param choices what may be chosen; empty unless it is a choice
 * @param unique whether no two members may have the same value
 * @param shown whether the person sees it on their own page
 * @param editable whether the person may change it there
 */
public record Attribute(
        AttributeId id,
        String name,
        Kind kind,
        List<String> choices,
        boolean required,
        boolean unique,
        boolean shown,
        boolean editable) {

    /** What its values are. */
    public enum Kind {
        TEXT,
        NUMBER,
        DATE,
        CHOICE,
        YES_NO;

        /** As in the database and the text keys. */
        public String key() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public Attribute {
        choices = List.copyOf(choices);
    }
}
