package dev.gatehouse.imports;

import dev.gatehouse.platform.MemberId;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A row of a file, and what became of it.
 *
 * @param number as a spreadsheet shows it
 * @param name what to call the person: their name, else what they sign in with; empty where the row has neither
 * @param member who is there already, or who was added; null where nobody is
 * @param problems what is wrong with it; empty where nothing is
 * @param unsent why no activation message was sent, as in {@code bulk.left_out.<code>}; null where none was due, or it was sent
 */
public record ImportedRow(
        int number,
        String name,
        @Nullable MemberId member,
        Outcome outcome,
        List<Problem> problems,
        @Nullable String unsent) {

    /** What became of a row. */
    public enum Outcome {
        /** Somebody who would be added. */
        NEW,
        /** Somebody who is there already. */
        PRESENT,
        WRONG,
        ADDED;

        /** As in {@code imports.outcome.<key>}. */
        public String key() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public ImportedRow {
        problems = List.copyOf(problems);
    }
}
