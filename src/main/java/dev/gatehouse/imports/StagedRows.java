package dev.gatehouse.imports;

import dev.gatehouse.platform.AttributeId;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.ByteStreamWriter;
import tools.jackson.databind.json.JsonMapper;

/** Rows that were read, in their order, as the database takes them. They are made so by whoever reads, while the database is busy with those before. */
final class StagedRows {

    /** What is written of each, of the columns of {@code import_row}. */
    static final String COLUMNS = """
            number, outcome, member_id, subject_id, activation, first_name, last_name, email, username, phone, universal_identifier, language,
            currency, department_id, job_profile_id, user_type_id, partner_id, role_id, attribute_values, code_hash, code_print, problems
            """;

    private final List<AttributeId> attributes;
    private final JsonMapper json;
    private final CopyRows rows =
            new CopyRows((int) COLUMNS.chars().filter(sign -> sign == ',').count() + 1);
    private int count;
    private int last;

    StagedRows(List<AttributeId> attributes, JsonMapper json) {
        this.attributes = attributes;
        this.json = json;
    }

    void add(StagedRow row) {
        var person = row.person();
        rows.row()
                .integer(row.number())
                .text(row.wrong() ? "wrong" : "new")
                .uuid(row.member().value())
                .uuid(row.subject().value())
                .text(row.way() == null ? null : row.way().key())
                .text(person.firstName())
                .text(person.lastName())
                .text(text(person.email()))
                .text(text(person.username()))
                .text(text(person.phone()))
                .text(person.universalIdentifier())
                .text(person.language())
                .text(person.currency())
                .uuid(person.department() == null ? null : person.department().value())
                .uuid(person.jobProfile() == null ? null : person.jobProfile().value())
                .uuid(person.userType() == null ? null : person.userType().value())
                .uuid(person.partner() == null ? null : person.partner().value())
                .uuid(row.role() == null ? null : row.role().value())
                .texts(values(person.attributes()))
                .bytea(row.code() == null ? null : HexFormat.of().parseHex(row.code()))
                .bigint(row.print())
                .jsonb(row.wrong() ? json.writeValueAsString(row.problems()) : null);
        count++;
        last = row.number();
    }

    int count() {
        return count;
    }

    /** The number of the last of them. */
    int last() {
        return last;
    }

    /** All of them, as {@link CopyRows#end}. */
    ByteStreamWriter end() {
        return rows.end();
    }

    /** In the order of the attributes. */
    private @Nullable List<@Nullable String> values(Map<AttributeId, String> given) {
        return given.isEmpty()
                ? null
                : Arrays.asList(attributes.stream().map(given::get).toArray(String[]::new));
    }

    private static @Nullable String text(@Nullable Object value) {
        return value == null ? null : value.toString();
    }
}
