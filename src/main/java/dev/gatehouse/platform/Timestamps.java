package dev.gatehouse.platform;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/** Instants to and from {@code timestamptz}, which the driver knows only as {@code OffsetDateTime}. */
public final class Timestamps {

    private Timestamps() {}

    /** The parameter for an instant. */
    public static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    /** A column that is not null. */
    public static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    /** The same; null for none. */
    public static @Nullable OffsetDateTime optionalUtc(@Nullable Instant instant) {
        return instant == null ? null : utc(instant);
    }

    /** A column that may be null. */
    public static @Nullable Instant optionalInstant(ResultSet row, String column) throws SQLException {
        var at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }
}
