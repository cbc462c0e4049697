package dev.gatehouse.database;

import com.github.kagkarlsson.scheduler.serializer.Serializer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** The payload of a job as JSON: readable in the table, and free of the traps of Java serialization. */
final class JsonSerializer implements Serializer {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    @Override
    public byte[] serialize(@Nullable Object data) {
        return JSON.writeValueAsBytes(data);
    }

    @Override
    public <T> T deserialize(Class<T> type, byte[] data) {
        return JSON.readValue(data, type);
    }
}
