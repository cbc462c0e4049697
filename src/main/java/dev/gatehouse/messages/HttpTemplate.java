package dev.gatehouse.messages;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.json.JsonMapper;

/** A text with places: {@code {to}}, {@code {text}}, {@code {id}} and {@code {sender}}. What fills them stays inside of its place. */
record HttpTemplate(String template, Encoding encoding) {

    /** How a value is written, so that it ends nothing around it. */
    enum Encoding {
        /** Inside of a JSON string. */
        JSON {
            @Override
            String write(String value) {
                var quoted = MAPPER.writeValueAsString(value);
                return quoted.substring(1, quoted.length() - 1);
            }
        },
        /** In a form: a space is a plus. */
        FORM {
            @Override
            String write(String value) {
                return URLEncoder.encode(value, StandardCharsets.UTF_8);
            }
        },
        /** Anywhere in an address. */
        URL {
            @Override
            String write(String value) {
                return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
            }
        },
        /** In a header, which the settings let have no text of people. */
        HEADER {
            @Override
            String write(String value) {
                return value;
            }
        };

        abstract String write(String value);
    }

    private static final JsonMapper MAPPER = JsonMapper.builder().build();
    private static final Pattern PLACE = Pattern.compile("\\{(to|text|id|sender)}");

    String filled(Map<String, String> values) {
        return PLACE.matcher(template)
                .replaceAll(place -> Matcher.quoteReplacement(
                        encoding.write(Objects.requireNonNullElse(values.get(place.group(1)), ""))));
    }
}
