package dev.gatehouse.imports;

import dev.gatehouse.imports.ImportRun.State;
import dev.gatehouse.platform.AttributeId;
import dev.gatehouse.platform.MemberId;
import dev.gatehouse.platform.OrganizationId;
import dev.gatehouse.platform.Refusal;
import dev.gatehouse.platform.Timestamps;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Imports, and how far each has come. */
@Repository
class ImportStore {

    private static final TypeReference<List<Object>> ARGUMENTS = new TypeReference<>() {};

    private static final String RUN = """
            select id, created_by, state, failure, failure_arguments::text as failure_arguments, file_name, language, header, fields, activation,
                   read_to, total, fresh, present, wrong, seats, codes, consent_version, to_send, sent, unsent,
                   code_secret is not null as codes_kept, created_at, state_at, finished_at,
                   (select coalesce(sum(l.added), 0) from import_lane l
                     where l.organization_id = r.organization_id and l.import_id = r.id) as added
              from import_run r
            """;

    private final JdbcClient jdbc;
    private final JsonMapper json;

    ImportStore(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    ImportId insert(
            OrganizationId organization,
            MemberId by,
            String fileName,
            String language,
            List<String> header,
            List<String> fields,
            DefaultWay way,
            Instant now) {
        return jdbc.sql("""
                insert into import_run (organization_id, created_by, file_name, language, header, fields, activation, created_at, state_at)
                values (:organization, :by, :fileName, :language, :header::text[], :fields::text[], :way, :now, :now)
                returning id
                """)
                .param("organization", organization.value())
                .param("by", by.value())
                .param("fileName", fileName)
                .param("language", language)
                .param("header", header.toArray(String[]::new))
                .param("fields", fields.toArray(String[]::new))
                .param("way", way.key())
                .param("now", Timestamps.utc(now))
                .query((row, n) -> new ImportId(row.getObject("id", UUID.class)))
                .single();
    }

    Optional<ImportRun> find(OrganizationId organization, ImportId id) {
        return run(organization, id);
    }

    /** Held until the transaction ends: nobody else changes its state, nor works at it. */
    Optional<ImportRun> lock(OrganizationId organization, ImportId id) {
        return held("for no key update", organization, id);
    }

    /** Held until the transaction ends: nobody changes its state, and others may work at it too. */
    Optional<ImportRun> share(OrganizationId organization, ImportId id) {
        return held("for share", organization, id);
    }

    /** The newest of one person. */
    List<ImportRun> own(OrganizationId organization, MemberId by, int most) {
        return jdbc.sql(RUN
                        + " where organization_id = :organization and created_by = :by order by id desc limit :most")
                .param("organization", organization.value())
                .param("by", by.value())
                .param("most", most)
                .query(this::run)
                .list();
    }

    /** How many of an organization have not ended. */
    int open(OrganizationId organization) {
        return jdbc.sql(
                        "select count(*) as open from import_run where organization_id = :organization and finished_at is null")
                .param("organization", organization.value())
                .query((row, n) -> row.getInt("open"))
                .single();
    }

    /** From the beginning, with these columns. */
    void begin(
            OrganizationId organization,
            ImportId id,
            List<String> fields,
            List<AttributeId> attributes,
            DefaultWay way,
            byte[] secret,
            Instant now) {
        jdbc.sql("""
                update import_run
                   set state = 'READING', state_at = :now, fields = :fields::text[], attribute_ids = :attributes::uuid[], activation = :way,
                       code_secret = :secret, read_to = 0, total = 0, fresh = 0, present = 0, wrong = 0, seats = 0, codes = 0, to_send = 0
                 where organization_id = :organization and id = :id
                """)
                .param("now", Timestamps.utc(now))
                .param("fields", fields.toArray(String[]::new))
                .param("attributes", attributes.stream().map(AttributeId::value).toArray(UUID[]::new))
                .param("way", way.key())
                .param("secret", secret)
                .param("organization", organization.value())
                .param("id", id.value())
                .update();
    }

    /** The attributes whose values the rows have, in their order. */
    List<AttributeId> attributes(OrganizationId organization, ImportId id) {
        return jdbc.sql(
                        "select unnest(attribute_ids) as id from import_run where organization_id = :organization and id = :id")
                .param("organization", organization.value())
                .param("id", id.value())
                .query((row, n) -> new AttributeId(row.getObject("id", UUID.class)))
                .list();
    }

    /** Empty where it is not kept any more. */
    Optional<byte[]> sealed(OrganizationId organization, ImportId id, Sealed what) {
        return jdbc.sql("""
                select %1$s from import_run where organization_id = :organization and id = :id and %1$s is not null
                """.formatted(what.column()))
                .param("organization", organization.value())
                .param("id", id.value())
                .query((row, n) -> row.getBytes(what.column()))
                .optional();
    }

    /** Forgets it where it is null. */
    void keep(OrganizationId organization, ImportId id, Sealed what, byte @Nullable [] sealed) {
        jdbc.sql("update import_run set %s = :sealed where organization_id = :organization and id = :id"
                        .formatted(what.column()))
                .param("sealed", sealed, Types.BINARY)
                .param("organization", organization.value())
                .param("id", id.value())
                .update();
    }

    void readTo(OrganizationId organization, ImportId id, int number, int more) {
        jdbc.sql("""
                update import_run set read_to = :number, total = total + :more where organization_id = :organization and id = :id
                """)
                .param("number", number)
                .param("more", more)
                .param("organization", organization.value())
                .param("id", id.value())
                .update();
    }

    void move(OrganizationId organization, ImportId id, State state, Instant now) {
        jdbc.sql(
                        "update import_run set state = :state, state_at = :now where organization_id = :organization and id = :id")
                .param("state", state.name())
                .param("now", Timestamps.utc(now))
                .param("organization", organization.value())
                .param("id", id.value())
                .update();
    }

    /** Counts what the rows have come to. */
    void count(OrganizationId organization, ImportId id) {
        jdbc.sql("""
                update import_run r
                   set fresh = found.fresh, present = found.present, wrong = found.wrong, seats = found.seats, codes = found.codes,
                       to_send = found.to_send, code_secret = case when found.codes > 0 then r.code_secret end
                  from (select count(*) filter (where outcome = 'new') as fresh,
                               count(*) filter (where outcome = 'present') as present,
                               count(*) filter (where outcome = 'wrong') as wrong,
                               count(*) filter (where outcome = 'new' and activation is not null) as seats,
                               count(*) filter (where outcome = 'new' and activation = 'code' and code_print is null) as codes,
                               count(*) filter (where outcome = 'new' and activation <> 'code') as to_send
                          from import_row where organization_id = :organization and import_id = :id) found
                 where r.organization_id = :organization and r.id = :id
                """)
                .param("organization", organization.value())
                .param("id", id.value())
                .update();
    }

    void confirm(OrganizationId organization, ImportId id, int consentVersion, int seats, Instant now) {
        jdbc.sql("""
                update import_run
                   set state = 'APPLYING', state_at = :now, consent_version = :version, seats_held = :seats, samples = null
                 where organization_id = :organization and id = :id
                """)
                .param("now", Timestamps.utc(now))
                .param("version", consentVersion)
                .param("seats", seats)
                .param("organization", organization.value())
                .param("id", id.value())
                .update();
    }

    /** Takes the seats that nobody of it sits on off its books, and returns how many those were. */
    int letGoOfSeats(OrganizationId organization, ImportId id) {
        return jdbc.sql("""
                update import_run r set seats_held = 0
                  from import_run before
                 where r.organization_id = :organization and r.id = :id and before.organization_id = :organization and before.id = :id
                returning before.seats_held - (select coalesce(sum(l.seats), 0) from import_lane l
                                                where l.organization_id = :organization and l.import_id = :id
                                                  and before.seats_held > 0) as left_over
                """)
                .param("organization", organization.value())
                .param("id", id.value())
                .query(Integer.class)
                .single();
    }

    void sentTo(OrganizationId organization, ImportId id, int number, int sent, int unsent) {
        jdbc.sql("""
                update import_run set sent_to = :number, sent = sent + :sent, unsent = unsent + :unsent
                 where organization_id = :organization and id = :id
                """)
                .param("number", number)
                .param("sent", sent)
                .param("unsent", unsent)
                .param("organization", organization.value())
                .param("id", id.value())
                .update();
    }

    int sentTo(OrganizationId organization, ImportId id) {
        return jdbc.sql("select sent_to from import_run where organization_id = :organization and id = :id")
                .param("organization", organization.value())
                .param("id", id.value())
                .query(Integer.class)
                .single();
    }

    void finish(OrganizationId organization, ImportId id, State state, @Nullable Refusal failure, Instant now) {
        jdbc.sql("""
                update import_run
                   set state = :state, state_at = :now, finished_at = :now, failure = :failure, failure_arguments = :arguments::jsonb
                 where organization_id = :organization and id = :id
                """)
                .param("state", state.name())
                .param("now", Timestamps.utc(now))
                .param("failure", failure == null ? null : failure.code())
                .param("arguments", failure == null ? "[]" : json.writeValueAsString(failure.arguments()))
                .param("organization", organization.value())
                .param("id", id.value())
                .update();
    }

    /** Forgets what its rows came to, what stood in its columns, and what its one-time passwords would have been made from. */
    void discard(OrganizationId organization, ImportId id) {
        jdbc.sql("""
                update import_run
                   set samples = null, code_secret = null, total = 0, fresh = 0, present = 0, wrong = 0, seats = 0, codes = 0, to_send = 0
                 where organization_id = :organization and id = :id
                """)
                .param("organization", organization.value())
                .param("id", id.value())
                .update();
    }

    /** Forgets those that began before then, with their rows and files, unless people come by them just now. Returns how many. */
    int purge(OrganizationId organization, Instant before) {
        jdbc.sql("""
                delete from import_row w using import_run r
                 where r.organization_id = :organization and r.created_at < :before and r.state not in ('APPLYING', 'SENDING')
                   and w.organization_id = :organization and w.import_id = r.id
                """)
                .param("organization", organization.value())
                .param("before", Timestamps.utc(before))
                .update();
        return jdbc.sql("""
                delete from import_run
                 where organization_id = :organization and created_at < :before and state not in ('APPLYING', 'SENDING')
                """)
                .param("organization", organization.value())
                .param("before", Timestamps.utc(before))
                .update();
    }

    List<OrganizationId> organizationsWithImports(Instant before) {
        return jdbc.sql("select organization_id from organizations_with_imports(:before)")
                .param("before", Timestamps.utc(before))
                .query((row, n) -> new OrganizationId(row.getObject("organization_id", UUID.class)))
                .list();
    }

    /** Read by a second statement: one that has waited for the row sees the lanes as they were before it waited. */
    private Optional<ImportRun> held(String how, OrganizationId organization, ImportId id) {
        return jdbc.sql("select id from import_run where organization_id = :organization and id = :id " + how)
                .param("organization", organization.value())
                .param("id", id.value())
                .query(UUID.class)
                .optional()
                .flatMap(_ -> run(organization, id));
    }

    private Optional<ImportRun> run(OrganizationId organization, ImportId id) {
        return jdbc.sql(RUN + " where organization_id = :organization and id = :id")
                .param("organization", organization.value())
                .param("id", id.value())
                .query(this::run)
                .optional();
    }

    private ImportRun run(ResultSet row, int n) throws SQLException {
        var failure = row.getString("failure");
        return new ImportRun(
                new ImportId(row.getObject("id", UUID.class)),
                new MemberId(row.getObject("created_by", UUID.class)),
                State.valueOf(row.getString("state")),
                failure == null
                        ? null
                        : new Problem(
                                "file", "", failure, json.readValue(row.getString("failure_arguments"), ARGUMENTS)),
                row.getString("file_name"),
                row.getString("language"),
                List.of((String[]) row.getArray("header").getArray()),
                List.of((String[]) row.getArray("fields").getArray()),
                DefaultWay.of(row.getString("activation")),
                row.getInt("read_to"),
                row.getInt("total"),
                row.getInt("fresh"),
                row.getInt("present"),
                row.getInt("wrong"),
                row.getInt("seats"),
                row.getInt("codes"),
                row.getObject("consent_version", Integer.class),
                row.getInt("added"),
                row.getInt("to_send"),
                row.getInt("sent"),
                row.getInt("unsent"),
                row.getBoolean("codes_kept"),
                Timestamps.instant(row, "created_at"),
                Timestamps.instant(row, "state_at"),
                Timestamps.optionalInstant(row, "finished_at"));
    }
}
