package dev.gatehouse.members;

import de.siegmar.fastcsv.writer.CsvWriter;
import dev.gatehouse.members.MemberExportRows.Chunk;
import dev.gatehouse.platform.Actor;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executors;
import org.springframework.stereotype.Component;

/**
 * Writes the list that is filtered to a file (MEM-7), a chunk at a time: what it takes in memory does not grow with it. While one chunk is
 * written the next one is read. Where that breaks off, because the right ended or nobody listens any more, the file is left without its end,
 * so that it does not look whole.
 */
@Component
class MemberExport {

    private static final int CHUNK = 5_000;

    private final MemberExportRows rows;

    MemberExport(MemberExportRows rows) {
        this.rows = rows;
    }

    private interface Cells {
        void write(List<String> cells) throws IOException;
    }

    void csv(Actor actor, MemberListQuery query, Chunk first, OutputStream target) throws IOException {
        var csv = CsvWriter.builder().build(new OutputStreamWriter(target, StandardCharsets.UTF_8));
        csv.writeRecord(first.columns().names());
        all(actor, query, "csv", first, csv::writeRecord);
        csv.close();
    }

    void xlsx(Actor actor, MemberListQuery query, Chunk first, OutputStream target) throws IOException {
        var book = new MemberWorkbook(target, first.columns().names(), MemberWorkbook.ROWS_OF_A_SHEET);
        all(actor, query, "xlsx", first, book::write);
        book.finish();
    }

    /** The first rows; asked for before anything is written, so that a refusal is an answer of its own. */
    Chunk first(Actor actor, MemberListQuery query) {
        return rows.first(actor, query, CHUNK);
    }

    private void all(Actor actor, MemberListQuery query, String format, Chunk first, Cells target) throws IOException {
        var written = 0L;
        try (var reader = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var chunk = first; ; ) {
                var read = chunk;
                var next = read.last()
                        ? null
                        : CompletableFuture.supplyAsync(() -> rows.next(actor, query, read, CHUNK), reader);
                for (var row : read.rows()) {
                    target.write(read.columns().cells(row, read.at()));
                    written++;
                }
                if (next == null) break;
                chunk = result(next);
            }
        } catch (UncheckedIOException gone) {
            throw gone.getCause();
        } finally {
            rows.exported(actor, query, format, written);
        }
    }

    /** What was read, or why it could not be. */
    private static Chunk result(CompletableFuture<Chunk> read) {
        try {
            return read.join();
        } catch (CompletionException failed) {
            if (failed.getCause() instanceof RuntimeException cause) throw cause;
            throw failed;
        }
    }
}
