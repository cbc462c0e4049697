package dev.gatehouse.console;

import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** Small values for attributes that scripts read. */
public final class Json {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private Json() {}

    /** An object of texts. */
    public static String of(Map<String, String> values) {
        return MAPPER.writeValueAsString(values);
    }
}
