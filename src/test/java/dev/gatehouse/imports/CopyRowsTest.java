package dev.gatehouse.imports;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.testing.House;
import dev.gatehouse.testing.InHouse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.postgresql.PGConnection;
import org.postgresql.util.ByteStreamWriter;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

@InHouse
class CopyRowsTest {

    private final House house;

    CopyRowsTest(House house) {
        this.house = house;
    }

    @Test
    @DisplayName("CRE-4 whatever stands in a cell comes into the database as it is, and what is not there as nothing")
    void values() {
        var id = UUID.fromString("0198c2f4-8d3b-7000-8000-f123456789ab");
        var rows = new CopyRows(7);
        rows.row()
                .integer(-7)
                .bigint(Long.MIN_VALUE)
                .uuid(id)
                .text("\t\\N \"O'Brien\"\r\n名前 🙂")
                .bytea(new byte[] {0, -1, '\n'})
                .texts(Arrays.asList("{a,\"b\\", null, ""))
                .jsonb("[{\"value\": \"tab\\tü\"}]");
        rows.row()
                .integer(8)
                .bigint(null)
                .uuid(null)
                .text(null)
                .bytea(null)
                .texts(null)
                .jsonb(null);
        // Longer than a piece.
        rows.row()
                .integer(9)
                .bigint(9L)
                .uuid(id)
                .text("x".repeat(300_000))
                .bytea(null)
                .texts(Arrays.asList("y"))
                .jsonb("{}");

        var copied = house.get(TransactionTemplate.class).execute(_ -> {
            var jdbc = house.get(JdbcTemplate.class);
            jdbc.execute(
                    "create temporary table copied (i integer, b bigint, u uuid, t text, y bytea, ts text[], j jsonb) on commit drop");
            jdbc.execute((Connection connection) -> copy(connection, rows.end()));
            return jdbc.queryForList(
                    "select concat_ws(' | ', i, b, u, left(t, 30), length(t), encode(y, 'hex'), ts::text, j->0->>'value') from copied order by i desc",
                    String.class);
        });

        assertThat(copied)
                .containsExactly(
                        "9 | 9 | " + id + " | " + "x".repeat(30) + " | 300000 | {y}",
                        "8",
                        "-7 | -9223372036854775808 | " + id
                                + " | \t\\N \"O'Brien\"\r\n名前 🙂 | 19 | 00ff0a | {\"{a,\\\"b\\\\\",NULL,\"\"} | tab\tü");
    }

    private static long copy(Connection connection, ByteStreamWriter rows) throws SQLException {
        try {
            return connection
                    .unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyIn("copy copied from stdin (format binary)", rows);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
