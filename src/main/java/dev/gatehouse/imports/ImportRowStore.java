package dev.gatehouse.imports;

import dev.gatehouse.imports.ImportedRow.Outcome;
import dev.gatehouse.platform.MemberId;
import dev.gatehouse.platform.OrganizationId;
import dev.gatehouse.platform.RoleId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Array;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.util.ByteStreamWriter;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The rows of imports: put by thousands, and read in their order. */
@Repository
class ImportRowStore {

    private static final TypeReference<List<Problem>> PROBLEMS = new TypeReference<>() {};

    /** Who is to be added from some rows, in the columns that {@code members.Staged} asks for. */
    static final String PEOPLE = """
            select member_id as id, subject_id, case when activation is null then 'CREATED' else 'INVITED' end as status,
                   first_name, last_name, email, username, phone, universal_identifier, language, currency,
                   department_id, job_profile_id, user_type_id, partner_id, role_id,
                   case when activation = 'code' then :codesUntil::timestamptz when activation is not null then :linksUntil::timestamptz end
                       as invitation_expires_at,
                   attribute_values
              from import_row
             where organization_id = :organization and import_id = :import and number > :after and number <= :to and outcome = 'new'
            """;

    private final JdbcClient jdbc;
    private final JdbcTemplate template;
    private final JsonMapper json;

    ImportRowStore(JdbcClient jdbc, JdbcTemplate template, JsonMapper json) {
        this.jdbc = jdbc;
        this.template = template;
        this.json = json;
    }

    /**
     * The next people to be added.
     *
     * @param last the number of the last of them
     * @param seats how many of them take one
     * @param codes how many of them come by a one-time password
     * @param roles what stands in their rows
     */
    record Next(int people, int last, int seats, int codes, Set<RoleId> roles) {}

    /** Whose one-time password is in the file: what {@code OneTimeCodes.keep} made of it. */
    record Coded(MemberId member, String code) {}

    /** Somebody who was added, and how they are to be written to. */
    record Reader(int number, MemberId member, RowWay way) {}

    /** Whose one-time password was made, with what to call them. */
    record Made(int number, String firstName, String lastName, String login) {}

    /**
     * Puts rows that were read. {@code COPY} takes them into a table of this transaction alone, because PostgreSQL refuses it where row-level security
     * is on; from there they are inserted as anything else is, behind the wall.
     */
    void insert(OrganizationId organization, ImportId id, StagedRows rows) {
        jdbc.sql("create temporary table import_row_read on commit drop as select " + StagedRows.COLUMNS
                        + " from import_row with no data")
                .update();
        template.execute((Connection connection) -> copy(connection, rows.end()));
        jdbc.sql("insert into import_row (organization_id, import_id, " + StagedRows.COLUMNS
                        + ") select :organization, :import, " + StagedRows.COLUMNS + " from import_row_read")
                .param("organization", organization.value())
                .param("import", id.value())
                .update();
    }

    private static long copy(Connection connection, ByteStreamWriter rows) throws SQLException {
        var copies = connection.unwrap(PGConnection.class).getCopyAPI();
        try {
            return copies.copyIn("copy import_row_read from stdin (format binary)", rows);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** So that the planner knows what is there. */
    void read() {
        jdbc.sql("select import_rows_read()").query((row, n) -> 0).single();
    }

    void delete(OrganizationId organization, ImportId id) {
        jdbc.sql("delete from import_row where organization_id = :organization and import_id = :import")
                .param("organization", organization.value())
                .param("import", id.value())
                .update();
    }

    /** The next new people of some rows, as many as this at most. */
    Next next(OrganizationId organization, ImportId id, int after, int last, int most) {
        return jdbc.sql("""
                select count(*) as people, coalesce(max(number), 0) as last, count(activation) as seats,
                       count(*) filter (where activation = 'code') as codes, array_agg(distinct role_id) filter (where role_id is not null) as roles
                  from (select number, activation, role_id from import_row
                         where organization_id = :organization and import_id = :import and number > :after and number <= :last and outcome = 'new'
                         order by number limit :most) person
                """)
                .param("organization", organization.value())
                .param("import", id.value())
                .param("after", after)
                .param("last", last)
                .param("most", most)
                .query((row, n) -> new Next(
                        row.getInt("people"),
                        row.getInt("last"),
                        row.getInt("seats"),
                        row.getInt("codes"),
                        roles(row.getArray("roles"))))
                .single();
    }

    private static Set<RoleId> roles(@Nullable Array found) throws SQLException {
        if (found == null) return Set.of();
        return Arrays.stream((UUID[]) found.getArray()).map(RoleId::new).collect(Collectors.toSet());
    }

    List<Coded> coded(OrganizationId organization, ImportId id, int after, int to) {
        return jdbc.sql("""
                select member_id, encode(code_hash, 'hex') as code from import_row
                 where organization_id = :organization and import_id = :import and number > :after and number <= :to and outcome = 'new'
                   and code_hash is not null
                """)
                .param("organization", organization.value())
                .param("import", id.value())
                .param("after", after)
                .param("to", to)
                .query((row, n) ->
                        new Coded(new MemberId(row.getObject("member_id", UUID.class)), row.getString("code")))
                .list();
    }

    /** The next people who were added and are to get a link. */
    List<Reader> readers(OrganizationId organization, ImportId id, int after, int most) {
        return jdbc.sql("""
                select number, member_id, activation from import_row
                 where organization_id = :organization and import_id = :import and number > :after and outcome = 'new'
                   and activation is not null and activation <> 'code'
                 order by number limit :most
                """)
                .param("organization", organization.value())
                .param("import", id.value())
                .param("after", after)
                .param("most", most)
                .query((row, n) -> new Reader(
                        row.getInt("number"),
                        new MemberId(row.getObject("member_id", UUID.class)),
                        RowWay.stored(row.getString("activation"))))
                .list();
    }

    /** Notes why some got nothing. */
    void unsent(OrganizationId organization, ImportId id, Map<Integer, String> reasons) {
        if (reasons.isEmpty()) return;
        jdbc.sql("""
                update import_row r set unsent = left_out.reason
                  from unnest(:numbers::integer[], :reasons::text[]) as left_out (number, reason)
                 where r.organization_id = :organization and r.import_id = :import and r.number = left_out.number
                """)
                .param("organization", organization.value())
                .param("import", id.value())
                .param("numbers", reasons.keySet().toArray(Integer[]::new))
                .param("reasons", reasons.values().toArray(String[]::new))
                .update();
    }

    /** Rows of one outcome in their order, after a number; of any where it is null. */
    List<ImportedRow> rows(OrganizationId organization, ImportId id, @Nullable Outcome outcome, int after, int most) {
        return jdbc.sql("""
                select number, btrim(coalesce(first_name, '') || ' ' || coalesce(last_name, '')) as name, email, username, phone, found_id,
                       member_id, problems::text as problems, unsent, outcome,
                       outcome = 'new' and exists (select from import_lane l
                                where l.organization_id = :organization and l.import_id = :import
                                  and number between l.first and l.applied_to) as added
                  from import_row
                 where organization_id = :organization and import_id = :import and number > :after %s
                 order by number limit :most
                """.formatted(condition(outcome)))
                .param("organization", organization.value())
                .param("import", id.value())
                .param("after", after)
                .param("most", most)
                .query(this::row)
                .list();
    }

    private static String condition(@Nullable Outcome outcome) {
        return switch (outcome) {
            case null -> "";
            case PRESENT -> "and outcome = 'present'";
            case WRONG -> "and outcome = 'wrong'";
            case NEW, ADDED -> "and outcome = 'new'";
        };
    }

    /** Those whose one-time passwords were made, of the people who were added, after a number. */
    List<Made> made(OrganizationId organization, ImportId id, int after, int most) {
        return jdbc.sql("""
                select number, first_name, last_name, coalesce(username, email, phone) as login from import_row r
                 where organization_id = :organization and import_id = :import and number > :after and outcome = 'new'
                   and activation = 'code' and code_print is null
                   and exists (select from import_lane l
                                where l.organization_id = :organization and l.import_id = :import
                                  and r.number between l.first and l.applied_to)
                 order by number limit :most
                """)
                .param("organization", organization.value())
                .param("import", id.value())
                .param("after", after)
                .param("most", most)
                .query((row, n) -> new Made(
                        row.getInt("number"),
                        row.getString("first_name"),
                        row.getString("last_name"),
                        row.getString("login")))
                .list();
    }

    private ImportedRow row(ResultSet row, int n) throws SQLException {
        var outcome = Outcome.valueOf(row.getString("outcome").toUpperCase(Locale.ROOT));
        var name = row.getString("name");
        for (var login : List.of("email", "username", "phone"))
            if (name.isEmpty() && row.getString(login) != null) name = row.getString(login);
        var member = row.getBoolean("added")
                ? row.getObject("member_id", UUID.class)
                : row.getObject("found_id", UUID.class);
        var problems = row.getString("problems");
        return new ImportedRow(
                row.getInt("number"),
                name,
                member == null ? null : new MemberId(member),
                row.getBoolean("added") ? Outcome.ADDED : outcome,
                problems == null ? List.of() : json.readValue(problems, PROBLEMS),
                row.getString("unsent"));
    }
}
