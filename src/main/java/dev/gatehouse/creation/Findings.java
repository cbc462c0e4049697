package dev.gatehouse.creation;

import dev.gatehouse.platform.Refusal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What is wrong with a form, field by field: the first thing of each, all of them at once. */
final class Findings {

    private final Map<String, Refusal> fields = new LinkedHashMap<>();

    /** Reads a field; what it refuses is noted at it. Null then. */
    <T> @Nullable T read(String field, Supplier<@Nullable T> reading) {
        try {
            return reading.get();
        } catch (Refusal refusal) {
            if (refusal.kind() != Refusal.Kind.INPUT) throw refusal;
            fields.putIfAbsent(field, refusal);
            return null;
        }
    }

    /** Notes what is wrong with a field. */
    void add(String field, Refusal refusal) {
        fields.putIfAbsent(field, refusal);
    }

    Map<String, Refusal> fields() {
        return fields;
    }
}
