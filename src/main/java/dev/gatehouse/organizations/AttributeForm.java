package dev.gatehouse.organizations;

import java.util.Map;

/**
 * A custom attribute as an admin typed it; nothing is checked yet.
 *
 * @param kind as in {@link Attribute.Kind#key}
 * @param choices one a line
 * @param person what the person may do with it: {@code none}, {@code see} or {@code edit}
 */
public record AttributeForm(String name, String kind, String choices, boolean required, boolean unique, String person) {

    /** Nothing filled in. */
    static AttributeForm blank() {
        return new AttributeForm("", Attribute.Kind.TEXT.key(), "", false, false, "see");
    }

    static AttributeForm of(Map<String, String> parameters) {
        return new AttributeForm(
                parameters.getOrDefault("name", ""),
                parameters.getOrDefault("kind", ""),
                parameters.getOrDefault("choices", ""),
                "yes".equals(parameters.get("required")),
                "yes".equals(parameters.get("unique")),
                parameters.getOrDefault("person", ""));
    }

    static AttributeForm of(Attribute attribute) {
        return new AttributeForm(
                attribute.name(),
                attribute.kind().key(),
                String.join("\n", attribute.choices()),
                attribute.required(),
                attribute.unique(),
                attribute.editable() ? "edit" : attribute.shown() ? "see" : "none");
    }
}
