package dev.gatehouse.members;

import de.siegmar.fastcsv.writer.CsvWriter;
import dev.gatehouse.access.Level;
import dev.gatehouse.members.MembersView.Standing;
import dev.gatehouse.platform.Actor;
import dev.gatehouse.platform.HarmlessText;
import dev.gatehouse.platform.MemberId;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Writes the list that is filtered to a file (MEM-7), a chunk at a time: what it takes in memory does not grow with it. */
@Component
class MemberExport {

    /** A member as the file has them; the columns are meant to be read by programs too, and are the same in every language. */
    public record Row(
            MemberId id,
            String firstName,
            String lastName,
            @Nullable String email,
            @Nullable String username,
            @Nullable String phone,
            Standing status,
            @Nullable Level level,
            List<String> teams,
            String source,
            @Nullable Instant invitationExpiresAt,
            @Nullable Instant lastActiveAt,
            Instant createdAt) {

        List<String> cells() {
            return List.of(
                    id.toString(),
                    harmless(firstName),
                    harmless(lastName),
                    harmless(email),
                    harmless(username),
                    harmless(phone),
                    status.key(),
                    level == null ? "" : level.key(),
                    harmless(String.join("; ", teams)),
                    source,
                    invitationExpiresAt == null ? "" : invitationExpiresAt.toString(),
                    lastActiveAt == null ? "" : lastActiveAt.toString(),
                    createdAt.toString());
        }
    }

    private static final List<String> COLUMNS = List.of(
            "id",
            "first_name",
            "last_name",
            "email",
            "username",
            "phone",
            "status",
            "role",
            "teams",
            "sign_in",
            "invitation_expires_at",
            "last_active_at",
            "created_at");

    private static final int CHUNK = 2_000;
    /** Excel's own bound is 1,048,576. */
    private static final int ROWS_OF_A_SHEET = 1_000_000;

    private final MemberList list;

    MemberExport(MemberList list) {
        this.list = list;
    }

    private static String harmless(@Nullable String text) {
        return text == null ? "" : HarmlessText.of(text);
    }

    private interface Cells {
        void write(List<String> cells) throws IOException;
    }

    void csv(Actor actor, MemberListQuery query, List<Row> first, OutputStream target) throws IOException {
        try (var csv = CsvWriter.builder().build(new OutputStreamWriter(target, StandardCharsets.UTF_8))) {
            csv.writeRecord(COLUMNS);
            all(actor, query, "csv", first, csv::writeRecord);
        }
    }

    void xlsx(Actor actor, MemberListQuery query, List<Row> first, OutputStream target) throws IOException {
        try (var book = new Workbook(target, "Gatehouse", "1.0")) {
            var sheets = new Sheets(book);
            all(actor, query, "xlsx", first, sheets::write);
            sheets.finish();
        }
    }

    /** The first rows; asked for before anything is written, so that a refusal is an answer of its own. */
    List<Row> first(Actor actor, MemberListQuery query) {
        return list.chunk(actor, query, null, CHUNK);
    }

    private void all(Actor actor, MemberListQuery query, String format, List<Row> first, Cells target)
            throws IOException {
        var written = 0L;
        try {
            var rows = first;
            while (!rows.isEmpty()) {
                for (var row : rows) target.write(row.cells());
                written += rows.size();
                rows = rows.size() < CHUNK
                        ? List.of()
                        : list.chunk(actor, query, rows.getLast().id(), CHUNK);
            }
        } finally {
            list.exported(actor, query, format, written);
        }
    }

    /** Inline strings and flushed rows: nothing of the book stays in memory. */
    private static final class Sheets {

        private final Workbook book;
        private Worksheet sheet;
        private int sheets = 1;
        private int row;

        Sheets(Workbook book) {
            this.book = book;
            this.sheet = open();
        }

        private Worksheet open() {
            row = 0;
            var opened = book.newWorksheet(sheets == 1 ? "Members" : "Members " + sheets);
            for (var column = 0; column < COLUMNS.size(); column++) opened.inlineString(0, column, COLUMNS.get(column));
            return opened;
        }

        void write(List<String> cells) throws IOException {
            if (row == ROWS_OF_A_SHEET) {
                sheet.finish();
                sheets++;
                sheet = open();
            }
            row++;
            for (var column = 0; column < cells.size(); column++)
                if (!cells.get(column).isEmpty()) sheet.inlineString(row, column, cells.get(column));
            if (row % CHUNK == 0) sheet.flush();
        }

        void finish() throws IOException {
            sheet.finish();
        }
    }
}
