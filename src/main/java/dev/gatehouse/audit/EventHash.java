package dev.gatehouse.audit;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * How the chain is computed; written down for independent verifiers in {@code docs/decisions/0008-audit-chain.md}. Changing
 * anything here breaks every chain that exists.
 */
final class EventHash {

    private static final int ABSENT = -1;

    private EventHash() {}

    /** All columns of an event; the detail is PostgreSQL's text form of the jsonb value. */
    @SuppressWarnings("ArrayRecordComponent") // read once from its row, never compared as a whole
    record Stored(
            UUID organization,
            UUID id,
            Instant at,
            String kind,
            @Nullable UUID actorAccount,
            @Nullable UUID actorMember,
            String targetKind,
            UUID target,
            String detail,
            byte[] originDigest) {}

    /** What the first event follows: the SHA-256 of the organization's id in its usual text form. */
    static byte[] beginning(UUID organization) {
        return sha256(organization.toString().getBytes(StandardCharsets.UTF_8));
    }

    /** SHA-256 of the previous hash and the event's columns, each behind its length; an absent one has the length -1 and no bytes. */
    static byte[] next(byte[] previous, Stored event) {
        var bytes = new ByteArrayOutputStream(512);
        try (var out = new DataOutputStream(bytes)) {
            out.write(previous);
            put(out, event.organization());
            put(out, event.id());
            put(
                    out,
                    ByteBuffer.allocate(Long.BYTES)
                            .putLong(ChronoUnit.MICROS.between(Instant.EPOCH, event.at()))
                            .array());
            put(out, event.kind());
            put(out, event.actorAccount());
            put(out, event.actorMember());
            put(out, event.targetKind());
            put(out, event.target());
            put(out, event.detail());
            put(out, event.originDigest());
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return sha256(bytes.toByteArray());
    }

    /** The salted digest that stands for where an event came from, so that the origin itself can be erased. */
    static byte[] origin(byte[] salt, String address, String userAgent) {
        var origin = (address + "\n" + userAgent).getBytes(StandardCharsets.UTF_8);
        return sha256(ByteBuffer.allocate(salt.length + origin.length)
                .put(salt)
                .put(origin)
                .array());
    }

    private static void put(DataOutputStream out, byte[] value) throws IOException {
        out.writeInt(value.length);
        out.write(value);
    }

    private static void put(DataOutputStream out, String value) throws IOException {
        put(out, value.getBytes(StandardCharsets.UTF_8));
    }

    private static void put(DataOutputStream out, @Nullable UUID value) throws IOException {
        if (value == null) {
            out.writeInt(ABSENT);
            return;
        }
        out.writeInt(2 * Long.BYTES);
        out.writeLong(value.getMostSignificantBits());
        out.writeLong(value.getLeastSignificantBits());
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
