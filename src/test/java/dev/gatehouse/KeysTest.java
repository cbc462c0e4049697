package dev.gatehouse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.testing.TestPostgres;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What names and addresses are found and compared by has a short way for ASCII letters ({@code V24__fewer_strokes.sql}), which changes nothing. */
class KeysTest {

    private static final String WORDS =
            "select word from generate_series(1, 127) n, unnest(array[chr(n), 'x' || chr(n) || 'Y', chr(n) || 'É', 'Ａ' || chr(n), '']) as word";

    private static Connection connection;

    @BeforeAll
    static void open() throws SQLException {
        connection = TestPostgres.newDatabase().asOwner();
    }

    @AfterAll
    static void close() throws SQLException {
        connection.close();
    }

    @Test
    @DisplayName("MEM-2 folding a name is the same for ASCII letters by the short way and by the long one")
    void fold() throws SQLException {
        assertThat(differing("fold(word)", "lower(unaccent('unaccent'::regdictionary, normalize(word, NFKC)))"))
                .isEmpty();
        assertThat(asked("select fold('Ａndré ŁUKASZ')")).isEqualTo("andre lukasz");
    }

    @Test
    @DisplayName("INV-1 the key of an address or a username is the same by the short way and by the long one")
    void identity() throws SQLException {
        assertThat(differing("identity_key(word)", "lower(normalize(word, NFKC))"))
                .isEmpty();
        assertThat(asked("select identity_key('Ａnna@Example.COM')")).isEqualTo("anna@example.com");
        assertThat(asked("select identity_key(null)")).isNull();
    }

    private static List<String> differing(String one, String other) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(
                        "select word from (%s) as words where %s is distinct from %s".formatted(WORDS, one, other))) {
            var found = new ArrayList<String>();
            while (rows.next()) found.add(rows.getString(1));
            return found;
        }
    }

    private static String asked(String sql) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }
}
