package dev.gatehouse.platform;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One page of a list that is paged by key, never by offset (MEM-7).
 *
 * @param rows the rows, in the list's order
 * @param previous the key to ask for the page before; null on the first page
 * @param next the key to ask for the page after; null on the last page
 */
public record Slice<T>(
        List<T> rows, @Nullable String previous, @Nullable String next) {

    public Slice {
        rows = List.copyOf(rows);
    }

    /** The first page, from one row more than the page holds. */
    public static <T> Slice<T> first(List<T> rowsAndOneMore, int size, Function<T, String> key) {
        var more = rowsAndOneMore.size() > size;
        var rows = more ? rowsAndOneMore.subList(0, size) : rowsAndOneMore;
        return new Slice<>(rows, null, more ? key.apply(rows.getLast()) : null);
    }

    /**
     * A page from one row more than it holds.
     *
     * @param rowsAndOneMore in the list's order, or backwards from the key where the page before it was asked for
     * @param from whether a key was asked for: without one it is the first page
     * @param backward whether the page before the key was asked for
     */
    public static <T> Slice<T> of(
            List<T> rowsAndOneMore, int size, boolean from, boolean backward, Function<T, String> key) {
        var more = rowsAndOneMore.size() > size;
        var rows = more ? rowsAndOneMore.subList(0, size) : rowsAndOneMore;
        if (rows.isEmpty()) return new Slice<>(rows, null, null);
        var shown = backward ? rows.reversed() : rows;
        return new Slice<>(
                shown,
                (backward ? more : from) ? key.apply(shown.getFirst()) : null,
                backward || more ? key.apply(shown.getLast()) : null);
    }
}
