package dev.gatehouse.imports;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.ByteStreamWriter;

/**
 * Rows as PostgreSQL's {@code COPY} takes them in its binary format, of which it makes values in a third of the time that it takes for text
 * (<a href="https://www.postgresql.org/docs/18/sql-copy.html">COPY</a>, "Binary Format"). All numbers are big-endian.
 */
final class CopyRows {

    private static final byte[] SIGNATURE = {'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xff, '\r', '\n', 0};
    private static final int NONE = -1;

    /** Of {@code text}, in {@code pg_type}. */
    private static final int TEXT = 25;

    private static final byte JSONB_VERSION = 1;

    /** Small enough for the collector to move it: what takes half of a region of the heap is left where it is, with the rest of its region. */
    private static final int CHUNK = 64 * 1024;

    private final short columns;
    private final List<ByteBuffer> full = new ArrayList<>();
    private ByteBuffer rows = ByteBuffer.allocate(CHUNK);

    CopyRows(int columns) {
        this.columns = (short) columns;
        // No flags, and nothing more in the header.
        rows.put(SIGNATURE).putInt(0).putInt(0);
    }

    /** A row begins; all its columns follow. */
    CopyRows row() {
        room(Short.BYTES).putShort(columns);
        return this;
    }

    CopyRows integer(int value) {
        room(2 * Integer.BYTES).putInt(Integer.BYTES).putInt(value);
        return this;
    }

    CopyRows bigint(@Nullable Long value) {
        if (value == null) return none();
        room(Integer.BYTES + Long.BYTES).putInt(Long.BYTES).putLong(value);
        return this;
    }

    CopyRows uuid(@Nullable UUID value) {
        if (value == null) return none();
        room(Integer.BYTES + 2 * Long.BYTES)
                .putInt(2 * Long.BYTES)
                .putLong(value.getMostSignificantBits())
                .putLong(value.getLeastSignificantBits());
        return this;
    }

    CopyRows text(@Nullable String value) {
        return value == null ? none() : bytea(value.getBytes(StandardCharsets.UTF_8));
    }

    CopyRows bytea(byte @Nullable [] value) {
        if (value == null) return none();
        room(Integer.BYTES + value.length).putInt(value.length).put(value);
        return this;
    }

    CopyRows jsonb(@Nullable String value) {
        if (value == null) return none();
        var bytes = value.getBytes(StandardCharsets.UTF_8);
        room(Integer.BYTES + 1 + bytes.length)
                .putInt(1 + bytes.length)
                .put(JSONB_VERSION)
                .put(bytes);
        return this;
    }

    /** An array of one dimension, of which any may be null. */
    CopyRows texts(@Nullable List<@Nullable String> values) {
        if (values == null) return none();
        var texts = values.stream()
                .map(value -> value == null ? null : value.getBytes(StandardCharsets.UTF_8))
                .toList();
        var length = 5 * Integer.BYTES
                + texts.stream()
                        .mapToInt(text -> Integer.BYTES + (text == null ? 0 : text.length))
                        .sum();
        room(6 * Integer.BYTES)
                .putInt(length)
                .putInt(1)
                .putInt(values.contains(null) ? 1 : 0)
                .putInt(TEXT)
                .putInt(values.size())
                .putInt(1);
        texts.forEach(this::bytea);
        return this;
    }

    /** All of them, as {@code CopyManager} takes them; there cannot be more. */
    ByteStreamWriter end() {
        room(Short.BYTES).putShort((short) NONE);
        full.add(rows.flip());
        return ByteStreamWriter.of(full.toArray(ByteBuffer[]::new));
    }

    private CopyRows none() {
        room(Integer.BYTES).putInt(NONE);
        return this;
    }

    private ByteBuffer room(int bytes) {
        if (rows.remaining() < bytes) {
            full.add(rows.flip());
            rows = ByteBuffer.allocate(Math.max(CHUNK, bytes));
        }
        return rows;
    }
}
