package dev.gatehouse.imports;

import dev.gatehouse.platform.Refusal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The page where somebody says what the columns of a file are.
 *
 * @param here the address of the organization: {@code /o/<slug>}
 * @param address of the import
 * @param fields what a column can be of a person, in the order in which people choose
 * @param own the organization's own attributes, after those
 * @param missing what is not said yet; null where nothing is amiss
 * @param refusal what was wrong with what was sent; null before
 */
public record ImportColumns(
        String here,
        String address,
        ImportRun run,
        List<Column> columns,
        List<Field> fields,
        List<Field> own,
        List<DefaultWay> ways,
        DefaultWay way,
        @Nullable Refusal missing,
        @Nullable Refusal refusal) {

    /**
     * A column of the file.
     *
     * @param letters as a spreadsheet names it
     * @param name as the file names it; empty where it does not
     * @param field what is chosen for it; empty where it is left out
     * @param samples a few of its values
     */
    public record Column(int number, String letters, String name, String field, List<String> samples) {}

    /** What a column can be: its key, and what people call it. */
    public record Field(String key, String label) {}

    /** What was wrong with a column; null where nothing was. */
    public @Nullable Refusal wrong(int column) {
        return refusal != null && ("column." + column).equals(refusal.field()) ? refusal : null;
    }

    /** What was wrong with the whole. */
    public @Nullable Refusal wrong() {
        var field = refusal == null ? "" : refusal.field();
        return field != null && field.startsWith("column.") ? null : refusal;
    }
}
